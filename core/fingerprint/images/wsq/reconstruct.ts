import type { Region, Tree } from './tree.ts';

/**
 * Symmetric filters of odd length as DTT carries them: the middle tap first, then outwards. The file holds those of the
 * analysis; synthesis uses them crosswise with every second sign changed.
 */
export interface Filters {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * Taps from −reach to +reach for an even and for an odd sample, over low and high pass laid alternately: an even
 * neighbour is a low-pass sample, an odd one a high-pass sample.
 */
interface Synthesis {
  readonly reach: number;
  readonly taps: readonly [Float64Array, Float64Array];
}

export function synthesisOf({ low, high }: Filters): Synthesis {
  const reach = Math.max(low.length, high.length) - 1;
  const taps = [0, 1].map((parity) =>
    Float64Array.from({ length: 2 * reach + 1 }, (_, index) => {
      const away = Math.abs(index - reach);
      const from = (parity + away) % 2 === 0 ? high : low;
      return (from[away] ?? 0) * (away % 2 === 0 ? 1 : -1);
    }),
  );
  return { reach, taps: [taps[0]!, taps[1]!] };
}

/**
 * Where the samples from −reach to length + reach − 1 stand, when low and high pass lie one after the other: mirrored at
 * the first and at the last sample, neither of which comes twice.
 */
export function places(length: number, reach: number, turned: boolean): Int32Array {
  const [lows, highs] = [Math.ceil(length / 2), Math.floor(length / 2)];
  const [lowAt, highAt] = turned ? [highs, 0] : [0, lows];
  const period = 2 * (length - 1);
  return Int32Array.from({ length: length + 2 * reach }, (_, index) => {
    const phase = (((index - reach) % period) + period) % period;
    const sample = phase < length ? phase : period - phase;
    return sample % 2 === 0 ? lowAt + sample / 2 : highAt + (sample - 1) / 2;
  });
}

/** Puts a cut region together again, in place. `work` has room for the region. */
function join(
  plane: Float32Array,
  stride: number,
  region: Region,
  { reach, taps }: Synthesis,
  work: Float32Array,
): void {
  const { x, y, width, height } = region;
  const rows = places(height, reach, region.turnedY);
  for (let row = 0; row < height; row += 1) {
    const out = row * width;
    const weights = taps[row & 1]!;
    work.fill(0, out, out + width);
    for (let tap = 0; tap < weights.length; tap += 1) {
      const weight = weights[tap]!;
      if (weight === 0) continue;
      const from = (y + rows[row + tap]!) * stride + x;
      for (let column = 0; column < width; column += 1) work[out + column]! += weight * plane[from + column]!;
    }
  }
  const columns = places(width, reach, region.turnedX);
  const line = new Float32Array(columns.length);
  for (let row = 0; row < height; row += 1) {
    for (let index = 0; index < line.length; index += 1) line[index] = work[row * width + columns[index]!]!;
    const out = (y + row) * stride + x;
    for (let column = 0; column < width; column += 1) {
      const weights = taps[column & 1]!;
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) sum += weights[tap]! * line[column + tap]!;
      plane[out + column] = sum;
    }
  }
}

/** Turns the subbands, each in its place in the plane, into the image; smallest regions first. */
export function reconstruct(plane: Float32Array, stride: number, { cut }: Tree, filters: Filters): void {
  const synthesis = synthesisOf(filters);
  const work = new Float32Array(plane.length);
  for (const region of cut.toReversed()) join(plane, stride, region, synthesis, work);
}
