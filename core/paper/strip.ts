import type { Slip } from '../receipt/slip.ts';
import { drawSlip, SLIP_DOTS } from '../receipt/svg.ts';
import { textWidth } from '../receipt/text-width.ts';
import { type Mark, POINTS_OF_MM } from './sheet.ts';

/** Points of a dot of the strip: 576 of them are 72 mm. */
const POINT = (72 * POINTS_OF_MM) / SLIP_DOTS;
/** Width of a strip as it is printed, in points. */
export const STRIP_WIDTH = SLIP_DOTS * POINT;

/** A slip as it comes out of the printer, to be drawn on a page of paper: from its own upper left corner, in points. */
export function stripOf(slip: Slip): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = [];
  const box = (x: number, y: number, width: number, height: number): void => {
    const [left, top] = [x * POINT, y * POINT];
    marks.push({ mark: 'box', x: left, y: top, width: width * POINT, height: height * POINT, ink: 'black' });
  };
  const height = drawSlip(slip, {
    text(x, baseline, { size, weight, anchor = 'start', white }, text) {
      const before = { start: 0, middle: 0.5, end: 1 }[anchor] * textWidth(text, size, weight);
      const ink = white ? 'white' : 'black';
      const at = { x: (x - before) * POINT, y: baseline * POINT, size: size * POINT };
      marks.push({ mark: 'text', ...at, weight, ink, text });
    },
    box,
    code: (code, dots, left, top) =>
      marks.push({ mark: 'code', x: left * POINT, y: top * POINT, side: dots * POINT, code }),
    dots(x, y, size, step, count) {
      for (let n = 0; n < count; n++) box(x + n * step, y, size, size);
    },
    figure() {
      throw new RangeError('a test page is no part of a sheet');
    },
  });
  return { marks, height: height * POINT };
}

/** Marks at another place, in another size. */
export const placed = (marks: readonly Mark[], left: number, top: number, scale: number): readonly Mark[] =>
  marks.map((mark) => moved(mark, { x: left + mark.x * scale, y: top + mark.y * scale }, scale));

function moved(mark: Mark, at: { readonly x: number; readonly y: number }, scale: number): Mark {
  switch (mark.mark) {
    case 'text':
      return { ...mark, ...at, size: mark.size * scale };
    case 'box':
      return { ...mark, ...at, width: mark.width * scale, height: mark.height * scale };
    case 'code':
      return { ...mark, ...at, side: mark.side * scale };
  }
}
