import { boxMean } from '../image.ts';
import type { Arena } from '../kernels/arena.ts';
import { FILTER_RIM, filterAtPoints, filterBank, NO_FILTER } from '../kernels/kernels.ts';
import { ANSWER_SHIFT, bankOf, DIRECTIONS, directionIndex } from './filters.ts';
import { cellAt, GRID_STEP, type Grid, spread } from './grid.ts';

/** Contextual filtering (after Hong, Wan and Jain 1998): each point is filtered along its own ridge direction. */

/** Ridge periods that are tried for each part of the print, pixels at 500 dpi. */
const PERIODS = [6, 7, 8, 9, 10, 11.5, 13] as const;
/** Points at which periods are tried, pixels apart, and over how many of them a period is averaged. */
const APART = 9;
const SMOOTH = 3;
/** Pictures have more of what is coarse, whatever ridges there are: answers are weighed against that. */
const COARSE = 1.0;

export interface Filtered extends Grid {
  readonly width: number;
  readonly height: number;
  readonly level: Int16Array;
  /** Cells that may be print. */
  readonly mask: Uint8Array;
  readonly direction: Float32Array;
}

/** A bank with its periods; made once. */
interface Bank {
  readonly periods: readonly number[];
  readonly filters: Int16Array;
}

const made = new Map<readonly number[], Bank>();
function bankFor(periods: readonly number[]): Bank {
  const known = made.get(periods);
  if (known) return known;
  const bank = { periods, filters: bankOf(periods) };
  made.set(periods, bank);
  return bank;
}

/** Strength of each period at the points where periods are tried. */
function answersOf(arena: Arena, print: Filtered, { periods, filters }: Bank) {
  const { width, height, mask, direction, level } = print;
  const columns = Math.max(1, Math.ceil((width - 2 * FILTER_RIM) / APART));
  const rows = Math.max(1, Math.ceil((height - 2 * FILTER_RIM) / APART));
  const points = arena.int32(columns * rows);
  const first = arena.uint8(columns * rows);
  const places: number[] = [];
  for (let at = 0; at < columns * rows; at += 1) {
    const [x, y] = [FILTER_RIM + (at % columns) * APART, FILTER_RIM + Math.floor(at / columns) * APART];
    const cell = cellAt(print, x, y);
    if (x >= width - FILTER_RIM || y >= height - FILTER_RIM || mask[cell] === 0) continue;
    points[places.length] = y * width + x;
    first[places.length] = directionIndex(direction[cell]!);
    places.push(at);
  }
  const sums = arena.int32(places.length * periods.length);
  filterAtPoints(
    arena,
    {
      level,
      width,
      height,
      points: points.subarray(0, places.length),
      first: first.subarray(0, places.length),
      each: periods.length,
      apart: DIRECTIONS,
      bank: arena.copyOf(filters),
    },
    sums,
  );
  const planes = periods.map((period, index) => {
    const plane = new Float32Array(columns * rows);
    for (const [k, at] of places.entries()) {
      plane[at] = period ** -COARSE * (sums[k * periods.length + index]! / ANSWERS) ** 2;
    }
    return plane;
  });
  return { columns, rows, planes };
}
/** Only their ratio counts; this keeps squares within single precision. */
const ANSWERS = 1 << 20;

const total = (answers: Float32Array): number => answers.reduce((sum, one) => sum + one, 0);

/** The ridge period of the print: the one whose filters answer most strongly at a sample of points. */
export function ridgePeriod(arena: Arena, print: Filtered, periods: readonly number[]): number {
  const strengths = answersOf(arena, print, bankFor(periods)).planes.map(total);
  return periods[strengths.indexOf(Math.max(...strengths))] ?? 9;
}

/** Each part of the print has its own period, near that of the whole: the index of the best at each point tried. */
function periodsOf(arena: Arena, print: Filtered, bank: Bank) {
  const { columns, rows, planes } = answersOf(arena, print, bank);
  const whole = planes.map(total);
  const most = Math.max(...whole, 1e-9);
  const smooth = planes.map((plane) => boxMean(plane, columns, rows, SMOOTH));
  const choice = new Uint8Array(columns * rows);
  for (let at = 0; at < choice.length; at += 1) {
    let best = -1;
    for (const [index, plane] of smooth.entries()) {
      const value = plane[at]! * (0.5 + whole[index]! / most);
      if (value <= best) continue;
      best = value;
      choice[at] = index;
    }
  }
  return { columns, rows, choice };
}

/** Ridges as strong positive, valleys as strong negative numbers, 16 to a unit; 0 outside the mask. */
export function enhance(arena: Arena, print: Filtered, index: Uint8Array, strength: Int16Array): void {
  const { width, height, mask, direction, columns } = print;
  const bank = bankFor(PERIODS);
  const period = periodsOf(arena, print, bank);
  const filters = new Uint8Array(mask.length).fill(NO_FILTER);
  for (let cell = 0; cell < mask.length; cell += 1) {
    if (mask[cell] === 0) continue;
    const tried = (place: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.round((GRID_STEP * place - FILTER_RIM) / APART)));
    const at = tried(Math.floor(cell / columns), period.rows) * period.columns + tried(cell % columns, period.columns);
    filters[cell] = period.choice[at]! * DIRECTIONS + directionIndex(direction[cell]!);
  }
  spread(filters, print, width, height, index);
  filterBank(
    arena,
    { level: print.level, width, height, index, bank: arena.copyOf(bank.filters), shift: ANSWER_SHIFT },
    strength,
  );
}
