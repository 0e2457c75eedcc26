import type { Point } from '../geometry.ts';
import type { CutOut } from './cut-out.ts';

/** What is printed, and so many millimetres around it, is no stroke. */
const PRINT = 0.2;
/** Below this gray the sheet is printed there. */
const PRINTED = 192;
/** A stroke that crosses print, the square's own line too, at whatever slant, goes on behind it: so many millimetres further. */
const BRIDGE = 2;
/** Square millimetres of a piece of a stroke, at least; less is dust. */
const PIECE = 0.06;
/** Every so many pixels, both ways, a place on a stroke's way is kept. */
const TRAIL = 3;

const [STROKE, PRINT_INK] = [1, 2];

/** What is dark on a piece of a sheet. A margin of one empty pixel lies around it, so that every pixel has eight beside it. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly ppm: number;
  /** 0 is paper. */
  readonly kinds: Uint8Array;
}

/**
 * What is dark on a cut, and of it what is printed.
 * @param limit darker is ink
 * @param print the same piece of the sheet as it is printed
 */
export function inkOf(cut: CutOut, limit: number, print: CutOut): Ink {
  const [width, height] = [cut.width + 2, cut.height + 2];
  const kinds = new Uint8Array(width * height);
  for (let y = 0; y < cut.height; y += 1) {
    for (let x = 0; x < cut.width; x += 1) {
      if (cut.pixels[y * cut.width + x]! < limit) kinds[(y + 1) * width + x + 1] = STROKE;
    }
  }
  // Blur and a crooked sheet bring print a little beside where it is.
  const reach = Math.round(PRINT * cut.ppm);
  for (let y = 0; y < print.height; y += 1) {
    for (let x = 0; x < print.width; x += 1) {
      if (print.pixels[y * print.width + x]! >= PRINTED) continue;
      const [left, right] = [Math.max(1, x + 1 - reach), Math.min(width - 2, x + 1 + reach)];
      for (let py = Math.max(1, y + 1 - reach); py <= Math.min(height - 2, y + 1 + reach); py += 1) {
        for (let at = py * width + left; at <= py * width + right; at += 1) {
          if (kinds[at] === STROKE) kinds[at] = PRINT_INK;
        }
      }
    }
  }
  return { width, height, ppm: cut.ppm, kinds };
}

/** Ink outside a square that hangs together with that inside. */
export interface Followed {
  /** Square millimetres. */
  readonly area: number;
  /** In how many pieces it reaches the edge of what is looked at. */
  readonly leaving: number;
  /** Places on its way, millimetres from the middle. */
  readonly trail: readonly Point[];
}

/**
 * Follows the ink of the square in the middle outwards.
 * @param outer pixels from the edge of the cut to the last one outside the square's line, `inner` to the first one inside it
 */
export function followInk(ink: Ink, outer: number, inner: number): Followed {
  const { width, height, ppm, kinds } = ink;
  const reached = reachedFrom(ink, inner + 1);
  const steps = stepsOf(width);
  const seen = new Uint8Array(kinds.length);
  const trail: Point[] = [];
  let [sum, leaving] = [0, 0];
  for (let start = 0; start < kinds.length; start += 1) {
    if (reached[start] === 0 || kinds[start] !== STROKE || seen[start] === 1) continue;
    const stack = [start];
    const piece: Point[] = [];
    let leaves = false;
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (seen[at] === 1 || reached[at] === 0) continue;
      const x = at % width;
      const y = (at - x) / width;
      const toEdge = Math.min(x, y, width - 1 - x, height - 1 - y) - 1;
      if (toEdge > outer) continue;
      seen[at] = 1;
      if (kinds[at] === STROKE) {
        piece.push({ x, y });
        if (toEdge === 0) leaves = true;
      }
      for (const step of steps) stack.push(at + step);
    }
    if (piece.length < PIECE * ppm ** 2) continue;
    sum += piece.length;
    if (leaves) leaving += 1;
    trail.push(...piece.filter(({ x, y }) => x % TRAIL === 0 && y % TRAIL === 0));
  }
  const fromMiddle = ({ x, y }: Point) => ({ x: (x + 0.5 - width / 2) / ppm, y: (y + 0.5 - height / 2) / ppm });
  return { area: sum / ppm ** 2, leaving, trail: trail.map(fromMiddle) };
}

const stepsOf = (width: number): readonly number[] => [
  -width - 1,
  -width,
  -width + 1,
  -1,
  1,
  width - 1,
  width,
  width + 1,
];

/** How far through print each pixel may still be gone on from, and one more; 0 for what no ink of the square reaches. */
function reachedFrom({ width, height, ppm, kinds }: Ink, inner: number): Uint8Array {
  const whole = Math.round(BRIDGE * ppm) + 1;
  const reached = new Uint8Array(kinds.length);
  const stack: number[] = [];
  for (let y = inner; y < height - inner; y += 1) {
    for (let at = y * width + inner; at < (y + 1) * width - inner; at += 1) {
      if (kinds[at] !== STROKE) continue;
      reached[at] = whole;
      stack.push(at);
    }
  }
  const steps = stepsOf(width);
  while (stack.length > 0) {
    const from = stack.pop()!;
    for (const step of steps) {
      const at = from + step;
      if (kinds[at] === 0) continue;
      const further = kinds[at] === STROKE ? whole : reached[from]! - 1;
      if (further <= reached[at]!) continue;
      reached[at] = further;
      stack.push(at);
    }
  }
  return reached;
}
