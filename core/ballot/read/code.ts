import { readCornerCode } from '../corner-code.ts';
import type { Box } from '../geometry.ts';
import type { CornerCode, GrayPage } from '../reading.ts';
import { type CutOut, cutOut } from './cut-out.ts';
import type { Mapping } from './mapping.ts';

/** Decodes the one code on a picture, which is upright and cut out; null where it reads none. */
export type DecodeCode = (picture: {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}) => Promise<Uint8Array | null>;

/** Pixels of the cut for one of the page: finer first, because a module is only four pixels; then coarser against noise. */
const FINE = [2, 1] as const;

/** Cuts out the corner code and reads it; null where none can be read there. */
export async function readCodeAt(
  page: GrayPage,
  mapping: Mapping,
  box: Box,
  decode: DecodeCode,
): Promise<CornerCode | null> {
  for (const fine of FINE) {
    const bytes = await decode(cutOut(page, mapping, box, (fine * page.dpi) / 25.4));
    const code = bytes && readCornerCode(bytes);
    if (code) return code;
  }
  return null;
}

/** How much changes from dark to light along the rows of a cut, for each pixel: a code changes at every module. */
export function unrest(page: GrayPage, mapping: Mapping, box: Box): number {
  const { width, height, pixels }: CutOut = cutOut(page, mapping, box, page.dpi / 25.4 / 2);
  let sum = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 1; x < width; x += 1) sum += Math.abs(pixels[y * width + x]! - pixels[y * width + x - 1]!);
  }
  return sum / (width * height);
}
