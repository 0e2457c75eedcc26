/**
 * Scores of two fingers as one, on the same scale: a fused score f or more has FMR ≤ 10^(−f/10).
 *
 * Of strangers a score s or more has a chance of at most 10^(−s/10) = e^(−λs) with λ = ln 10 / 10. So each score is at
 * most a variable of exponential distribution with rate λ, and two fingers that are independent sum up to at most an
 * Erlang variable of order 2 (Fisher 1932): P(s₁ + s₂ ≥ t) ≤ (1 + λt) e^(−λt). The fused score is what that chance is called on the
 * scale, −10 log₁₀ of it: t − 10 log₁₀(1 + λt). It rises with both scores and is never above their sum: having two
 * tries at a high sum costs the logarithm.
 *
 * Independence is the assumption. Two fingers of one hand share skin, moisture and pressure, which moves the scores of
 * one person, and class of pattern, which moves those of strangers a little; neither has been measured here.
 */
const RATE = Math.LN10 / 10;

/**
 * The fused score of two fingers of the same two persons.
 * @param one score of the first finger, null when it was not compared: the other one's score stands as it is
 * @param two score of the second finger. Which fingers there are must not depend on how they scored.
 */
export function fuse(one: number | null, two: number | null): number {
  if (one === null || two === null) return Math.max(0, one ?? two ?? 0);
  const sum = Math.max(0, one) + Math.max(0, two);
  // Rounding may miss 0 by a hair.
  return Math.max(0, sum - 10 * Math.log10(1 + RATE * sum));
}

/**
 * The fused score from which two voters of one day are told to the chair as perhaps one: so high that among this many
 * honest voters, each compared with all earlier ones, no more than `alerts` are expected.
 *
 * 2,500 voters make 2,500 · 2,499 / 2 = 3.1 million pairs, which asks for a score of 65, a chance of 3 in 10 million.
 * The largest sample behind the scale has 112,640 pairs of strangers, single fingers, not independent: 65 is 1.9 decades
 * beyond what it could show even so (3/n with 95 % confidence), and no sample of two fingers was there at all. It rests
 * on independence, and on the extrapolated part of the scale where one finger alone says it.
 */
export function duplicateScore(voters: number, alerts = 1): number {
  const pairs = (voters * (voters - 1)) / 2;
  return Math.max(0, 10 * Math.log10(Math.max(1, pairs) / alerts));
}
