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

/**
 * Shares of newly dark area in a square, between 0 and 1: below `empty` nothing was written, from `mark` on it is a mark.
 * From `trace` on, a person looks at a part in which there is nothing else: a dot is no empty ballot.
 */
export interface MarkThresholds {
  readonly trace: number;
  readonly empty: number;
  readonly mark: number;
}

/** What the signed configuration says about reading. */
export interface ReadingRules {
  readonly thresholds: MarkThresholds;
  /**
   * The size of the print on the page against that on the sheet, across the way the paper goes, at least and at most: a form
   * that was printed to fit is refused. Along its way a scanner's own pull has twice as much room.
   */
  readonly scale: { readonly least: number; readonly most: number };
}

/** empty, mark, or for persons to decide. */
export type MarkZone = 'empty' | 'adjudicate' | 'mark';

export interface SquareReading {
  readonly part: string;
  readonly option: string;
  /** Share of the square that is dark and was not printed so; of a large one, of a square of 5 mm. */
  readonly share: number;
  readonly zone: MarkZone;
}

/**
 * Why a sheet cannot be read at all.
 * foreign: it is no ballot of this product (no timing marks, no code); blank-side: nothing is printed on the side that was
 * read; scale: it was printed or pulled through in the wrong size; streak: a line of the scanner itself runs through
 * something that is read; damaged: too many timing marks are missing, or the code cannot be read; double: two sheets, or one that is folded.
 */
export type Unreadable = 'foreign' | 'blank-side' | 'scale' | 'streak' | 'damaged' | 'double';

/** How well a sheet was read, for technicians: nothing of it says what stands on it. */
export interface ReadingQuality {
  /** Size of the print against the geometry's, across and down the page. */
  readonly scale: { readonly across: number; readonly down: number };
  /** How far the sheet lies askew, in degrees, clockwise. */
  readonly skew: number;
  /** How far timing marks stand off the curve through their neighbours, in millimetres. */
  readonly fit: number;
  /** Timing marks that were not found. */
  readonly missing: number;
  /** Lines of the scanner that run past everything that is read: it wants cleaning. */
  readonly streaks: boolean;
}

export type SheetReading =
  | {
      readonly kind: 'read';
      readonly code: CornerCode;
      /** The sheet lay upside down in the scanner. */
      readonly turned: boolean;
      /** In the order of the geometry. */
      readonly squares: readonly SquareReading[];
      readonly quality: ReadingQuality;
    }
  /** A ballot of this product with another election's code, or with a style that this one has not. */
  | { readonly kind: 'other'; readonly code: CornerCode; readonly turned: boolean }
  | { readonly kind: 'unreadable'; readonly why: Unreadable };
