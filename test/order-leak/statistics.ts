/** What the order-leak tests decide by. Each p is two-sided, by the usual approximation for large samples. */

/** Places in ascending order from 1; equals share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const out = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1] ?? 0] === values[order[first] ?? 0]) last += 1;
    for (let i = first; i <= last; i += 1) out[order[i] ?? 0] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return out;
}

/** Spearman's rank correlation; 0 where one of the two never changes. p: that of ρ√(n − 1), which is normal. */
export function spearman(x: readonly number[], y: readonly number[]): { readonly rho: number; readonly p: number } {
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (x.length + 1) / 2;
  const sum = (u: readonly number[], v: readonly number[]) =>
    u.reduce((total, value, i) => total + (value - mean) * ((v[i] ?? 0) - mean), 0);
  const spread = Math.sqrt(sum(a, a) * sum(b, b));
  const rho = spread === 0 ? 0 : sum(a, b) / spread;
  return { rho, p: 2 * (1 - normal(Math.abs(rho) * Math.sqrt(x.length - 1))) };
}

/** Kolmogorov and Smirnov's test whether two samples come from one distribution: the p of their largest distance. */
export function sameDistribution(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [x.toSorted((u, v) => u - v), y.toSorted((u, v) => u - v)];
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const at = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && (a[i] ?? 0) <= at) i += 1;
    while (j < b.length && (b[j] ?? 0) <= at) j += 1;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const scaled = distance * Math.sqrt((a.length * b.length) / (a.length + b.length));
  let p = 0;
  for (let k = 1; k <= 100; k += 1) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * scaled * scaled);
  return scaled < 0.2 ? 1 : Math.min(1, Math.max(0, p));
}

/**
 * Mutual information of two orders, each cut into so many equal parts, in bits; and how likely as much comes about by
 * chance (2n ln 2 times it is χ² with (parts − 1)² degrees of freedom; Wilson and Hilferty's approximation).
 */
export function mutualInformation(
  x: readonly number[],
  y: readonly number[],
  parts: number,
): { readonly bits: number; readonly p: number } {
  const n = x.length;
  const part = (rank: number) => Math.min(parts - 1, Math.floor(((rank - 1) / n) * parts));
  const [a, b] = [ranks(x).map(part), ranks(y).map(part)];
  const cells = new Map<number, number>();
  const count = (of: readonly number[], value: number) => of.filter((one) => one === value).length;
  for (const [i, one] of a.entries()) {
    const cell = one * parts + (b[i] ?? 0);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  let bits = 0;
  for (const [cell, seen] of cells) {
    const expected = (count(a, Math.floor(cell / parts)) * count(b, cell % parts)) / n;
    bits += (seen / n) * Math.log2(seen / expected);
  }
  const freedom = (parts - 1) ** 2;
  const spread = 2 / (9 * freedom);
  const z = (Math.cbrt((2 * n * Math.LN2 * bits) / freedom) - (1 - spread)) / Math.sqrt(spread);
  return { bits, p: 1 - normal(z) };
}

/** The normal distribution function (Abramowitz and Stegun 26.2.17, to 7.5 · 10⁻⁸). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - upper : upper;
}
