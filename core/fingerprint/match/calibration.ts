/**
 * From the similarity of compare.ts to the scale of the house: a score of s or more has FMR ≤ 10^(−s/10).
 *
 * Up to 30 each knot is measured: the least similarity above which, with 95 % confidence, no more than 10^(−s/10) of the
 * impostors of one sensor lie. For 35 and 40 that sample is too small; there the larger one with pairs between sensors
 * speaks, moved up by as much (0.12) as it lies below the other at 30. 50 is extrapolated with the steepest slope between
 * any two knots, and so is all beyond: a straight line in log FMR, which nothing here proves. Sample and figures:
 * README.md.
 */
const knots: readonly (readonly [similarity: number, score: number])[] = [
  [0, 0],
  [0.58, 5],
  [0.93, 10],
  [1.28, 15],
  [1.63, 20],
  [1.98, 25],
  [2.33, 30],
  [2.65, 35],
  [3.04, 40],
  [3.82, 50],
];

/** The score of a similarity: straight between the knots, and beyond the last one with the last slope. Never falls. */
export function scoreOf(similarity: number): number {
  const next = knots.findIndex(([at]) => at > similarity);
  const to = next < 0 ? knots.length - 1 : Math.max(1, next);
  const [low, from] = knots[to - 1]!;
  const [high, until] = knots[to]!;
  return Math.max(0, from + ((similarity - low) / (high - low)) * (until - from));
}
