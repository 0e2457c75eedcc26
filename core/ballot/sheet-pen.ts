import type { Words } from '../election/common.ts';
import { type Page, Pen, POINTS_OF_MM, type Style } from '../paper/sheet.ts';
import type { QrCode } from '../qr/qr.ts';
import { textWidth, wrap } from '../receipt/text-width.ts';
import type { Box } from './geometry.ts';

/** Between two columns, Kyrgyz and Russian. */
export const GAP = 6;
const LEADING = 1.25;
/** A line's letters stand between its upper edge and its baseline, which is one size below; capitals are 0.71 high. */
const CAPITALS = 0.71;

/** Writes on one sheet from top to bottom. Lengths are millimetres, type sizes points. */
export class SheetPen {
  /** Where the next line begins. */
  y = 0;
  readonly #pen = new Pen();

  get page(): Page {
    return this.#pen.pages[0] ?? [];
  }

  /** A text in as many lines as it takes; the pen goes below it. */
  lines(text: string, style: Style, left: number, width: number): void {
    this.#pen.y = this.y * POINTS_OF_MM;
    this.#pen.lines(text, style, left * POINTS_OF_MM, width * POINTS_OF_MM);
    this.y = this.#pen.y / POINTS_OF_MM;
  }

  /** Kyrgyz at the left, Russian at the right of it, in the same type: neither stands before the other. */
  beside({ ky, ru }: Words, style: Style, left: number, width: number): void {
    if (ky === ru) {
      this.lines(ky, style, left, width);
      return;
    }
    const half = (width - GAP) / 2;
    const top = this.y;
    this.lines(ky, style, left, half);
    const below = this.y;
    this.y = top;
    this.lines(ru, style, left + half + GAP, half);
    this.y = Math.max(below, this.y);
  }

  /** One line whose capitals stand in the middle between `top` and `top + height`; the pen stays. */
  middle(text: string, style: Style, { x, y, width, height }: Box): void {
    const size = style.size / POINTS_OF_MM;
    const top = y + (height + CAPITALS * size) / 2 - size;
    this.#pen.at(text, style, x * POINTS_OF_MM, width * POINTS_OF_MM, top * POINTS_OF_MM);
  }

  fill({ x, y, width, height }: Box): void {
    const [left, top] = [x * POINTS_OF_MM, y * POINTS_OF_MM];
    this.#pen.box(left, top, width * POINTS_OF_MM, height * POINTS_OF_MM);
  }

  /** An empty square: `box` is the outer edge of its line. */
  frame({ x, y, width, height }: Box, line: number): void {
    this.fill({ x, y, width, height: line });
    this.fill({ x, y: y + height - line, width, height: line });
    this.fill({ x, y: y + line, width: line, height: height - 2 * line });
    this.fill({ x: x + width - line, y: y + line, width: line, height: height - 2 * line });
  }

  /** A hairline across, at the pen. */
  rule(left: number, width: number): void {
    this.fill({ x: left, y: this.y, width, height: 0.2 });
  }

  code(code: QrCode, { x, y, width }: Box): void {
    this.#pen.code(code, x * POINTS_OF_MM, y * POINTS_OF_MM, width * POINTS_OF_MM);
  }
}

/** How high so many lines of this size are. */
export const heightOfLines = (lines: number, size: number): number => (lines * size * LEADING) / POINTS_OF_MM;

/** The lines of a text in a column of `width` millimetres. */
export function linesOf(text: string, { size, weight = 'regular' }: Style, width: number): readonly string[] {
  return wrap(text, size, weight, width * POINTS_OF_MM);
}

/** Millimetres of a text in one line. */
export function widthOf(text: string, { size, weight = 'regular' }: Style): number {
  return textWidth(text, size, weight) / POINTS_OF_MM;
}
