import type { Precinct } from '../election/election.ts';
import type { Policy } from '../election/policy.ts';
import { countBallots } from '../results/count.ts';
import type { BallotPapers, BallotStyle, Part } from './definition.ts';
import type { BallotRecord } from './record.ts';

/** One sheet of a test pack: a test ballot of this style, and by part the options that are marked on it. */
export interface TestSheet {
  readonly style: string;
  readonly marked: Readonly<Record<string, readonly string[]>>;
}

/** A number of a test that did not come out as expected. `option` null: sheets without a valid mark. */
export interface TestDifference {
  readonly style: string;
  readonly part: string | null;
  readonly option: string | null;
  readonly expected: number;
  readonly read: number;
}

/** Ballots for the options of a list go 1, 2, 3, 1, 2, 3 …: neighbours never have the same number, so none passes for the other. */
const ROUND = 3;

/** The styles of a station: those of its constituency, or all where voters of every constituency come (null). */
export const stylesOf = ({ styles }: BallotPapers, constituency: string | null): readonly BallotStyle[] =>
  constituency === null ? styles : styles.filter((style) => style.constituency === constituency);

/**
 * The styles that the box of a station takes: where voters of other constituencies are admitted, the ballots of theirs too.
 * @param remote whom the policy lets vote away from home
 */
export const stylesTaken = (
  papers: BallotPapers,
  { constituency, kind }: Pick<Precinct, 'constituency' | 'kind'>,
  remote: Policy['remote']['basis'],
): readonly BallotStyle[] => {
  const everybody = remote === 'open' || (remote === 'by-list' && kind !== 'home');
  return stylesOf(papers, everybody ? null : constituency);
};

/**
 * The test pack of a station, made of the definition alone, so that whoever prints it and whoever expects its totals need
 * no list of each other. Every square is marked at least once where a station has one constituency; where it has all of
 * them, each style has its first and last square. One sheet of each style is empty, and one has a mark too many.
 */
export function testPack(papers: BallotPapers, constituency: string | null): readonly TestSheet[] {
  return stylesOf(papers, constituency).flatMap((style) => sheetsOf(style, constituency !== null));
}

function sheetsOf(style: BallotStyle, every: boolean): readonly TestSheet[] {
  const times = ({ options }: Part, at: number): number => {
    if (!every) return at === 0 || at === options.length - 1 ? 1 : 0;
    return 1 + (at % ROUND);
  };
  // Every part is filled on each sheet, so that a sheet is valid; the longest one says how many sheets there are.
  const marks = style.parts.map((part) =>
    part.options.flatMap(({ id }, at) => Array<string>(times(part, at)).fill(id)),
  );
  const length = Math.max(...marks.map((part) => part.length));
  const valid = Array.from(
    { length },
    (_, sheet): TestSheet => ({
      style: style.id,
      marked: Object.fromEntries(
        style.parts.map(({ id }, part) => [id, [marks[part]?.[sheet % (marks[part]?.length ?? 1)] ?? '']]),
      ),
    }),
  );
  const tooMany = ({ options, marks: { max } }: Part) => options.slice(0, max + 1).map(({ id }) => id);
  return [
    ...valid,
    { style: style.id, marked: Object.fromEntries(style.parts.map(({ id }) => [id, []])) },
    ...(style.parts.every(({ options, marks: { max } }) => options.length > max)
      ? [{ style: style.id, marked: Object.fromEntries(style.parts.map((part) => [part.id, tooMany(part)])) }]
      : []),
  ];
}

/** What a sheet of the pack must be read as. */
export const recordOfTest = ({ style, marked }: TestSheet): BallotRecord => ({
  ...{ v: 1, style, test: true, batch: 'box', compartment: 'valid' },
  parts: Object.entries(marked).map(([part, options]) => ({ part, marked: [...options], unsure: [] })),
});

/** Every number of the test that is not as expected; none: the test came out right. */
export function testDifferences(
  styles: readonly BallotStyle[],
  pack: readonly TestSheet[],
  read: readonly BallotRecord[],
): readonly TestDifference[] {
  // The count leaves out test ballots; here they are what is counted.
  const counted = (records: readonly BallotRecord[]) =>
    countBallots(
      styles,
      records.map((record) => ({ ...record, test: false })),
    );
  const [expected, got] = [counted(pack.map(recordOfTest)), counted(read)];
  return styles.flatMap(({ id: style, parts }) => {
    const [want, have] = [expected.byStyle.get(style), got.byStyle.get(style)];
    const invalid = { part: null, option: null, expected: want?.sheets.invalid ?? 0, read: have?.sheets.invalid ?? 0 };
    const votes = parts.flatMap(({ id: part, options }) =>
      options.map(({ id: option }) => ({
        ...{ part, option },
        ...{ expected: want?.votes[part]?.[option] ?? 0, read: have?.votes[part]?.[option] ?? 0 },
      })),
    );
    return [...votes, invalid].filter((one) => one.expected !== one.read).map((one) => ({ style, ...one }));
  });
}
