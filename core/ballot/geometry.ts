/**
 * Where on a printed sheet a reader finds what it reads. Millimetres from the upper left corner of the paper; a page is
 * A4 upright, one side only.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A square that can be marked: `box` is the outer edge of its printed line. */
export interface Square {
  readonly part: string;
  readonly option: string;
  readonly box: Box;
  /** Thickness of its line. */
  readonly line: number;
}

/** The four rows of timing marks, by their centres, each from left to right or from top to bottom, corners in both. */
export interface Timing {
  readonly width: number;
  readonly height: number;
  readonly top: readonly Point[];
  readonly bottom: readonly Point[];
  readonly left: readonly Point[];
  readonly right: readonly Point[];
}

export interface SheetGeometry {
  readonly timing: Timing;
  /** The corner code with its light margin. */
  readonly code: Box;
  /** In the order of the definition: by part, then by option. */
  readonly squares: readonly Square[];
}

/** Size of the paper. */
export const SHEET = { width: 210, height: 297 } as const;
