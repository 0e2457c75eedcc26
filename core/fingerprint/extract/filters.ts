import { FILTER_SIDE, FILTER_TAPS } from '../kernels/kernels.ts';

/** Even Gabor filters as the kernels want them (after Hong, Wan and Jain 1998). */

/** Directions in half a turn. */
export const DIRECTIONS = 16;
const RADIUS = (FILTER_SIDE - 1) / 2;
const SIGMA_ALONG = 4.2;
const SIGMA_ACROSS = 3;
/** A tap of 1 as a whole number: the largest tap is about 0.2 and stays within 16 bits with room for the sums. */
const UNIT = 8192;
/** Levels have 256 to a unit; answers shall have 16, so that the strongest possible, 44, stays within ±1023. */
export const ANSWER_UNIT = 16;
export const ANSWER_SHIFT = Math.log2((256 * UNIT) / ANSWER_UNIT);

/** One filter of zero mean and unit power. */
function filterOf(period: number, direction: number): Float64Array {
  const angle = (direction * Math.PI) / DIRECTIONS;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const taps = new Float64Array(FILTER_SIDE * FILTER_SIDE);
  let sum = 0;
  for (let y = -RADIUS; y <= RADIUS; y += 1) {
    for (let x = -RADIUS; x <= RADIUS; x += 1) {
      const along = cos * x + sin * y;
      const across = -sin * x + cos * y;
      const window = Math.exp(-0.5 * ((along / SIGMA_ALONG) ** 2 + (across / SIGMA_ACROSS) ** 2));
      const tap = window * Math.cos((2 * Math.PI * across) / period);
      taps[(y + RADIUS) * FILTER_SIDE + x + RADIUS] = tap;
      sum += tap;
    }
  }
  const mean = sum / taps.length;
  const power = taps.reduce((all, tap) => all + (tap - mean) ** 2, 0);
  return taps.map((tap) => (tap - mean) / Math.sqrt(power));
}

/** A bank [period][direction], in whole numbers: what the last bit of a machine's cosine is does not matter. */
export function bankOf(periods: readonly number[]): Int16Array {
  const bank = new Int16Array(periods.length * DIRECTIONS * FILTER_TAPS);
  for (const [index, period] of periods.entries()) {
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      const taps = filterOf(period, direction);
      const base = (index * DIRECTIONS + direction) * FILTER_TAPS;
      for (const [at, tap] of taps.entries()) {
        bank[base + Math.floor(at / FILTER_SIDE) * 16 + (at % FILTER_SIDE)] = Math.round(UNIT * tap);
      }
    }
  }
  return bank;
}

export const directionIndex = (angle: number): number => Math.round((angle / Math.PI) * DIRECTIONS) % DIRECTIONS;
