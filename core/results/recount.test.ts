import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BallotStyle, ballotStyleSchema } from '../ballot/definition.ts';
import { judgeBallot, type Verdict } from '../ballot/judge.ts';
import type { MarkZone, SquareReading } from '../ballot/reading.ts';
import type { BallotRecord } from '../ballot/record.ts';
import { countBallots } from './count.ts';
import { differenceOf, type RecountLine, RereadSums, rangeOf, recountDifferences, recountLines } from './recount.ts';

const words = (text: string) => ({ ky: text, ru: text, en: text });
const part = (id: string, max: number, spoils: 'ballot' | 'part') => ({
  ...{ id, form: 'list', title: words(id), marks: { min: 1, max }, spoils },
  options: ['a', 'b', 'c'].map((option) => ({
    id: `${id}-${option}`,
    kind: 'candidate',
    names: words(option),
    notes: null,
  })),
});
/** Two parts: one spoils the ballot, the other itself alone. */
const style: BallotStyle = ballotStyleSchema.parse({
  ...{ id: 'council-1', ballot: 'council', constituency: 'c-1', number: 1, layout: 'list' },
  ...{ title: words('Ballot'), explanation: words('Mark') },
  parts: [part('one', 1, 'ballot'), part('two', 2, 'part')],
});
const squares = style.parts.flatMap(({ id, options }) => options.map((option) => ({ part: id, option: option.id })));

/** What stands in each square, as a reader sees it. */
type Sheet = readonly MarkZone[];
const readingOf = (sheet: Sheet): readonly SquareReading[] =>
  squares.map((square, at) => ({ ...square, share: 0, zone: sheet[at] ?? 'empty' }));
const judged = (sheet: Sheet): Verdict => judgeBallot(style, readingOf(sheet));

/** A ballot as the box keeps it; `decided`: what persons said of it, by square. */
function record(sheet: Sheet, decided: readonly boolean[] | null = null): BallotRecord {
  const parts = style.parts.map(({ id }) => {
    const of = (zone: MarkZone, seen: Sheet) =>
      squares.flatMap((square, at) => (square.part === id && seen[at] === zone ? [square.option] : []));
    const seen = decided?.map((mark) => (mark ? 'mark' : 'empty') satisfies MarkZone) ?? sheet;
    return { part: id, marked: of('mark', seen), unsure: of('adjudicate', seen) };
  });
  const base = { v: 1, style: style.id, test: false, batch: 'box', compartment: 'valid', parts } as const;
  return decided ? { ...base, decided: true } : base;
}

function compare(records: readonly BallotRecord[], again: readonly Sheet[], sealed = false) {
  const sums = new RereadSums();
  for (const sheet of again) sums.add(style, judged(sheet));
  const count = (of: readonly BallotRecord[]) => {
    const counted = countBallots([style], of).byStyle.get(style.id);
    if (!counted) throw new Error('not counted');
    return counted;
  };
  const decided = count(records.filter((one) => one.decided));
  return { style, sealed, counted: count(records), decided, again: sums.of(style) };
}
const told = (lines: readonly RecountLine[]) =>
  lines.map((one) => `${one.option ?? one.line} ${one.counted} ${rangeOf(one)} ${differenceOf(one)}`);

const M = 'mark';
const U = 'adjudicate';
const E = 'empty';
const a: Sheet = [M, E, E, M, E, E];
const b: Sheet = [E, M, E, M, M, E];
const empty: Sheet = [E, E, E, E, E, E];

describe('a recount', () => {
  it('of the same sheets matches, each number alone', () => {
    const sheets = [a, a, b, empty];
    const of = compare(
      sheets.map((one) => record(one)),
      [b, empty, a, a],
    );
    expect(recountDifferences(of)).toEqual([]);
    expect(told(recountLines(of))).toEqual([
      ...['sheets 4 4 0', 'valid 3 3 0', 'invalid 1 1 0'],
      ...['one-a 2 2 0', 'one-b 1 1 0', 'one-c 0 0 0', 'two-a 3 3 0', 'two-b 1 1 0', 'two-c 0 0 0'],
    ]);
  });

  it('says which numbers differ and by how much, where a sheet is missing, or one is there twice', () => {
    const records = [a, a, b].map((one) => record(one));
    expect(told(recountDifferences(compare(records, [a, b])))).toEqual([
      ...['sheets 3 2 -1', 'valid 3 2 -1', 'one-a 2 1 -1', 'two-a 3 2 -1'],
    ]);
    expect(told(recountDifferences(compare(records, [a, a, a])))).toEqual([
      ...['one-a 2 3 1', 'one-b 1 0 -1', 'two-b 1 0 -1'],
    ]);
  });

  it('says a range where the reader is unsure now, or persons had decided before', () => {
    const unsure: Sheet = [U, E, E, M, E, E];
    expect(told(recountLines(compare([record(a)], [unsure])))).toEqual([
      ...['sheets 1 1 0', 'valid 1 0–1 0', 'invalid 0 0–1 0'],
      ...['one-a 1 0–1 0', 'one-b 0 0 0', 'one-c 0 0 0', 'two-a 1 0–1 0', 'two-b 0 0 0', 'two-c 0 0 0'],
    ]);
    // Persons saw no mark where the scanner is sure of one now.
    const decided = record(unsure, [false, false, false, true, false, false]);
    expect(recountDifferences(compare([decided], [a]))).toEqual([]);
    // One sheet of which persons had decided does not cover two votes.
    expect(told(recountDifferences(compare([decided, record(a), record(a)], [a, b, b])))).toContain('one-b 0 1–2 1');
  });

  it('of few ballots compares their number and nothing else', () => {
    const of = compare([record(a), record(b)], [a, a], true);
    expect(told(recountLines(of))).toEqual(['sheets 2 2 0']);
    expect(told(recountDifferences({ ...of, again: { ...of.again, sheets: 3 } }))).toEqual(['sheets 2 3 1']);
  });

  const sheetsOf = (square: fc.Arbitrary<boolean>) =>
    fc.array(fc.tuple(...squares.map(() => square)), { maxLength: 12 });
  const marks = sheetsOf(fc.boolean());
  /** A reading of these marks by a reader that is unsure of the squares that chance says. */
  const seen = (truth: readonly boolean[], unsure: readonly boolean[]): Sheet =>
    truth.map((mark, at) => (unsure[at] ? U : mark ? M : E));

  it('property: of the same sheets in any order matches, whatever either reading is unsure of and persons decide', () => {
    const sheet = fc.record({
      truth: fc.tuple(...squares.map(() => fc.boolean())),
      first: fc.tuple(...squares.map(() => fc.boolean())),
      second: fc.tuple(...squares.map(() => fc.boolean())),
      said: fc.tuple(...squares.map(() => fc.boolean())),
    });
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 12 }), (sheets) => {
        const records = sheets.map(({ truth, first, said }) => {
          const one = seen(truth, first);
          return record(one, judged(one).verdict === 'persons' ? said : null);
        });
        const again = sheets.map(({ truth, second }) => seen(truth, second)).toReversed();
        expect(told(recountDifferences(compare(records, again)))).toEqual([]);
      }),
    );
  });

  it('property: where every reader is sure it matches exactly when both counts are the same', () => {
    fc.assert(
      fc.property(marks, marks, (first, second) => {
        const sure = (of: typeof marks extends fc.Arbitrary<infer T> ? T : never) => of.map((truth) => seen(truth, []));
        const records = sure(first).map((one) => record(one));
        const other = sure(second).map((one) => record(one));
        const same = JSON.stringify(compare(records, []).counted) === JSON.stringify(compare(other, []).counted);
        expect(recountDifferences(compare(records, sure(second))).length === 0).toBe(same);
      }),
    );
  });

  it('property: of few ballots it is the same whatever stands on them', () => {
    fc.assert(
      fc.property(marks, marks, (first, second) => {
        const length = Math.min(first.length, second.length);
        const of = (marked: typeof first) => {
          const sheets = marked.slice(0, length).map((truth) => seen(truth, []));
          return recountLines(
            compare(
              sheets.map((one) => record(one)),
              sheets,
              true,
            ),
          );
        };
        expect(of(first)).toEqual(of(second));
      }),
    );
  });
});
