import type { Ridges } from './ridges.ts';

/** Contextual filtering (after Hong, Wan and Jain 1998): each point is filtered along its own ridge direction. */
const DIRECTIONS = 16;
const RADIUS = 7;
const SIDE = 2 * RADIUS + 1;
const SIGMA_ALONG = 4.2;
const SIGMA_ACROSS = 3;
/** Ridge periods that are tried for the whole print, pixels at 500 dpi. */
const PERIODS = [7, 8, 9, 10, 11.5] as const;

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

/** The ridge period of the print: the one whose filters answer most strongly at a sample of points. */
export function ridgePeriod(ridges: Ridges, periods: readonly number[] = PERIODS): number {
  const { width, height, level, mask, direction } = ridges;
  let best = { period: 9, answer: 0 };
  for (const period of periods) {
    const bank = bankOf(period);
    let answer = 0;
    for (let y = RADIUS + 2; y < height - RADIUS; y += 9) {
      for (let x = RADIUS + 2; x < width - RADIUS; x += 9) {
        const i = y * width + x;
        if (mask[i] === 1) answer += filterAt(level, width, bank[directionIndex(direction[i]!)]!, i) ** 2;
      }
    }
    if (answer > best.answer) best = { period, answer };
  }
  return best.period;
}

/** Ridges as strong positive, valleys as strong negative numbers; 0 outside the print. */
export function enhance(ridges: Ridges, period: number): Float32Array {
  const { width, height, level, mask, direction } = ridges;
  const out = new Float32Array(width * height);
  const bank = bankOf(period);
  for (let y = RADIUS; y < height - RADIUS; y += 1) {
    for (let x = RADIUS; x < width - RADIUS; x += 1) {
      const i = y * width + x;
      if (mask[i] === 1) out[i] = filterAt(level, width, bank[directionIndex(direction[i]!)]!, i);
    }
  }
  return out;
}
