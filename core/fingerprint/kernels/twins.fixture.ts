import {
  FILTER_RIM,
  FILTER_SIDE,
  FILTER_TAPS,
  type FilterPlane,
  type FilterPoints,
  type Gray,
  type GrayPlane,
  gridOf,
  type Levels,
  type Normalised,
  type Share,
  type Size,
  scaled,
  type Tensor,
  type Window,
  windowCount,
} from './kernels.ts';
import { thin as thinTwin } from './thin.fixture.ts';

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

/** Sums of up to `radius` neighbours on both sides, up and down or in the row; each summed anew. */
function along(
  source: ArrayLike<number>,
  { width, height, radius }: Window,
  vertical: boolean,
): Int32Array<ArrayBuffer> {
  const out = new Int32Array(width * height);
  for (let at = 0; at < out.length; at += 1) {
    const [middle, length] = vertical ? [Math.floor(at / width), height] : [at % width, width];
    const stride = vertical ? width : 1;
    const last = Math.min(length - 1 - middle, radius);
    let sum = 0;
    for (let step = -Math.min(middle, radius); step <= last; step += 1) sum = (sum + source[at + step * stride]!) | 0;
    out[at] = sum;
  }
  return out;
}

export function boxSumTwin(source: ArrayLike<number>, window: Window, out: Int32Array): void {
  out.set(along(along(source, window, true), window, false));
}

const { fround } = Math;
/** The window's points around `at`. */
const countAt = ({ width, height, radius }: Window, at: number): number =>
  windowCount(width, radius, at % width) * windowCount(height, radius, Math.floor(at / width));
/** Nearest whole number of a single, halves upwards. */
const nearest = (value: number): number => Math.floor(fround(value + 0.5));

export function boxMeanTwin(source: Int16Array, window: Window, out: Int16Array): void {
  const sums = new Int32Array(source.length);
  boxSumTwin(source, window, sums);
  for (let at = 0; at < sums.length; at += 1) out[at] = nearest(fround(fround(sums[at]!) / countAt(window, at)));
}

export function boxShareTwin(mask: Uint8Array, share: Share, out: Uint8Array): void {
  const sums = new Int32Array(mask.length);
  boxSumTwin(mask, share, sums);
  for (let at = 0; at < sums.length; at += 1) {
    out[at] = share.whole * sums[at]! > share.part * countAt(share, at) ? 1 : 0;
  }
}

export function resampleTwin(gray: GrayPlane, factor: number, out: Uint8Array): void {
  const { width, height, pixels } = gray;
  const { width: columns, height: rows } = scaled(gray, factor);
  const place = (at: number, length: number): number => {
    const exact = Math.min(length - 1, Math.max(0, (at + 0.5) / factor - 0.5));
    return Math.floor(exact * 128 + 0.5);
  };
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const [u, v] = [place(x, width), place(y, height)];
      const grayAt = (dx: number, dy: number): number =>
        pixels[Math.min(height - 1, (v >> 7) + dy) * width + Math.min(width - 1, (u >> 7) + dx)]!;
      const [right, below] = [u % 128, v % 128];
      const [upper, lower] = [
        grayAt(0, 0) * (128 - right) + grayAt(1, 0) * right,
        grayAt(0, 1) * (128 - right) + grayAt(1, 1) * right,
      ];
      out[y * columns + x] = (upper * (128 - below) + lower * below + 8192) >> 14;
    }
  }
}

export function normaliseTwin(gray: Gray, { level, deviation }: Normalised): void {
  const { pixels } = gray;
  const [sums, squares] = [new Int32Array(pixels.length), new Int32Array(pixels.length)];
  boxSumTwin(pixels, gray, sums);
  boxSumTwin(
    Int32Array.from(pixels, (value) => value * value),
    gray,
    squares,
  );
  for (let at = 0; at < pixels.length; at += 1) {
    const count = countAt(gray, at);
    const mean = fround(fround(sums[at]!) / count);
    const power = fround(fround(squares[at]!) / count);
    const variance = Math.max(0, fround(power - fround(mean * mean)));
    const scale = fround(256 / fround(Math.sqrt(fround(variance + fround(gray.faint)))));
    const value = nearest(fround(fround(mean - pixels[at]!) * scale));
    level[at] = Math.min(1023, Math.max(-1023, value));
    deviation[at] = nearest(fround(fround(Math.sqrt(variance)) * 16));
  }
}

/** Quarters of Sobel's gradients, in 16 bits; 0 in the outermost rows and columns. */
function gradientsOf(level: Int16Array, width: number, height: number) {
  const [gx, gy] = [new Int16Array(level.length), new Int16Array(level.length)];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const [above, below] = [at - width, at + width];
      const right = level[above + 1]! + 2 * level[at + 1]! + level[below + 1]!;
      const left = level[above - 1]! + 2 * level[at - 1]! + level[below - 1]!;
      gx[at] = right - left;
      gy[at] =
        level[below - 1]! +
        2 * level[below]! +
        level[below + 1]! -
        (level[above - 1]! + 2 * level[above]! + level[above + 1]!);
    }
  }
  return { gx: gx.map((value) => value >> 2), gy: gy.map((value) => value >> 2) };
}

export function structureTensorTwin(levels: Levels, { cosine, sine, power }: Tensor): void {
  const { level, width, height, step, radii } = levels;
  const { gx, gy } = gradientsOf(level, width, height);
  const { columns, rows } = gridOf(levels);
  const smooth = (product: (x: number, y: number) => number, out: Int32Array) => {
    let plane = Int32Array.from(gx, (value, at) => product(value, gy[at]!));
    for (const radius of radii) plane = along(plane, { width, height, radius }, true);
    plane = plane.map((value) => ((value + 128) | 0) >> 8);
    for (const radius of radii) plane = along(plane, { width, height, radius }, false);
    for (let at = 0; at < columns * rows; at += 1) {
      out[at] = plane[Math.floor(at / columns) * step * width + (at % columns) * step]!;
    }
  };
  smooth((x, y) => x * x - y * y, cosine);
  smooth((x, y) => 2 * x * y, sine);
  smooth((x, y) => x * x + y * y, power);
}

/** What thin.fixture.ts does, once its conditions hold: 0 and 1, and no rim. */
export function thinnedTwin(image: Uint8Array, { width, height }: Size): void {
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const rim = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    image[at] = rim || image[at] === 0 ? 0 : 1;
  }
  thinTwin(image, width, height);
}
