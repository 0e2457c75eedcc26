import type { Region } from './tree.ts';

/** Quantisation as DQT carries it: a bin's width and the zero bin's for each subband; a width of 0: nothing is coded. */
export interface Bins {
  /** Where in a bin its value stands, from 0 to 1. */
  readonly centre: number;
  readonly widths: readonly number[];
  readonly zeros: readonly number[];
}

/** Coefficients that a file with these bins must hold. */
export function codedCount(bands: readonly Region[], { widths }: Bins): number {
  return bands.reduce((sum, { width, height }, band) => sum + (widths[band] ? width * height : 0), 0);
}

/** Lays the coefficients, subband after subband, into the plane. */
export function dequantise(
  coefficients: Int32Array,
  bands: readonly Region[],
  { centre, widths, zeros }: Bins,
  plane: Float32Array,
  stride: number,
): void {
  let next = 0;
  for (const [band, { x, y, width, height }] of bands.entries()) {
    const bin = widths[band] ?? 0;
    if (bin === 0) continue;
    const half = (zeros[band] ?? 0) / 2;
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        const value = coefficients[next]!;
        next += 1;
        if (value > 0) plane[row * stride + column] = bin * (value - centre) + half;
        else if (value < 0) plane[row * stride + column] = bin * (value + centre) - half;
      }
    }
  }
}
