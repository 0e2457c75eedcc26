/**
 * From the similarity to the scale of the house: a score of s or more has FMR ≤ 10^(−s/10).
 * The knots are measured by bench/fingerprint.ts (see README.md); between them the line is straight, beyond the last
 * one it goes on with the last slope.
 */
const knots: readonly (readonly [similarity: number, score: number])[] = [
  [0, 0],
  [5, 10],
  [7, 20],
  [9, 30],
  [11, 40],
];

export function scoreOf(similarity: number): number {
  let [from, to] = [knots[0]!, knots[1]!];
  for (let i = 1; i < knots.length; i += 1) {
    [from, to] = [knots[i - 1]!, knots[i]!];
    if (similarity <= to[0]) break;
  }
  const share = (similarity - from[0]) / (to[0] - from[0]);
  return Math.max(0, from[1] + share * (to[1] - from[1]));
}
