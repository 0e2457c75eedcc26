import type { GrayPage } from './gray-page.ts';

/** Ink is darker than its surroundings by this share of their deviation, and by this many times the page's noise. */
const DEVIATIONS = 0.5;
const NOISES = 3;
/** And by so many of 255 at least: less is dirt. */
const LEAST = 6;

/**
 * What is darker than its surroundings: a local threshold, so that shadows, coloured grounds and pale print do not matter.
 * @param radius half the side of the surroundings, in pixels
 * @returns 1 for ink, one byte a pixel
 */
export function inkOf(page: GrayPage, radius: number): Uint8Array {
  const { width, height, pixels } = page;
  const floor = Math.max(LEAST, NOISES * noiseOf(page));
  const ink = new Uint8Array(width * height);
  // Running sums of each column over the rows of the window, then along the row.
  const columns = new Int32Array(width);
  const squares = new Int32Array(width);
  const add = (y: number, sign: 1 | -1) => {
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const value = pixels[at]!;
      columns[x]! += sign * value;
      squares[x]! += sign * value * value;
    }
  };
  for (let y = 0; y < Math.min(radius, height); y += 1) add(y, 1);
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius - 1 >= 0) add(y - radius - 1, -1);
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(radius, width); x += 1) {
      sum += columns[x]!;
      square += squares[x]!;
    }
    for (let x = 0; x < width; x += 1) {
      if (x + radius < width) {
        sum += columns[x + radius]!;
        square += squares[x + radius]!;
      }
      if (x - radius - 1 >= 0) {
        sum -= columns[x - radius - 1]!;
        square -= squares[x - radius - 1]!;
      }
      const count = rows * (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
      const mean = sum / count;
      const below = mean - pixels[y * width + x]!;
      if (below < floor) continue;
      const variance = square / count - mean * mean;
      // below > DEVIATIONS × deviation, without a root for every pixel.
      if (below * below > DEVIATIONS * DEVIATIONS * variance) ink[y * width + x] = 1;
    }
  }
  return ink;
}

/** Deviation of the noise: from the median of second differences, which paper and letters hardly touch. */
function noiseOf({ width, height, pixels }: GrayPage): number {
  const counts = new Uint32Array(1024);
  let total = 0;
  for (let y = 0; y < height; y += 3) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 2, at += 2) {
      counts[Math.abs(pixels[at - 1]! - 2 * pixels[at]! + pixels[at + 1]!)]! += 1;
      total += 1;
    }
  }
  let below = 0;
  let median = 0;
  while (median < 1023 && below + counts[median]! < total / 2) below += counts[median++]!;
  // Second differences of noise have 6 times its variance; the median of |x| is 0.6745 deviations.
  return median / (0.6745 * Math.sqrt(6));
}
