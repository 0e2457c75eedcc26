import type { Words } from '../election/common.ts';
import type { ActBlank, ActKind } from '../election/policy-acts.ts';
import { shortDate } from '../person/dates.ts';
import { actWords as said } from './act-words.ts';
import { deviceLine, marks, type SlipPlace } from './content.ts';
import { type Both, hashGroups, type Slip, type SlipLine } from './slip.ts';
import { slipWords } from './words.ts';

/** A local moment as paper and screens tell it. */
export interface Moment {
  readonly date: string;
  readonly time: string;
}

export interface ActSlipFacts extends SlipPlace {
  /** As printed: station, device and the number itself. */
  readonly number: string;
  readonly copy: number;
  readonly kind: ActKind;
  /** The package's heading and template. */
  readonly names: Words;
  readonly text: Words;
  readonly happened: Moment;
  readonly until: Moment | null;
  readonly receipts: readonly string[];
  readonly voided: readonly string[];
  readonly reason: Both | null;
  readonly way: Both | null;
  /** What sort of document was read. */
  readonly document: Both | null;
  /** Number of the remote station whose list names her. */
  readonly listed: string | null;
  readonly place: { readonly page: number; readonly line: number } | null;
  /** The kiosk that served beside this one. */
  readonly beside: string | null;
  /** Sheets in the ballot box, and the most that there might be. */
  readonly sheets: { readonly sheets: number; readonly most: number } | null;
  /** What the chair wrote into it. */
  readonly words: string | null;
}

const WHOLE_HASH = 16;
/** Nobody in particular is concerned where a whole station stood still, had two kiosks, or a box with too many sheets. */
const ofNobody: readonly ActKind[] = ['standstill', 'served-beside', 'too-many-sheets', 'too-many-handed'];

/**
 * An act of the commission: what it is of in the package's words, what the journal tells of it, and room for hands. Nobody
 * is named by the kiosk: who it was is written in by those who sign. `date`, `time` and `head` are those of its event, so
 * that every copy says the same.
 */
export function actSlip(facts: ActSlipFacts): Slip {
  const hasVoter = !ofNobody.includes(facts.kind);
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: said.act },
      { line: 'number', name: said.number, value: facts.number },
      { line: 'text', text: facts.names },
      { line: 'rule' },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: said.drawn, value: `${shortDate(facts.date)} ${facts.time}` },
      { line: 'pair', name: said.copy, value: String(facts.copy) },
      { line: 'rule' },
      { line: 'text', text: said.we },
      { line: 'text', text: filledIn(facts) },
      { line: 'rule' },
      { line: 'text', text: said.facts },
      ...told(facts),
      { line: 'rule' },
      ...(hasVoter ? [write(said.person), write(said.says)] : []),
      write(said.decided),
      { line: 'rule' },
      { line: 'hash', name: said.journal, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: said.chair },
      { line: 'sign', name: said.secretary },
      { line: 'sign', name: said.member },
      ...(hasVoter ? [{ line: 'sign', name: said.voter } as const] : []),
      { line: 'sign', name: slipWords.seal },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}

const write = (name: Both): SlipLine => ({ line: 'write', name });
const pair = (name: Both, value: string): SlipLine => ({ line: 'pair', name, value });
const moment = ({ date, time }: Moment): string => `${shortDate(date)} ${time}`;

/** What stands in the journal, one line each, whatever the template says of it. */
function told({
  happened,
  until,
  receipts,
  voided,
  reason,
  way,
  document,
  listed,
  place,
  beside,
  sheets,
}: ActSlipFacts): readonly SlipLine[] {
  return [
    pair(said.happened, moment(happened)),
    ...(beside === null ? [] : [pair(said.beside, beside)]),
    ...(sheets === null ? [] : [pair(said.sheets, `${sheets.sheets}`), pair(said.most, `${sheets.most}`)]),
    ...(until === null ? [] : [pair(beside === null ? said.until : said.compared, moment(until))]),
    ...receipts.map((receipt) => pair(said.receipts, receipt)),
    ...voided.map((receipt) => pair(said.voided, receipt)),
    ...(way === null ? [] : [pair(said.way, inBoth(way))]),
    ...(document === null ? [] : [pair(said.document, inBoth(document))]),
    ...(listed === null ? [] : [pair(said.listed, `№ ${listed}`)]),
    ...(place === null ? [] : [pair(said.place, `${place.page} · ${place.line}`)]),
    ...(reason === null ? [] : [pair(said.reason, inBoth(reason))]),
  ];
}

const inBoth = ({ ky, ru }: Both): string => (ky === ru ? ky : `${ky} / ${ru}`);

/** The template with what is known written into its blanks; what nobody told is left open as a blank. */
function filledIn(facts: ActSlipFacts): Both {
  const { happened, until, receipts, voided, reason, way, document, listed, place, beside, sheets, words } = facts;
  const values: Readonly<Record<ActBlank, Both | string | null>> = {
    station: facts.station,
    device: facts.serial,
    date: shortDate(happened.date),
    time: happened.time,
    until: until?.time ?? null,
    receipts: receipts.join(', ') || null,
    voided: voided.join(', ') || null,
    reason,
    way,
    document,
    listed,
    page: place === null ? null : String(place.page),
    line: place === null ? null : String(place.line),
    beside,
    sheets: sheets === null ? null : String(sheets.sheets),
    most: sheets === null ? null : String(sheets.most),
    words,
  };
  const fill = (template: string, language: 'ky' | 'ru'): string =>
    template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name as ActBlank] : null;
      return (typeof value === 'object' ? value?.[language] : value) ?? '……';
    });
  return { ky: fill(facts.text.ky, 'ky'), ru: fill(facts.text.ru, 'ru') };
}
