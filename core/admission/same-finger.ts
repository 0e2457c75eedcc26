import { fuse } from '../fingerprint/fusion.ts';

/**
 * Whether two voters put the same finger on the sensor: one number for all the touches of both, on the scale of
 * core/fingerprint (a score s has FMR ≤ 10^(−s/10)).
 */

/** What it costs to have looked so many times: the best of n strangers is n times as likely to be so high. */
const looked = (times: number): number => 10 * Math.log10(times);

/**
 * @param scores one row for each touched finger of the one, one column for each of the other
 * @returns the best of the single scores and, where both gave two fingers, the fused ones, each finger once: somebody
 *   may have given one finger twice and another one beside it. Less what it costs to have looked so many times, so that
 *   a threshold means the same whatever was touched; at least 0
 */
export function sameFingerScore(scores: readonly (readonly number[])[]): number {
  const single = scores.flat();
  const double = scores.flatMap((row, i) =>
    scores
      .slice(i + 1)
      .flatMap((other) => row.flatMap((a, k) => other.flatMap((b, l) => (k === l ? [] : [fuse(a, b)])))),
  );
  const found = [...single, ...double];
  return found.length === 0 ? 0 : Math.max(0, Math.max(...found) - looked(found.length));
}

/** How likely it is by chance, as the journal tells it: whole tens of the scale, 70 for one pair in ten million. */
export const levelOf = (score: number): number => Math.floor(score / 10) * 10;
