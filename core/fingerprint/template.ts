/** A ridge ending or a bifurcation. */
export interface Minutia {
  /** Pixels at 500 dpi from the left and from the top. */
  readonly x: number;
  readonly y: number;
  /**
   * Radians, 0 … 2π, counter-clockwise from +x as seen (y grows downwards in x, y but not in the angle): along the
   * ridge for an ending, along the valley between the branches for a bifurcation (ISO/IEC 19794-2).
   */
  readonly angle: number;
  readonly type: 'ending' | 'bifurcation' | 'other';
  /** 0 not known, 1–100. */
  readonly quality: number;
}

/** Directions of the ridges, cell by cell from the top left; kept beside the minutiae by whoever saw the image. */
export interface FlowMap {
  /** Side of a cell, pixels at 500 dpi. */
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  /** 128 steps to half a turn, counter-clockwise from +x as seen; 255 where there is no print. */
  readonly directions: Uint8Array;
}

/** What is kept of a finger: its minutiae at 500 dpi, best first. */
export interface Template {
  readonly width: number;
  readonly height: number;
  readonly minutiae: readonly Minutia[];
  /** 0–100. */
  readonly quality: number;
  /** Templates of other makers have none: they are compared by their minutiae alone. */
  readonly flow?: FlowMap;
}

/** Smallest signed difference of two angles, −π … π. */
export function angleDifference(a: number, b: number): number {
  let d = a - b;
  // The remainder is slow, and most differences are already within one turn.
  if (d > 2 * Math.PI || d < -2 * Math.PI) d %= 2 * Math.PI;
  if (d > Math.PI) return d - 2 * Math.PI;
  return d < -Math.PI ? d + 2 * Math.PI : d;
}
