import type { BallotStyle } from '../ballot/definition.ts';
import type { TestDifference } from '../ballot/test-pack.ts';
import type { Election, Precinct } from '../election/election.ts';
import { shortDate } from '../person/dates.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from '../receipt/slip.ts';
import { modeWords, slipWords } from '../receipt/words.ts';
import { slipMark } from './page-mark.ts';
import { resultsWords } from './words.ts';

/** What a paper of the box's day says: that the box is empty, how its test came out, how many sheets are in it. */
export type DayPaperFacts =
  | { readonly paper: 'zero'; readonly slots: number }
  | { readonly paper: 'test'; readonly sheets: number; readonly differences: readonly TestDifference[] }
  | { readonly paper: 'final'; readonly sheets: number; readonly mobile: number };

/** Where and when it is printed. */
export interface DayPaperPlace {
  readonly election: Election;
  readonly precinct: Precinct;
  readonly sitting: string | null;
  readonly box: { readonly id: string; readonly seal: string | null } | null;
  readonly device: string;
  /** Local date (ISO) and hh:mm. */
  readonly date: string;
  readonly time: string;
  /** Hash of the last event of the ballot zone's journal. */
  readonly head: string;
}

const HEAD_GROUPS = 4;
/** As it is written: the same in both languages. */
const same = (text: string): Both => ({ ky: text, ru: text });

/** The paper as the lines of a slip: no number of a choice is on it but of test ballots. */
export function dayPaper(facts: DayPaperFacts, place: DayPaperPlace): Slip {
  const mark = modeWords[place.election.mode];
  const lines: SlipLine[] = [
    ...(mark ? [{ line: 'mark', text: mark } as const] : []),
    ...contentOf(facts, place.election.papers?.styles ?? []),
    { line: 'rule' },
    ...placeLines(place),
    { line: 'hash', name: slipWords.head, value: hashGroups(place.head, HEAD_GROUPS) },
    { line: 'sign', name: slipWords.chair },
    { line: 'sign', name: slipWords.secretary },
    { line: 'sign', name: slipWords.seal },
  ];
  return { lines, qr: slipMark(facts.paper, place.head) };
}

function contentOf(facts: DayPaperFacts, styles: readonly BallotStyle[]): readonly SlipLine[] {
  switch (facts.paper) {
    case 'zero':
      return [
        { line: 'title', text: resultsWords.zero },
        { line: 'text', text: resultsWords.zeroText },
        { line: 'number', name: resultsWords.sheets, value: '0' },
        { line: 'pair', name: resultsWords.places, value: String(facts.slots) },
      ];
    case 'test':
      return [
        { line: 'title', text: resultsWords.test },
        { line: 'number', name: resultsWords.testSheets, value: String(facts.sheets) },
        { line: 'text', text: facts.differences.length === 0 ? resultsWords.testMatches : resultsWords.testDiffers },
        ...facts.differences.map((one) => differenceLine(one, styles)),
      ];
    case 'final':
      return [
        { line: 'title', text: resultsWords.final },
        { line: 'number', name: resultsWords.sheets, value: String(facts.sheets) },
        { line: 'pair', name: resultsWords.mobile, value: String(facts.mobile) },
      ];
  }
}

function differenceLine(
  { style, part, option, expected, read }: TestDifference,
  styles: readonly BallotStyle[],
): SlipLine {
  const of = styles.find(({ id }) => id === style);
  const found = of?.parts.find(({ id }) => id === part)?.options.find(({ id }) => id === option);
  const { ky, ru } = found?.names ?? resultsWords.testInvalid;
  const name = { ky: `№ ${of?.number ?? style}: ${ky}`, ru: `№ ${of?.number ?? style}: ${ru}` };
  return { line: 'pair', name, value: `${expected} / ${read}` };
}

function placeLines({ election, precinct, sitting, box, device, date, time }: DayPaperPlace): readonly SlipLine[] {
  return [
    { line: 'text', text: election.names },
    { line: 'text', text: precinct.names },
    { line: 'pair', name: slipWords.station, value: precinct.number },
    { line: 'pair', name: resultsWords.made, value: `${shortDate(date)} ${time}` },
    ...(sitting === null ? [] : [{ line: 'pair', name: slipWords.sitting, value: sitting } as const]),
    ...(box === null ? [] : [{ line: 'pair', name: resultsWords.box, value: box.id } as const]),
    ...(box?.seal ? [{ line: 'pair', name: resultsWords.seal, value: box.seal } as const] : []),
    { line: 'pair', name: same(`${slipWords.device.ky} / ${slipWords.device.ru}`), value: device },
  ];
}
