import type { BallotStyle } from '../ballot/definition.ts';
import type { Verdict } from '../ballot/judge.ts';
import { addVotes, filledParts, type Votes } from './count.ts';
import type { Counted } from './figures.ts';

/**
 * A recount: the same paper is read once more, and what it comes to is held against the count. Nothing of a sheet is kept,
 * only sums; so the second reading cannot know about which of its sheets persons had decided, and says of such sheets how
 * many there are, which makes the number of a line a range.
 */

/** What the sheets of one style came to when they were read once more. */
export interface Reread {
  readonly sheets: number;
  readonly valid: number;
  readonly invalid: number;
  /** Sheets with marks about which persons would have to decide: neither valid nor invalid here. */
  readonly unsure: number;
  /** By part, then by option: votes on the valid ones. */
  readonly votes: Votes;
  /** The same: unsure sheets whose square is marked or unsure. Each of them may be a vote, and may be none. */
  readonly maybe: Votes;
}

const none: Reread = { sheets: 0, valid: 0, invalid: 0, unsure: 0, votes: {}, maybe: {} };

/** Sums of a second reading while it goes on. They are all that there is of it: no sheet, and no order. */
export class RereadSums {
  readonly #styles = new Map<string, Reread>();

  /** Sheets of all styles. */
  get sheets(): number {
    return [...this.#styles.values()].reduce((sum, { sheets }) => sum + sheets, 0);
  }

  of({ id }: Pick<BallotStyle, 'id'>): Reread {
    return this.#styles.get(id) ?? none;
  }

  /** Adds a sheet that was read. */
  add(style: Pick<BallotStyle, 'id'>, judged: Verdict): void {
    const now = this.of(style);
    const sheets = now.sheets + 1;
    switch (judged.verdict) {
      case 'valid': {
        const votes = addVotes(now.votes, filledParts(judged));
        this.#styles.set(style.id, { ...now, sheets, valid: now.valid + 1, votes });
        return;
      }
      case 'invalid':
        this.#styles.set(style.id, { ...now, sheets, invalid: now.invalid + 1 });
        return;
      case 'persons': {
        const open = judged.parts.map(({ part, marked, unsure }) => ({ part, marked: [...marked, ...unsure] }));
        this.#styles.set(style.id, { ...now, sheets, unsure: now.unsure + 1, maybe: addVotes(now.maybe, open) });
      }
    }
  }
}

/** A number of the count, and what the second reading says of it. */
export interface RecountLine {
  readonly line: 'sheets' | 'valid' | 'invalid' | 'votes';
  /** Of a line of votes; null for the others. */
  readonly part: string | null;
  readonly option: string | null;
  readonly counted: number;
  /** Between these the count may be by the second reading: one number where no sheet was for persons to decide. */
  readonly least: number;
  readonly most: number;
}

/** One style of the count beside its second reading. */
export interface RecountOf {
  readonly style: BallotStyle;
  /** Few ballots, in the count or in the second reading: only their number is compared. */
  readonly sealed: boolean;
  readonly counted: Counted;
  /** Of it, what comes from sheets about which persons decided. */
  readonly decided: Counted;
  readonly again: Reread;
}

/** Sheets of a count, from whatever box. */
export const sheetsOf = ({ sheets }: Counted): number => sheets.box + sheets.mobile;

/**
 * All lines of a style. What is taken for granted is that a sheet of which the reader is sure both times says the same both
 * times. Votes of the count = those of sheets that the reader was sure of + those of decided ones. The former are those of
 * the second reading, less what decided sheets added to it (at most one each: the reader may be sure of them now), and more
 * by what it is unsure of now. So a count lies between `least` and `most` whatever persons decided, and outside of them
 * only where other paper was read, or paper otherwise.
 */
export function recountLines({ style, sealed, counted, decided, again }: RecountOf): readonly RecountLine[] {
  const line = (name: RecountLine['line'], number: number, least: number, most: number): RecountLine => ({
    ...{ line: name, part: null, option: null, counted: number },
    ...{ least: Math.max(0, least), most },
  });
  const sheets = line('sheets', sheetsOf(counted), again.sheets, again.sheets);
  if (sealed) return [sheets];
  const unknown = sheetsOf(decided);
  const kinds = (['valid', 'invalid'] as const).map((kind) => {
    const sure = again[kind] + decided.sheets[kind];
    return line(kind, counted.sheets[kind], sure - unknown, sure + again.unsure);
  });
  const votes = style.parts.flatMap(({ id: part, options }) =>
    options.map(({ id: option }): RecountLine => {
      const at = (of: Votes): number => of[part]?.[option] ?? 0;
      const sure = at(again.votes) + at(decided.votes);
      return { ...line('votes', at(counted.votes), sure - unknown, sure + at(again.maybe)), part, option };
    }),
  );
  return [sheets, ...kinds, ...votes];
}

/** How far the second reading is from the count: above 0 where it found more, 0 where it may be the same. */
export function differenceOf({ counted, least, most }: Pick<RecountLine, 'counted' | 'least' | 'most'>): number {
  if (counted < least) return least - counted;
  return counted > most ? most - counted : 0;
}

/** Those lines of a style that differ. */
export const recountDifferences = (of: RecountOf): readonly RecountLine[] =>
  recountLines(of).filter((line) => differenceOf(line) !== 0);

/** What the second reading says of a number, in digits: one number, or the least and the most. */
export const rangeOf = ({ least, most }: Pick<RecountLine, 'least' | 'most'>): string =>
  least === most ? String(least) : `${least}–${most}`;
