import type { Box, Point } from '../geometry.ts';
import type { CutOut } from './cut-out.ts';

/** What is printed, and so many millimetres around it, is no stroke. */
const PRINT = 0.2;
/** Below this gray the sheet is printed there. */
const PRINTED = 192;
/** A stroke that crosses print, the square's own line too, at whatever slant, goes on behind it: so many millimetres further. */
const BRIDGE = 4;
/** Over so many pixels of paper a stroke goes on: a pencil on rough paper and a stamp leave some out. */
const SKIPPED = 1;
/** Square millimetres of a piece of a stroke, at least; less is dust. */
const PIECE = 0.06;
/** Of a piece every so many pixels one is kept as a place on its way, and one of even the smallest. */
const TRAIL = 5;

const [PAPER, STROKE, PRINT_INK, BEYOND] = [0, 1, 2, 3];

/** What is dark on a piece of a sheet. A margin of one pixel lies around it, so that every pixel has eight beside it. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly ppm: number;
  /** Of each pixel: `PAPER`, `STROKE`, `PRINT_INK`, or `BEYOND` in the margin. */
  readonly kinds: Uint8Array;
}

/**
 * What is dark on a cut, and of it what is printed.
 * @param limit darker is ink
 * @param print the same piece of the sheet as it is printed
 */
export function inkOf(cut: CutOut, limit: number, print: CutOut): Ink {
  const [width, height] = [cut.width + 2, cut.height + 2];
  const kinds = new Uint8Array(width * height).fill(BEYOND);
  for (let y = 0; y < cut.height; y += 1) {
    for (let x = 0; x < cut.width; x += 1) {
      kinds[(y + 1) * width + x + 1] = cut.pixels[y * cut.width + x]! < limit ? STROKE : PAPER;
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
  /** Square millimetres; and of ink outside that hangs together with nothing inside, and lies in no other square. */
  readonly area: number;
  readonly apart: number;
  /** In how many pieces it reaches the edge of what is looked at. */
  readonly leaving: number;
  /** Whether it goes on there, or may: what is printed hides it. */
  readonly further: boolean;
  /** Places on its way, millimetres from the middle. */
  readonly trail: readonly Point[];
}

/**
 * Follows the ink of the square in the middle outwards.
 * @param outer pixels from the edge of the cut to the last one outside the square's line, `inner` to the first one inside it
 * @param others other squares, in pixels of the cut: what lies there is not apart
 */
export function followInk(ink: Ink, outer: number, inner: number, others: readonly Box[]): Followed {
  const { width, height, ppm, kinds } = ink;
  const left = reachedFrom(ink, inner + 1);
  const within = outer + 2;
  for (let y = within; y < height - within; y += 1) left.fill(0, y * width + within, (y + 1) * width - within);
  const apart = strokesApart(ink, left, within, others);
  const steps = stepsOf(width);
  const trail: Point[] = [];
  let [sum, leaving, further] = [0, 0, false];
  for (let start = 0; start < kinds.length; start += 1) {
    if (left[start] === 0 || kinds[start] !== STROKE) continue;
    // What was reached is taken once: nothing is left of it.
    const piece = [start];
    const places: Point[] = [];
    left[start] = 0;
    let [area, leaves] = [0, false];
    for (let next = 0; next < piece.length; next += 1) {
      const at = piece[next]!;
      const x = at % width;
      const y = (at - x) / width;
      const isStroke = kinds[at] === STROKE;
      if (isStroke && area++ % TRAIL === 0) {
        places.push({ x: (x + 0.5 - width / 2) / ppm, y: (y + 0.5 - height / 2) / ppm });
      }
      if (x === 1 || y === 1 || x === width - 2 || y === height - 2) {
        further = true;
        if (isStroke) leaves = true;
      }
      for (const step of steps) {
        const beside = at + step;
        if (left[beside] === 0) continue;
        left[beside] = 0;
        piece.push(beside);
      }
    }
    if (area < PIECE * ppm ** 2) continue;
    sum += area;
    if (leaves) leaving += 1;
    trail.push(...places);
  }
  return { area: sum / ppm ** 2, apart: apart / ppm ** 2, leaving, further, trail };
}

/** How many pixels of ink outside are not reached, and lie in no other square. */
function strokesApart({ width, height, kinds }: Ink, left: Uint8Array, within: number, others: readonly Box[]): number {
  // Of the cut with its margin of one pixel.
  const isElsewhere = (x: number, y: number): boolean =>
    others.some((box) => {
      const [across, down] = [x - 0.5 - box.x, y - 0.5 - box.y];
      return across > 0 && down > 0 && across < box.width && down < box.height;
    });
  let count = 0;
  for (let y = 1; y < height - 1; y += 1) {
    const isBeside = y < within || y >= height - within;
    for (let x = 1; x < width - 1; x += 1) {
      if (!isBeside && x === within) x = width - within;
      const at = y * width + x;
      if (kinds[at] === STROKE && left[at] === 0 && !isElsewhere(x, y)) count += 1;
    }
  }
  return count;
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

/** How many pixels further than each a stroke may still go behind print, and one more; 0 for what no ink of the square reaches. */
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
      const kind = kinds[at];
      if (kind === BEYOND) continue;
      const before = reached[from]! - 1;
      const further = kind === STROKE ? whole : kind === PRINT_INK ? before : Math.min(before, SKIPPED);
      if (further <= reached[at]!) continue;
      reached[at] = further;
      stack.push(at);
    }
  }
  return reached;
}
