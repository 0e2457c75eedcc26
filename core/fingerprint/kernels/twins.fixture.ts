import { FILTER_RIM, FILTER_SIDE, FILTER_TAPS, type FilterPlane, type FilterPoints, type Size } from './kernels.ts';

/** The kernels in plain TypeScript, written to be read: what the WebAssembly must agree with, bit for bit. */

/** Sum of 15 × 15 products, modulo 2^32. */
function response(level: Int16Array, width: number, at: number, bank: Int16Array, filter: number): number {
  let sum = 0;
  for (let row = 0; row < FILTER_SIDE; row += 1) {
    const from = at + (row - 7) * width - 7;
    const taps = filter * FILTER_TAPS + 16 * row;
    // The sixteenth tap is 0 by contract, and counted by both if it is not.
    for (let tap = 0; tap < 16; tap += 1) sum = (sum + Math.imul(level[from + tap]!, bank[taps + tap]!)) | 0;
  }
  return sum;
}

const inRim = ({ width, height }: Size, x: number, y: number): boolean =>
  x < FILTER_RIM || y < FILTER_RIM || x >= width - FILTER_RIM || y >= height - FILTER_RIM;

export function filterBankTwin(asked: FilterPlane, out: Int16Array): void {
  const { level, width, height, index, bank, shift } = asked;
  const filters = Math.min(255, Math.floor(bank.length / FILTER_TAPS));
  for (let at = 0; at < width * height; at += 1) {
    const filter = index[at]!;
    const outside = filter >= filters || inRim(asked, at % width, Math.floor(at / width));
    const value = outside ? 0 : response(level, width, at, bank, filter) >> shift;
    out[at] = Math.min(32_767, Math.max(-32_768, value));
  }
}

export function filterAtPointsTwin(asked: FilterPoints, out: Int32Array): void {
  const { level, width, points, first, bank, each, apart } = asked;
  for (const [point, at] of points.entries()) {
    for (let one = 0; one < each; one += 1) {
      const filter = first[point]! + one * apart;
      const outside =
        (filter + 1) * FILTER_TAPS > bank.length || at < 0 || inRim(asked, at % width, Math.floor(at / width));
      out[point * each + one] = outside ? 0 : response(level, width, at, bank, filter);
    }
  }
}

/** Each window summed anew. */
export function boxSumTwin(
  source: ArrayLike<number>,
  { width, height, radius }: Size & { readonly radius: number },
  out: Int32Array,
): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
        for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1) {
          sum = (sum + source[v * width + u]!) | 0;
        }
      }
      out[y * width + x] = sum;
    }
  }
}
