/** Error rates of two samples of similarities. A comparison matches when it reaches the threshold. */
export interface Rates {
  readonly genuine: number;
  readonly impostors: number;
  /** Percent. */
  readonly eer: number;
  /** False non-matches in percent at a false match rate of 1 %, 0.1 %, 0.01 %. */
  readonly fnmr100: number;
  readonly fnmr1000: number;
  readonly fnmr10000: number;
}

const percent = (share: number): number => Math.round(share * 10_000) / 100;

/** Values below the threshold in a rising array. */
function below(rising: Float64Array, threshold: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The least similarity above which at most this share of the impostors lies. */
function thresholdAt(impostors: Float64Array, fmr: number): number {
  return impostors[impostors.length - 1 - Math.floor(fmr * impostors.length)] ?? 0;
}

export function ratesOf(genuine: readonly number[], impostors: readonly number[]): Rates {
  const g = Float64Array.from(genuine).sort();
  const m = Float64Array.from(impostors).sort();
  // A false match is a similarity above the threshold; one that only equals it is none.
  const fnmr = (fmr: number) => percent(below(g, thresholdAt(m, fmr) + Number.EPSILON) / g.length);
  let eer = 1;
  for (const threshold of m) {
    const misses = below(g, threshold) / g.length;
    const falls = 1 - below(m, threshold) / m.length;
    eer = Math.min(eer, Math.max(misses, falls));
  }
  return {
    genuine: g.length,
    impostors: m.length,
    eer: percent(eer),
    fnmr100: fnmr(0.01),
    fnmr1000: fnmr(0.001),
    fnmr10000: fnmr(0.0001),
  };
}

/**
 * The similarity from which a score may be given: the least one above which, with 95 % confidence, no more than
 * 10^(−score/10) of such impostors lie. The bound on a count k is k + 1.65 √k + 3 (Poisson; for k = 0 the rule of three).
 * Null where the sample is too small to say.
 */
export function knotAt(impostors: readonly number[], score: number): number | null {
  const falling = Float64Array.from(impostors).sort().reverse();
  const allowed = 10 ** (-score / 10) * falling.length;
  let k = -1;
  while (k + 1 + 1.65 * Math.sqrt(k + 1) + 3 <= allowed) k += 1;
  // Above the k-th highest there are k; the next one below it would be one too many.
  return k < 0 ? null : (falling[k] ?? 0);
}
