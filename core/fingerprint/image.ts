/** Gray image of a finger: row-major, top row first, 0 = ridge (dark) … 255 = background. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Pixels per inch, where the sensor tells; without it the ridge period must. */
  readonly dpi?: number | undefined;
}

/** Resolution at which everything is compared, pixels per inch. */
export const WORKING_DPI = 500;

/**
 * Mean over a square of side 2 radius + 1, by running sums; borders use the part that exists. Both passes go row by row,
 * which is how the memory lies. Sums of what was added and taken away again may miss 0 by a rounding error.
 */
export function boxMean(source: ArrayLike<number>, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(source.length);
  for (let y = 0; y < height; y += 1) {
    const base = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x += 1) sum += source[base + x]!;
    for (let x = 0; x < width; x += 1) {
      if (x + radius < width) sum += source[base + x + radius]!;
      if (x - radius - 1 >= 0) sum -= source[base + x - radius - 1]!;
      rows[base + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
    }
  }
  const out = new Float32Array(source.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y += 1) {
    for (let x = 0; x < width; x += 1) sums[x]! += rows[y * width + x]!;
  }
  for (let y = 0; y < height; y += 1) {
    const share = 1 / (Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1);
    const enters = y + radius < height ? (y + radius) * width : -1;
    const leaves = (y - radius - 1) * width;
    for (let x = 0; x < width; x += 1) {
      if (enters >= 0) sums[x]! += rows[enters + x]!;
      if (leaves >= 0) sums[x]! -= rows[leaves + x]!;
      out[y * width + x] = sums[x]! * share;
    }
  }
  return out;
}
