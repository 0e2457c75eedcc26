import type { GrayImage } from '../image.ts';
import { Arena } from './arena.ts';
import * as kernels from './kernels.ts';
import * as twins from './twins.fixture.ts';

/** Every kernel one after the other over one image, as an extractor uses them, each fed with what came before. */
export interface KernelSet {
  readonly uint8: (length: number) => Uint8Array;
  readonly int16: (length: number) => Int16Array;
  readonly int32: (length: number) => Int32Array;
  readonly resample: typeof twins.resampleTwin;
  readonly normalise: typeof twins.normaliseTwin;
  readonly boxMean: typeof twins.boxMeanTwin;
  readonly boxShare: typeof twins.boxShareTwin;
  readonly boxSum: typeof twins.boxSumTwin;
  readonly structureTensor: typeof twins.structureTensorTwin;
  readonly filterBank: typeof twins.filterBankTwin;
  readonly filterAtPoints: typeof twins.filterAtPointsTwin;
  readonly thin: typeof twins.thinnedTwin;
}

export const twinSet: KernelSet = {
  uint8: (length) => new Uint8Array(length),
  int16: (length) => new Int16Array(length),
  int32: (length) => new Int32Array(length),
  resample: twins.resampleTwin,
  normalise: twins.normaliseTwin,
  boxMean: twins.boxMeanTwin,
  boxShare: twins.boxShareTwin,
  boxSum: twins.boxSumTwin,
  structureTensor: twins.structureTensorTwin,
  filterBank: twins.filterBankTwin,
  filterAtPoints: twins.filterAtPointsTwin,
  thin: twins.thinnedTwin,
};

/** The kernels with an arena for one image. */
export function kernelSet(image: GrayImage): KernelSet & { readonly close: () => void } {
  const arena = new Arena({ ...kernels.scaled(image, FACTOR), bytesPerPoint: 24, more: 200_000 });
  return {
    uint8: (length) => arena.uint8(length),
    int16: (length) => arena.int16(length),
    int32: (length) => arena.int32(length),
    resample: (gray, factor, out) => kernels.resample(arena, gray, factor, out),
    normalise: (gray, out) => kernels.normalise(arena, gray, out),
    boxMean: (source, window, out) => kernels.boxMean(arena, source, window, out),
    boxShare: (mask, share, out) => kernels.boxShare(arena, mask, share, out),
    boxSum: (source, window, out) => kernels.boxSum(arena, source as Uint8Array, window, out),
    structureTensor: (levels, out) => kernels.structureTensor(arena, levels, out),
    filterBank: (asked, out) => kernels.filterBank(arena, asked, out),
    filterAtPoints: (asked, out) => kernels.filterAtPoints(arena, asked, out),
    thin: (image, size) => kernels.thin(arena, image, size),
    close: () => arena.close(),
  };
}

const DIRECTIONS = 16;
const PERIODS = [6, 7, 8, 9, 10, 11.5, 13] as const;
const STEP = 4;
/** Every image is made a little larger, whatever its resolution. */
const FACTOR = 1.1;
const POINTS_APART = 9;

/** Gabor filters in whole numbers, [period][direction]: the tap in the middle is near 2000. */
const gabor = Int16Array.from({ length: PERIODS.length * DIRECTIONS * kernels.FILTER_TAPS }, (_, at) => {
  const [x, y] = [(at % 16) - 7, (Math.floor(at / 16) % kernels.FILTER_SIDE) - 7];
  const filter = Math.floor(at / kernels.FILTER_TAPS);
  if (x > 7) return 0;
  const angle = ((filter % DIRECTIONS) * Math.PI) / DIRECTIONS;
  const period = PERIODS[Math.floor(filter / DIRECTIONS)]!;
  const across = y * Math.cos(angle) - x * Math.sin(angle);
  return Math.round(2000 * Math.exp(-(x * x + y * y) / 25) * Math.cos((2 * Math.PI * across) / period));
});

/** What each kernel gave, by its name. */
export function chain(
  image: GrayImage,
  set: KernelSet,
): Readonly<Record<string, Uint8Array | Int16Array | Int32Array>> {
  const { width, height } = kernels.scaled(image, FACTOR);
  const points = width * height;
  const [given, pixels] = [set.uint8(image.pixels.length), set.uint8(points)];
  given.set(image.pixels);
  set.resample({ width: image.width, height: image.height, pixels: given }, FACTOR, pixels);
  const bank = set.int16(gabor.length);
  bank.set(gabor);

  const [level, deviation, contrast] = [set.int16(points), set.int16(points), set.int16(points)];
  set.normalise({ pixels, width, height, radius: 11, faint: 12 }, { level, deviation });
  set.boxMean(deviation, { width, height, radius: 10 }, contrast);
  const [strong, mask, sums] = [set.uint8(points), set.uint8(points), set.int32(points)];
  for (let at = 0; at < points; at += 1) strong[at] = contrast[at]! > 9 * 16 ? 1 : 0;
  set.boxShare(strong, { width, height, radius: 10, part: 1, whole: 2 }, mask);
  set.boxSum(level, { width, height, radius: 9 }, sums);

  const { columns, rows } = kernels.gridOf({ width, height, step: STEP });
  const cells = columns * rows;
  const [cosine, sine, power] = [set.int32(cells), set.int32(cells), set.int32(cells)];
  set.structureTensor({ level, width, height, step: STEP, radii: [9, 6] }, { cosine, sine, power });
  const directionAt = (x: number, y: number): number => {
    const cell = Math.floor(y / STEP) * columns + Math.floor(x / STEP);
    const ridge = 0.5 * Math.atan2(sine[cell]!, cosine[cell]!) + Math.PI / 2;
    return Math.round((ridge / Math.PI) * DIRECTIONS) % DIRECTIONS;
  };

  const [across, down] = [Math.floor(width / POINTS_APART), Math.floor(height / POINTS_APART)];
  const [places, first] = [set.int32(across * down), set.uint8(across * down)];
  const answers = set.int32(across * down * PERIODS.length);
  for (let at = 0; at < places.length; at += 1) {
    const [x, y] = [(at % across) * POINTS_APART, Math.floor(at / across) * POINTS_APART];
    places[at] = y * width + x;
    first[at] = directionAt(x, y);
  }
  const asked = { level, width, height, points: places, first, bank, each: PERIODS.length, apart: DIRECTIONS };
  set.filterAtPoints(asked, answers);

  const [index, strength, lines] = [set.uint8(points), set.int16(points), set.uint8(points)];
  for (let at = 0; at < points; at += 1) {
    // Periods in patches, so that all filters are used.
    const [x, y] = [at % width, Math.floor(at / width)];
    const period = ((x >> 5) + (y >> 5)) % PERIODS.length;
    index[at] = mask[at] === 0 ? kernels.NO_FILTER : period * DIRECTIONS + directionAt(x, y);
  }
  set.filterBank({ level, width, height, index, bank, shift: 10 }, strength);
  for (let at = 0; at < points; at += 1) lines[at] = strength[at]! > 0 ? 1 : 0;
  set.thin(lines, { width, height });
  return { pixels, level, deviation, contrast, mask, sums, cosine, sine, power, answers, strength, lines };
}
