/**
 * What reading one sheet came to. A reader measures (`SheetReading`); the rules of the definition judge what was measured
 * (`judge.ts`). Nothing here has a time, a number or an order.
 */

/** A page of 8-bit gray as a scanner gives it: 0 is black, rows from the top. */
export interface GrayPage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Dots per inch. */
  readonly dpi: number;
}

/** What the corner code says. */
export interface CornerCode {
  /** The first 8 bytes of the hash of the definition and its election, as 16 hexadecimal digits. */
  readonly election: string;
  /** Place of the constituency in the election's list. */
  readonly constituency: number;
  /** Number of the style. */
  readonly style: number;
  /** Printed for tests: never counted in a sitting. */
  readonly test: boolean;
  readonly page: number;
}

/** Shares of newly dark area in a square, between 0 and 1: below `empty` nothing was written, from `mark` on it is a mark. */
export interface MarkThresholds {
  readonly empty: number;
  readonly mark: number;
}

/** empty, mark, or for persons to decide. */
export type MarkZone = 'empty' | 'adjudicate' | 'mark';

export interface SquareReading {
  readonly part: string;
  readonly option: string;
  /** Share of the square that is dark and was not printed so. */
  readonly share: number;
  readonly zone: MarkZone;
}

/**
 * Why a sheet cannot be read at all.
 * foreign: it is no ballot of this product (no timing marks, no code); blank-side: nothing is printed on the side that was
 * read; scale: it was printed or pulled through in the wrong size; streak: a line of the scanner itself runs down the
 * page; damaged: too many timing marks are missing, or the code cannot be read; double: two sheets, or one that is folded.
 */
export type Unreadable = 'foreign' | 'blank-side' | 'scale' | 'streak' | 'damaged' | 'double';

export type SheetReading =
  | {
      readonly kind: 'read';
      readonly code: CornerCode;
      /** The sheet lay upside down in the scanner. */
      readonly turned: boolean;
      readonly squares: readonly SquareReading[];
    }
  | { readonly kind: 'unreadable'; readonly why: Unreadable };
