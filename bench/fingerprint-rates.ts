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

/** What is known of a print that is looked for among others. */
interface Print {
  readonly set: string;
  readonly finger: string;
  readonly impression: number;
}

/**
 * One of many: the first impression of each finger of each set is the gallery, every other print asks for its finger.
 * @param similarity [print][print]
 * @returns percent: how often the right finger came first (a tie is none), and how often it was missed or came below
 *   the threshold that one of a hundred probes reaches without its own finger
 */
export function identification(prints: readonly Print[], similarity: Float32Array) {
  const gallery = prints.map((_, at) => at).filter((at) => prints[at]!.impression === 1);
  const own: number[] = [];
  const others: number[] = [];
  for (const [probe, { finger, impression }] of prints.entries()) {
    if (impression === 1) continue;
    const best = (same: boolean) =>
      gallery.reduce(
        (most, at) =>
          (prints[at]!.finger === finger) === same ? Math.max(most, similarity[probe * prints.length + at]!) : most,
        Number.NEGATIVE_INFINITY,
      );
    const [mate, other] = [best(true), best(false)];
    own.push(mate > other ? mate : Number.NEGATIVE_INFINITY);
    others.push(other);
  }
  const threshold = Float64Array.from(others).sort().reverse()[Math.floor(others.length / 100)] ?? 0;
  return {
    gallery: gallery.length,
    probes: own.length,
    rank1: percent(own.filter(Number.isFinite).length / own.length),
    fnirAtFpir1: percent(own.filter((mate) => mate <= threshold).length / own.length),
  };
}
