import {
  agree,
  type GrayPage,
  gather,
  locate,
  type MrzImageResult,
  sheetsOf,
} from '../../../core/document/mrz-image/mrz-image.ts';
import type { ShapeReader } from './tesseract.ts';

/** An A4 page at 600 dpi, and a margin. More is no page. */
const MOST_PIXELS = 40_000_000;

/** Milliseconds of each reader; finding the zone counts for the first one. */
export interface ReadTimes {
  readonly first: number;
  readonly second: number;
}

/** Reads a page with both readers, in this thread. */
export function readPage(
  page: GrayPage,
  shapes: ShapeReader,
  now: () => number,
): { readonly result: MrzImageResult; readonly times: ReadTimes } {
  const { width, height, pixels, dpi } = page;
  const whole = width >= 100 && height >= 100 && width * height <= MOST_PIXELS && pixels.length === width * height;
  if (!whole || !(dpi >= 100 && dpi <= 1200)) {
    return { result: { refused: 'page', a: null, b: null }, times: { first: 0, second: 0 } };
  }
  const began = now();
  const located = locate(page);
  const between = now();
  if (located === null) {
    return { result: { refused: 'no-zone', a: null, b: null }, times: { first: between - began, second: 0 } };
  }
  const { zone, reading } = located;
  const sheets = sheetsOf(located.page, zone);
  const second = gather(
    zone,
    sheets,
    sheets.map((sheet) => shapes.read(sheet)),
  );
  return {
    result: agree(zone.format, reading, second),
    times: { first: between - began, second: now() - between },
  };
}
