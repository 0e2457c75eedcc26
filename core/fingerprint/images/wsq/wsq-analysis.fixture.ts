import type { GrayImage } from '../../image.ts';
import { type Filters, places } from './reconstruct.ts';
import { type Region, type Tree, treeOf } from './tree.ts';

/** The 9/7 biorthogonal filters of encoder 1 (Cohen, Daubechies, Feauveau), middle tap first. */
export const NINE_SEVEN: Filters = {
  low: [0.85269867900940344, 0.3774028556126538, -0.11062440441842342, -0.02384946501938, 0.03782845550699546],
  high: [0.78848561640566439, -0.41809227322221221, -0.04068941760955844, 0.06453888262893845],
};

const mirrored = (at: number, length: number): number => {
  const phase = ((at % (2 * length - 2)) + 2 * length - 2) % (2 * length - 2);
  return phase < length ? phase : 2 * length - 2 - phase;
};

/** Low pass around every even sample, high pass around every odd one. */
function analysed(line: readonly number[], { low, high }: Filters): readonly number[] {
  return line.map((_, at) => {
    const taps = at % 2 === 0 ? low : high;
    return taps.reduce((sum, tap, away) => {
      const both = line[mirrored(at - away, line.length)]! + line[mirrored(at + away, line.length)]!;
      return sum + tap * (away === 0 ? both / 2 : both);
    }, 0);
  });
}

function cutLine(line: readonly number[], turned: boolean): readonly number[] {
  const samples = analysed(line, NINE_SEVEN);
  const at = places(line.length, 0, turned);
  const out: number[] = Array.from({ length: line.length });
  samples.forEach((sample, index) => {
    out[at[index]!] = sample;
  });
  return out;
}

function cut(plane: Float64Array, stride: number, { x, y, width, height, turnedX, turnedY }: Region): void {
  for (let row = y; row < y + height; row += 1) {
    const line = cutLine([...plane.subarray(row * stride + x, row * stride + x + width)], turnedX);
    plane.set(line, row * stride + x);
  }
  for (let column = x; column < x + width; column += 1) {
    const line = Array.from({ length: height }, (_, row) => plane[(y + row) * stride + column]!);
    cutLine(line, turnedY).forEach((sample, row) => {
      plane[(y + row) * stride + column] = sample;
    });
  }
}

export interface Analysed {
  readonly plane: Float64Array;
  readonly tree: Tree;
  readonly shift: number;
  readonly scale: number;
}

/** Mean taken away, divided so that ±128 is the extreme, and cut into subbands. */
export function analyse({ width, height, pixels }: GrayImage): Analysed {
  const shift = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  const scale =
    Math.max(1, ...[Math.min, Math.max].map((of) => Math.abs(pixels.reduce((a, b) => of(a, b)) - shift))) / 128;
  const plane = Float64Array.from(pixels, (pixel) => (pixel - shift) / scale);
  const tree = treeOf(width, height);
  for (const region of tree.cut) cut(plane, width, region);
  return { plane, tree, shift, scale };
}
