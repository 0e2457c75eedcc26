import { type Box, type Point, SHEET, type Timing } from './geometry.ts';
import type { Layout } from './layout-data.ts';

/** What is the same on every sheet of a layout; millimetres from the upper left corner. */
export interface SheetFrame {
  readonly timing: Timing;
  /** The corner code with its light margin, at the lower left. */
  readonly code: Box;
  /** What may be written on, the place of the code included. */
  readonly inside: Box;
}

/** Of the whole sheet, for there are no halves of these numbers to agree on: a thousandth of a millimetre. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Where timing marks, code and writing stand. */
export function frameOf({ edge, timing, inside, code }: Layout): SheetFrame {
  const { width, height } = timing;
  const xs = evenly(edge + width / 2, SHEET.width - edge - width / 2, timing.across);
  const ys = evenly(edge + height / 2, SHEET.height - edge - height / 2, timing.down);
  const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0];
  const [top, bottom] = [ys[0] ?? 0, ys.at(-1) ?? 0];
  const row = (y: number): readonly Point[] => xs.map((x) => ({ x, y }));
  const column = (x: number): readonly Point[] => ys.map((y) => ({ x, y }));
  const [x, y] = [edge + width + inside, edge + height + inside];
  return {
    timing: { width, height, top: row(top), bottom: row(bottom), left: column(left), right: column(right) },
    code: { x, y: rounded(SHEET.height - y - code), width: code, height: code },
    inside: { x, y, width: rounded(SHEET.width - 2 * x), height: rounded(SHEET.height - 2 * y) },
  };
}

/** So many places from the first to the last. */
function evenly(first: number, last: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => rounded(first + ((last - first) * i) / (count - 1)));
}
