import { boxMean } from '../image.ts';
import type { Ridges } from './ridges.ts';

/** Contextual filtering (after Hong, Wan and Jain 1998): each point is filtered along its own ridge direction. */
const DIRECTIONS = 16;
const RADIUS = 7;
const SIDE = 2 * RADIUS + 1;
const SIGMA_ALONG = 4.2;
const SIGMA_ACROSS = 3;
/** Ridge periods that are tried for each part of the print, pixels at 500 dpi. */
const PERIODS = [6, 7, 8, 9, 10, 11.5, 13] as const;

const banks = new Map<number, readonly Float32Array[]>();

/** Even Gabor filters of one period, zero mean, one for each direction. */
function bankOf(period: number): readonly Float32Array[] {
  const known = banks.get(period);
  if (known) return known;
  const bank = Array.from({ length: DIRECTIONS }, (_, index) => {
    const angle = (index * Math.PI) / DIRECTIONS;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const weights = new Float32Array(SIDE * SIDE);
    let sum = 0;
    for (let y = -RADIUS; y <= RADIUS; y += 1) {
      for (let x = -RADIUS; x <= RADIUS; x += 1) {
        const along = cos * x + sin * y;
        const across = -sin * x + cos * y;
        const window = Math.exp(-0.5 * ((along / SIGMA_ALONG) ** 2 + (across / SIGMA_ACROSS) ** 2));
        const value = window * Math.cos((2 * Math.PI * across) / period);
        weights[(y + RADIUS) * SIDE + x + RADIUS] = value;
        sum += value;
      }
    }
    let power = 0;
    for (let i = 0; i < weights.length; i += 1) {
      weights[i]! -= sum / weights.length;
      power += weights[i]! ** 2;
    }
    for (let i = 0; i < weights.length; i += 1) weights[i]! /= Math.sqrt(power);
    return weights;
  });
  banks.set(period, bank);
  return bank;
}

/** The filters are symmetric about their middle: a point and the one opposite share a weight, which halves the work. */
function filterAt(level: Float32Array, width: number, kernel: Float32Array, middle: number): number {
  let sum = kernel[RADIUS * SIDE + RADIUS]! * level[middle]!;
  for (let dx = 1; dx <= RADIUS; dx += 1) {
    sum += kernel[RADIUS * SIDE + RADIUS + dx]! * (level[middle + dx]! + level[middle - dx]!);
  }
  let k = 0;
  for (let dy = RADIUS; dy > 0; dy -= 1) {
    let above = middle - dy * width - RADIUS;
    let below = middle + dy * width + RADIUS;
    for (let dx = 0; dx < SIDE; dx += 1) sum += kernel[k++]! * (level[above++]! + level[below--]!);
  }
  return sum;
}

const directionIndex = (angle: number): number => Math.round((angle / Math.PI) * DIRECTIONS) % DIRECTIONS;

/** Points at which periods are tried, pixels apart, and over how many of them a period is averaged. */
const GRID = 9;
const SMOOTH = 3;
/** Pictures have more of what is coarse, whatever ridges there are: answers are weighed against that. */
const COARSE = 1.0;

/** Strength of each period on the grid, and its sums. */
function answersOf(ridges: Ridges, periods: readonly number[]) {
  const { width, height, level, mask, direction } = ridges;
  const columns = Math.max(1, Math.ceil((width - 2 * RADIUS - 2) / GRID));
  const rows = Math.max(1, Math.ceil((height - 2 * RADIUS - 2) / GRID));
  const planes = periods.map((period) => {
    const bank = bankOf(period);
    const weight = period ** -COARSE;
    const answers = new Float32Array(columns * rows);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const [x, y] = [RADIUS + 1 + column * GRID, RADIUS + 1 + row * GRID];
        if (x >= width - RADIUS || y >= height - RADIUS) continue;
        const i = y * width + x;
        if (mask[i] === 1) {
          answers[row * columns + column] =
            weight * filterAt(level, width, bank[directionIndex(direction[i]!)]!, i) ** 2;
        }
      }
    }
    return answers;
  });
  return { columns, rows, planes };
}

const total = (answers: Float32Array): number => answers.reduce((sum, one) => sum + one, 0);

/** The ridge period of the print: the one whose filters answer most strongly at a sample of points. */
export function ridgePeriod(ridges: Ridges, periods: readonly number[] = PERIODS): number {
  const { planes } = answersOf(ridges, periods);
  const strengths = planes.map(total);
  return periods[strengths.indexOf(Math.max(...strengths))] ?? 9;
}

/** Ridges as strong positive, valleys as strong negative numbers; 0 outside the print. */
export function enhance(ridges: Ridges): Float32Array {
  const { width, height, level, mask, direction } = ridges;
  const out = new Float32Array(width * height);
  const { columns, rows, planes } = answersOf(ridges, PERIODS);
  // Each part of the print has its own period, near that of the whole.
  const whole = planes.map(total);
  const most = Math.max(...whole, 1e-9);
  const smooth = planes.map((plane) => boxMean(plane, columns, rows, SMOOTH));
  const choice = new Uint8Array(columns * rows);
  for (let at = 0; at < choice.length; at += 1) {
    let best = -1;
    for (const [index, plane] of smooth.entries()) {
      const value = plane[at]! * (0.5 + whole[index]! / most);
      if (value > best) {
        best = value;
        choice[at] = index;
      }
    }
  }
  const banks = PERIODS.map(bankOf);
  for (let y = RADIUS; y < height - RADIUS; y += 1) {
    const row = Math.min(rows - 1, Math.max(0, Math.round((y - RADIUS - 1) / GRID)));
    for (let x = RADIUS; x < width - RADIUS; x += 1) {
      const i = y * width + x;
      if (mask[i] === 0) continue;
      const column = Math.min(columns - 1, Math.max(0, Math.round((x - RADIUS - 1) / GRID)));
      const bank = banks[choice[row * columns + column]!]!;
      out[i] = filterAt(level, width, bank[directionIndex(direction[i]!)]!, i);
    }
  }
  return out;
}
