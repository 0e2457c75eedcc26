/**
 * From the similarity of compare.ts to the scale of the house: a score of s or more has FMR ≤ 10^(−s/10).
 *
 * Up to 30 each knot is measured: the least similarity above which, with 95 % confidence, no more than 10^(−s/10) of the
 * impostors of one sensor lie. For 35 and 40 that sample is too small; there the larger one with pairs between sensors
 * speaks, moved up by as much (0.19) as it lies below the other at 30. 50 is extrapolated with the slope between 20 and
 * 30, and so is all beyond: a straight line in log FMR, which nothing here proves. Sample and figures: README.md.
 */
const knots: readonly (readonly [similarity: number, score: number])[] = [
  [0, 0],
  [0.64, 5],
  [1.01, 10],
  [1.34, 15],
  [1.71, 20],
  [2.08, 25],
  [2.44, 30],
  [2.71, 35],
  [3.01, 40],
  [3.74, 50],
];

/** The score of a similarity: straight between the knots, and beyond the last one with the last slope. Never falls. */
export function scoreOf(similarity: number): number {
  const next = knots.findIndex(([at]) => at > similarity);
  const to = next < 0 ? knots.length - 1 : Math.max(1, next);
  const [low, from] = knots[to - 1]!;
  const [high, until] = knots[to]!;
  return Math.max(0, from + ((similarity - low) / (high - low)) * (until - from));
}
