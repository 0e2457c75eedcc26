import { type QrCode, QUIET_MODULES } from '../qr/qr.ts';
import { textWidth, type Weight, wrap } from '../receipt/text-width.ts';

/**
 * A page of paper as data: what stands where. `pdf.ts` makes a file of it. Lengths are PostScript points (1/72 inch)
 * from the upper left corner; a text stands on its baseline.
 */
export type Mark =
  | {
      readonly mark: 'text';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly weight: Weight;
      readonly ink: Ink;
      readonly text: string;
    }
  | {
      readonly mark: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
    }
  /** `side` of one square of the code. */
  | { readonly mark: 'code'; readonly x: number; readonly y: number; readonly side: number; readonly code: QrCode };

/** Nothing rests on a colour alone: most of these sheets come out of black-and-white printers. */
export type Ink = 'black' | 'gray' | 'pale' | 'white' | 'red' | 'amber' | 'green';

/** Red, green and blue of each, between 0 and 1. */
export const inkColours: Readonly<Record<Ink, readonly [red: number, green: number, blue: number]>> = {
  black: [0, 0, 0],
  gray: [0.35, 0.35, 0.35],
  pale: [0.93, 0.93, 0.93],
  white: [1, 1, 1],
  red: [0.72, 0.07, 0.1],
  amber: [0.65, 0.4, 0],
  green: [0.05, 0.42, 0.2],
};

export type Page = readonly Mark[];

/** Points of a millimetre. */
export const POINTS_OF_MM = 72 / 25.4;
/** A4, 210 × 297 mm. */
export const A4 = { width: 595.28, height: 841.89 } as const;
/** 16 mm: every office printer reaches that far, and a sheet can be filed. */
export const MARGIN = 45;
/** Across what is written on. */
export const INSIDE = A4.width - 2 * MARGIN;
const LEADING = 1.25;

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly ink?: Ink;
  readonly align?: 'left' | 'middle' | 'right';
}

/** Writes onto pages from top to bottom. */
export class Pen {
  /** Where the next line begins. */
  y = MARGIN;
  #marks: Mark[] = [];
  readonly #pages: Mark[][] = [this.#marks];

  get pages(): readonly Page[] {
    return this.#pages;
  }

  /** How much of this page is left above its lower margin. */
  get room(): number {
    return A4.height - MARGIN - this.y;
  }

  /** The same on every page, once all are there. */
  everyPage(write: (page: number, of: number) => void): void {
    for (const [i, page] of this.#pages.entries()) {
      this.#marks = page;
      write(i + 1, this.#pages.length);
    }
  }

  newPage(): void {
    this.#marks = [];
    this.#pages.push(this.#marks);
    this.y = MARGIN;
  }

  /** One line of text between `left` and `left + width`; the pen goes below it. */
  line(text: string, style: Style, left: number = MARGIN, width: number = INSIDE): void {
    this.at(text, style, left, width, this.y);
    this.y += style.size * LEADING;
  }

  /** A text in as many lines as it takes. */
  lines(text: string, style: Style, left: number = MARGIN, width: number = INSIDE): void {
    for (const line of wrap(text, style.size, style.weight ?? 'regular', width)) this.line(line, style, left, width);
  }

  /** One line of text with its upper edge at `top`; the pen stays. */
  at(
    text: string,
    { size, weight = 'regular', ink = 'black', align = 'left' }: Style,
    left: number,
    width: number,
    top: number,
  ): void {
    const spare = width - textWidth(text, size, weight);
    const x = left + { left: 0, middle: spare / 2, right: spare }[align];
    this.#marks.push({ mark: 'text', x, y: top + size, size, weight, ink, text });
  }

  box(x: number, y: number, width: number, height: number, ink: Ink = 'black'): void {
    this.#marks.push({ mark: 'box', x, y, width, height, ink });
  }

  /** A thin line across, with some room above and below. */
  rule(left: number = MARGIN, width: number = INSIDE): void {
    this.box(left, this.y + 4, width, 0.75);
    this.y += 10;
  }

  /** A QR code whose quiet zone is a square of `width`; the pen stays. */
  code(code: QrCode, left: number, top: number, width: number): void {
    const side = width / (code.size + 2 * QUIET_MODULES);
    this.#marks.push({
      mark: 'code',
      ...{ x: left + QUIET_MODULES * side, y: top + QUIET_MODULES * side },
      ...{ side, code },
    });
  }
}

/** How high a text is in a column of this width. */
export function heightOf(text: string, { size, weight = 'regular' }: Style, width: number): number {
  return wrap(text, size, weight, width).length * size * LEADING;
}
