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
  const points = pointsOf(width, height);
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
    arena.addressOf(level, pointsOf(width, height)),
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
  { width, height, radius }: Size & { readonly radius: number },
  out: Int32Array,
): void {
  const points = pointsOf(width, height);
  const { boxSum8, boxSum16, boxSum32 } = arena.exports;
  const sum = source instanceof Uint8Array ? boxSum8 : source instanceof Int16Array ? boxSum16 : boxSum32;
  const at = arena.addressOf(source, points);
  sum(at, width, height, between(radius, 0, MOST_RADIUS), arena.addressOf(out, points), arena.scratch);
}

/** How many of the points `at − radius … at + radius` lie inside `length`. */
export const windowCount = (length: number, radius: number, at: number): number =>
  Math.min(length - 1, at + radius) - Math.max(0, at - radius) + 1;

function pointsOf(width: number, height: number): number {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`no plane is ${width} × ${height}`);
  }
  return width * height;
}

function between(value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${value} is not between ${least} and ${most}`);
}
