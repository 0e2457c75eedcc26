import type { BallotStyle } from '../ballot/definition.ts';
import { type JudgedPart, judgeBallot, type Verdict } from '../ballot/judge.ts';
import type { SquareReading } from '../ballot/reading.ts';
import type { BallotRecord } from '../ballot/record.ts';
import type { Counted } from './figures.ts';

/** What the ballots of a store come to: by style, and how many of them persons have not decided about. */
export interface Count {
  readonly byStyle: ReadonlyMap<string, Counted>;
  readonly undecided: number;
}

/**
 * Counts ballots in whatever order they come: a sum knows none. Each is judged by the rules of its definition; one whose
 * marks persons have still to decide about is a sheet of its box and nothing else yet.
 * @param styles all of the definition: every one has its count, also of no ballot
 * @param ballots those of the sitting; test ballots among them are left out
 */
export function countBallots(styles: readonly BallotStyle[], ballots: Iterable<BallotRecord>): Count {
  const counts = new Map(styles.map((style) => [style.id, emptyCount(style)]));
  const byId = new Map(styles.map((style) => [style.id, style]));
  let undecided = 0;
  for (const record of ballots) {
    const style = byId.get(record.style);
    const count = counts.get(record.style);
    if (record.test || !style || !count) continue;
    count.sheets[record.batch] += 1;
    const judged = judgeBallot(style, squaresOf(style, record));
    if (judged.verdict === 'persons') {
      undecided += 1;
      continue;
    }
    count.sheets[judged.verdict] += 1;
    if (judged.verdict === 'invalid') continue;
    count.votes = addVotes(count.votes, filledParts(judged));
  }
  return { byStyle: counts, undecided };
}

type Counting = { readonly sheets: Record<keyof Counted['sheets'], number>; votes: Votes };

/** Numbers by part, then by option. */
export type Votes = Counted['votes'];

/** Votes with one more for each of these options. */
export function addVotes(votes: Votes, marks: readonly Pick<JudgedPart, 'part' | 'marked'>[]): Votes {
  const added: Record<string, Record<string, number>> = { ...votes };
  for (const { part, marked } of marks) {
    const of = { ...added[part] };
    for (const option of marked) of[option] = (of[option] ?? 0) + 1;
    added[part] = of;
  }
  return added;
}

/** The parts of a valid ballot that are a vote. */
export const filledParts = ({ parts }: Pick<Verdict, 'parts'>): readonly JudgedPart[] =>
  parts.filter(({ outcome }) => outcome === 'filled');

const emptyCount = ({ parts }: BallotStyle): Counting => ({
  sheets: { box: 0, mobile: 0, valid: 0, invalid: 0 },
  votes: Object.fromEntries(
    parts.map(({ id, options }) => [id, Object.fromEntries(options.map((option) => [option.id, 0]))]),
  ),
});

/** The squares of a kept ballot, as its reader saw them: what is neither marked nor unsure is empty. */
function squaresOf(style: BallotStyle, { parts }: BallotRecord): readonly SquareReading[] {
  return style.parts.flatMap(({ id: part, options }) => {
    const kept = parts.find((one) => one.part === part);
    const zone = (option: string): SquareReading['zone'] => {
      if (kept?.marked.includes(option)) return 'mark';
      return kept?.unsure.includes(option) ? 'adjudicate' : 'empty';
    };
    return options.map(({ id: option }) => ({ part, option, share: 0, zone: zone(option) }));
  });
}

/** Whether persons have to decide about marks before anybody can say what this ballot is worth. */
export const needsPersons = (style: BallotStyle, record: BallotRecord): boolean =>
  judgeBallot(style, squaresOf(style, record)).verdict === 'persons';

/** Whether so few ballots would tell how single persons voted, so that they leave the station only sealed (BS-08). */
export const isSmall = (sheets: number, least: number): boolean => sheets > 0 && sheets < least;
