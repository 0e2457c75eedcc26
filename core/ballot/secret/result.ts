import { z } from 'zod';
import { toHex } from '../../crypto/encoding.ts';
import { idSchema } from '../../election/common.ts';
import { hex32 } from './file.ts';
import type { Finding, Rule } from './finding.ts';
import { type Group, isSame, type Point } from './group.ts';
import type { Part, Style } from './manifest.ts';
import type { BallotSet } from './sets.ts';
import { type CheckedShares, checkShare, openedPoint, type Share, shareSchema } from './share.ts';
import type { CheckedTrustees } from './trustees.ts';

const number = z.int().min(0).max(5_000_000);
const decision = z.string().min(1).max(4_000);

export const resultSchema = z.strictObject({
  format: z.literal('taanuu/result/1'),
  ...{ manifest: hex32, style: idSchema, ballots: number },
  /** Why a set below the minimum was opened; null: it is none. */
  opened: z.strictObject({ decision }).nullable(),
  parts: z.array(z.strictObject({ counts: z.array(number).max(1_001) })).max(20),
  shares: z.array(shareSchema).max(99),
});
/** The result of a style: how often each option and blank, and the shares from which it follows. */
export type StyleResult = z.infer<typeof resultSchema>;

export const withheldSchema = z.strictObject({
  format: z.literal('taanuu/withheld/1'),
  ...{ manifest: hex32, style: idSchema, ballots: number },
  road: z.enum(['home-box', 'joint']),
  decision,
});
/** A set that is too small to be opened, and on which road its papers are counted. */
export type Withheld = z.infer<typeof withheldSchema>;

/** Where the result of a style lies on the board, or why it has none. */
export const resultPath = (style: string): string => `results/${style}.json`;
export const withheldPath = (style: string): string => `withheld/${style}.json`;

/** What a result is held against. */
export interface ResultGround {
  readonly group: Group;
  /** M. */
  readonly manifest: Uint8Array;
  readonly minimum: number;
  readonly trustees: CheckedTrustees;
}

/** Everything in a result that does not follow from the set. @param set what the ballots of the board add up to */
export function checkResult(
  ground: ResultGround,
  style: Style,
  set: BallotSet,
  result: StyleResult,
): readonly Finding[] {
  const findings: Finding[] = [];
  const find = (rule: Rule, place = ''): void => void findings.push({ file: resultPath(style.id), place, rule });
  if (result.manifest !== toHex(ground.manifest)) find('manifest');
  if (result.style !== style.id) find('style');
  if (result.ballots !== set.ballots) find('ballots');
  if (set.ballots < ground.minimum && result.opened === null) find('minimum');
  if (set.ballots >= ground.minimum && result.opened !== null) find('opened');
  const isShaped =
    result.parts.length === set.sums.length &&
    result.parts.every(({ counts }, p) => counts.length === set.sums[p]?.length);
  if (!isShaped) {
    find('shape', 'parts');
    return findings;
  }
  const shares = sharesOf(ground, style, set, result.shares, find);
  for (const [p, { counts }] of result.parts.entries()) {
    const part = style.parts[p];
    if (part !== undefined && !isBalanced(part, counts, set.ballots)) find('sum-of-counts', `parts/${p}`);
  }
  if (shares === null) return findings;
  for (const [place, point] of wrongCounts(ground, set, result, shares)) find(point, place);
  return findings;
}

/** The shares as points, those of which a proof does not hold being found; null: what remains does not open anything. */
function sharesOf(
  { group, manifest, trustees }: ResultGround,
  style: Style,
  set: BallotSet,
  shares: readonly Share[],
  find: (rule: Rule, place?: string) => void,
): CheckedShares | null {
  const checked = new Map<number, readonly (readonly Point[])[]>();
  let last = 0;
  for (const [at, share] of shares.entries()) {
    const place = `shares/${at}`;
    if (share.trustee <= last) find('share-order', place);
    last = share.trustee;
    const read = checkShare(group, trustees, { manifest, style: style.id }, set, share);
    if (read.ok) checked.set(share.trustee, read.value);
    else {
      const { rule, part, position } = read.error;
      find(rule === 'shape' ? 'shape' : `share-${rule}`, `${place}${inside(part, position)}`);
    }
  }
  if (checked.size >= trustees.threshold) return checked;
  find('share-few', 'shares');
  return null;
}

const inside = (part: number | null, position: number | null): string =>
  `${part === null ? '' : `/parts/${part}`}${position === null ? '' : `/${position}`}`;

/** A verifier needs no logarithm: it is told the number, and multiplies. */
function* wrongCounts(
  { group, trustees }: ResultGround,
  { sums }: BallotSet,
  { parts }: StyleResult,
  shares: CheckedShares,
): Generator<readonly [place: string, rule: Rule]> {
  const indices = [...shares.keys()].sort((left, right) => left - right);
  const first = indices.slice(0, trustees.threshold);
  const further = indices.slice(trustees.threshold);
  for (const [p, positions] of sums.entries()) {
    for (const [i, sum] of positions.entries()) {
      const told = group.multiplyBase(BigInt(parts[p]?.counts[i] ?? 0));
      const of = (these: readonly number[]) =>
        openedPoint(group, sum, new Map(these.map((index) => [index, shares.get(index)?.[p]?.[i] ?? group.identity])));
      const sets = [first, ...further.map((index) => [...first.slice(0, -1), index])];
      if (!sets.every((these) => isSame(of(these), told))) yield [`parts/${p}/counts/${i}`, 'count'];
    }
  }
}

/** Whether the counts of a part can be those of so many ballots. */
function isBalanced({ options, max }: Part, counts: readonly number[], ballots: number): boolean {
  const blank = counts[options.length] ?? 0;
  const marks = counts.slice(0, options.length).reduce((sum, count) => sum + count, 0);
  const marked = ballots - blank;
  return counts.every((count) => count <= ballots) && marks >= marked && marks <= max * marked;
}

/** What is wrong with saying of a set that it is not opened. */
export function checkWithheld(
  { manifest, minimum }: Pick<ResultGround, 'manifest' | 'minimum'>,
  style: Style,
  set: BallotSet,
  withheld: Withheld,
): readonly Finding[] {
  const rules: Rule[] = [];
  if (withheld.manifest !== toHex(manifest)) rules.push('manifest');
  if (withheld.style !== style.id) rules.push('style');
  if (withheld.ballots !== set.ballots) rules.push('ballots');
  if (set.ballots >= minimum) rules.push('minimum');
  return rules.map((rule) => ({ file: withheldPath(style.id), place: '', rule }));
}
