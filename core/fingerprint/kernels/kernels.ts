import type { Arena } from './arena.ts';

/**
 * The room's hot loops in WebAssembly. Every one is exact: whole numbers, or single IEEE operations in a fixed order, so
 * that the plain TypeScript in twins.fixture.ts gives the same bits, on every machine. Planes are row-major and of the
 * arena that is given first.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of a filter; its rows are 16 taps long, the last of them 0. */
export const FILTER_SIDE = 15;
export const FILTER_TAPS = 15 * 16;
/** Where filters answer nothing, since they would look outside. */
export const FILTER_RIM = 8;
/** In an index plane: no filter. */
export const NO_FILTER = 255;
/** Windows may reach this far. */
const MOST_RADIUS = 64;
const MOST_FLOW_RADIUS = 16;
const MOST_FACTOR = 16;
const LEAST_FAINT = 1e-3;

/** Squares of side 2 radius + 1 around each point. */
export interface Window extends Size {
  readonly radius: number;
}

export interface Bank {
  /** [filter][15 rows][16 taps], each row's last tap 0. */
  readonly bank: Int16Array;
}

export interface FilterPlane extends Size, Bank {
  /** Locally normalised levels. Sums are modulo 2^32: a filter's taps, all positive, times the highest level must fit. */
  readonly level: Int16Array;
  /** The filter at each point; a number that the bank does not have is none. */
  readonly index: Uint8Array;
  /** Sums are divided by 2^shift, downwards, and kept within 16 bits. */
  readonly shift: number;
}

/** At each point the answer of the filter that is named there, 0 in a rim of 8 and where none is. */
export function filterBank(arena: Arena, { level, width, height, index, bank, shift }: FilterPlane, out: Int16Array) {
  const points = arena.pointsOf(width, height);
  const filters = Math.floor(bank.length / FILTER_TAPS);
  arena.exports.filterBank(
    arena.addressOf(level, points),
    width,
    height,
    arena.addressOf(index, points),
    arena.addressOf(bank, 0),
    Math.min(NO_FILTER, filters),
    arena.addressOf(out, points),
    between(shift, 0, 31),
  );
}

export interface FilterPoints extends Size, Bank {
  readonly level: Int16Array;
  /** Points as y × width + x. */
  readonly points: Int32Array;
  /** The first filter at each point. */
  readonly first: Uint8Array;
  /** How many filters are tried at each point, and how far they are from each other in the bank. */
  readonly each: number;
  readonly apart: number;
}

/** Answers [point][filter] of several filters at some points; 0 where a point lies in the rim or the bank ends. */
export function filterAtPoints(arena: Arena, asked: FilterPoints, out: Int32Array): void {
  const { level, width, height, points, first, bank, each, apart } = asked;
  arena.exports.filterAtPoints(
    arena.addressOf(level, arena.pointsOf(width, height)),
    width,
    height,
    arena.addressOf(points, points.length),
    arena.addressOf(first, points.length),
    points.length,
    arena.addressOf(bank, 0),
    Math.floor(bank.length / FILTER_TAPS),
    between(each, 0, 1024),
    between(apart, 0, 65_536),
    arena.addressOf(out, points.length * each),
  );
}

/** Sums over squares of side 2 radius + 1, of what lies inside; modulo 2^32. `out` is another plane than `source`. */
export function boxSum(
  arena: Arena,
  source: Uint8Array | Int16Array | Int32Array,
  { width, height, radius }: Window,
  out: Int32Array,
): void {
  const points = arena.pointsOf(width, height);
  const { boxSum8, boxSum16, boxSum32 } = arena.exports;
  const sum = source instanceof Uint8Array ? boxSum8 : source instanceof Int16Array ? boxSum16 : boxSum32;
  const at = arena.addressOf(source, points);
  sum(at, width, height, between(radius, 0, MOST_RADIUS), arena.addressOf(out, points), arena.scratch);
}

/** Means over such squares, halves upwards. */
export function boxMean(arena: Arena, source: Int16Array, { width, height, radius }: Window, out: Int16Array): void {
  const points = arena.pointsOf(width, height);
  const at = arena.addressOf(source, points);
  const reach = between(radius, 0, MOST_RADIUS);
  arena.exports.boxMean16(at, width, height, reach, arena.addressOf(out, points), arena.scratch);
}

export interface Share extends Window {
  /** More than `part` of `whole`: 1 of 2 is the majority, 999 of 1000 nearly all. At most 1000. */
  readonly part: number;
  readonly whole: number;
}

/** 1 where more than this share of the square (of what lies inside the plane) is 1; `mask` has 0 and 1. */
export function boxShare(arena: Arena, mask: Uint8Array, share: Share, out: Uint8Array): void {
  const { width, height, radius, part, whole } = share;
  const points = arena.pointsOf(width, height);
  arena.exports.boxShare(
    arena.addressOf(mask, points),
    width,
    height,
    between(radius, 0, MOST_RADIUS),
    between(part, 0, 1000),
    between(whole, 1, 1000),
    arena.addressOf(out, points),
    arena.scratch,
  );
}

/** How many of the points `at − radius … at + radius` lie inside `length`. */
export const windowCount = (length: number, radius: number, at: number): number =>
  Math.min(length - 1, at + radius) - Math.max(0, at - radius) + 1;

/** Gray points with their size. */
export interface GrayPlane extends Size {
  readonly pixels: Uint8Array;
}

/** The size of a plane that is scaled by `factor`. */
export const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
});

/** The plane scaled by `factor`, bilinear with weights in 128ths, nearest gray; `out` has the points of `scaled`. */
export function resample(arena: Arena, gray: GrayPlane, factor: number, out: Uint8Array): void {
  if (!(factor > 1 / MOST_FACTOR && factor < MOST_FACTOR)) throw new RangeError(`a scale of ${factor}`);
  const { width, height, pixels } = gray;
  const to = scaled(gray, factor);
  const source = arena.addressOf(pixels, arena.pointsOf(width, height));
  const target = arena.addressOf(out, arena.pointsOf(to.width, to.height));
  arena.exports.resample(source, width, height, factor, target, to.width, to.height, arena.scratch);
}

export interface Gray extends GrayPlane, Window {
  /** Added to the variance, gray levels squared, more than 0: what is fainter is not brought to full strength. */
  readonly faint: number;
}

export interface Normalised {
  /** Ridges (dark) positive: 256 × (mean − gray) / √(variance + faint), nearest whole number, within ±1023. */
  readonly level: Int16Array;
  /** Local standard deviation in sixteenths of a gray level. */
  readonly deviation: Int16Array;
}

/** Brightness and contrast divided out, by mean and variance of the square around each point; in single precision. */
export function normalise(arena: Arena, gray: Gray, { level, deviation }: Normalised): void {
  const { pixels, width, height, radius, faint } = gray;
  const points = arena.pointsOf(width, height);
  if (!(faint >= LEAST_FAINT && faint <= 65_025)) throw new RangeError(`a variance of ${faint}`);
  arena.exports.normalise(
    arena.addressOf(pixels, points),
    width,
    height,
    between(radius, 0, MOST_RADIUS),
    faint,
    arena.addressOf(level, points),
    arena.addressOf(deviation, points),
    arena.scratch,
  );
}

export interface Levels extends Size {
  /** Within ±1023, as `normalise` gives them. */
  readonly level: Int16Array;
  /** Points between those of the grid, which begins in the corner. */
  readonly step: number;
  /** Radii of the two boxes: two in a row are nearly a Gaussian. (2 r₁ + 1)(2 r₂ + 1) of at most 400 cannot overflow. */
  readonly radii: readonly [number, number];
}

/** On the grid: sums of gx² − gy², 2 gx gy and gx² + gy²; what lies outside the plane counts as 0. */
export interface Tensor {
  readonly cosine: Int32Array;
  readonly sine: Int32Array;
  readonly power: Int32Array;
}

export const gridOf = ({ width, height, step }: Size & { readonly step: number }) => ({
  columns: Math.ceil(width / step),
  rows: Math.ceil(height / step),
});

/**
 * Structure tensor for the ridges' direction: the angle of (cosine, sine) is twice that of the gradient, the length over
 * power how much the neighbourhood agrees. Gradients are a quarter of Sobel's, and sums are in 256ths; only their ratio
 * means anything.
 */
export function structureTensor(arena: Arena, levels: Levels, { cosine, sine, power }: Tensor): void {
  const { level, width, height, step, radii } = levels;
  const points = arena.pointsOf(width, height);
  between(step, 1, 65_536);
  const { columns, rows } = gridOf(levels);
  arena.exports.structureTensor(
    arena.addressOf(level, points),
    width,
    height,
    step,
    between(radii[0], 0, MOST_FLOW_RADIUS),
    between(radii[1], 0, MOST_FLOW_RADIUS),
    arena.addressOf(cosine, columns * rows),
    arena.addressOf(sine, columns * rows),
    arena.addressOf(power, columns * rows),
    arena.scratch,
  );
}

/** Lines one point wide (Guo and Hall 1989), in place, of what is not 0; the outermost rows and columns become 0. */
export function thin(arena: Arena, image: Uint8Array, { width, height }: Size): void {
  arena.exports.thin(arena.addressOf(image, arena.pointsOf(width, height)), width, height, arena.scratch);
}

function between(value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${value} is not between ${least} and ${most}`);
}
