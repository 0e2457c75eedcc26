import type { Point, Square } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import { type CutOut, cutOut } from './cut-out.ts';
import type { Mapping } from './mapping.ts';
import type { SquareMeasure } from './square.ts';

/** Millimetres around a square in which its strokes are followed. */
const AROUND = 2.2;
/** Those that go on further are followed over so many times the square's width. */
const FAR = 1.5;
/** Contrast from which a stroke is followed: its edges and thin places too. */
const STROKE = 0.28;
/** Beside the line, in and out, so many millimetres are the line's own blur; in the next ones a stroke is looked for. */
const BLUR = 0.2;
const BAND = 0.5;
/** A stroke slants: so many millimetres along the line lie between where it goes in and where it comes out. */
const SLANT = 1.2;
/** Millimetres of a stroke's width along the line, at least. */
const WIDTH = 0.22;
/** What is printed, and so many millimetres around it, is no stroke; one that crosses a printed line goes on behind it. */
const PRINT = 0.2;
const BRIDGE = 1.4;
/** Below this gray the sheet is printed there. */
const PRINTED = 192;

/** Every so many pixels, both ways, a place on a stroke's way is kept. */
const TRAIL = 3;

/** A column of pixels is a streak when so much of it is dark, from so many millimetres inside the line to far outside. */
const STREAK = 0.93;
const INSIDE = 1;

/** How the ink of a square goes on outside of it. */
export interface Strokes {
  /** Where it crosses the line, and places on its way outside: millimetres from the middle of the square. */
  readonly crossings: readonly Point[];
  readonly trail: readonly Point[];
  /** Ink outside that hangs together with that inside, in square millimetres. */
  readonly outside: number;
  /** In how many pieces it goes on as far as is looked. */
  readonly leaving: number;
  /** Share of the square's width that upright lines take, which go on far above or below it as only a scanner draws. */
  readonly streak: number;
}

/**
 * Follows the ink of a square over its line.
 * @param blank the sheet as it is printed
 */
export function strokesOf(
  page: GrayPage,
  mapping: Mapping,
  black: number,
  blank: GrayPage,
  square: Square,
  measure: SquareMeasure,
): Strokes {
  const { white } = measure;
  const limit = white - STROKE * (white - black);
  const follow = (around: number): Followed => followed(page, mapping, limit, blank, square, measure, around);
  const near = follow(AROUND);
  // What leaves the surroundings may come from anywhere: most of a line that only ends in the square lies elsewhere.
  const far = near.leaving > 0 ? follow(square.box.width * FAR) : near;
  return {
    crossings: near.crossings,
    trail: far.trail,
    outside: far.outside,
    leaving: near.leaving,
    streak: streakOf(page, mapping, square, limit),
  };
}

type Followed = Omit<Strokes, 'streak'>;

function followed(
  page: GrayPage,
  mapping: Mapping,
  limit: number,
  blank: GrayPage,
  { box, line }: Square,
  { shift }: SquareMeasure,
  beyond: number,
): Followed {
  const ppm = page.dpi / 25.4;
  const around = {
    x: box.x - beyond,
    y: box.y - beyond,
    width: box.width + 2 * beyond,
    height: box.height + 2 * beyond,
  };
  const cut = cutOut(page, mapping, { ...around, x: around.x + shift.x, y: around.y + shift.y }, ppm);
  const ink = cut.pixels.map((value) => (value < limit ? INK : 0));
  markPrint(cutOut(blank, onSheet(blank), around, ppm), ink);
  const outer = Math.floor((beyond - BLUR) * ppm);
  const inner = Math.ceil((beyond + line + BLUR) * ppm);
  const crossed = crossingsOf(cut, ink, outer, inner);
  const pieces = piecesOf(cut, ink, outer, crossed);
  const fromMiddle = ({ x, y }: Point) => ({ x: (x - cut.width / 2) / ppm, y: (y - cut.height / 2) / ppm });
  return {
    crossings: crossed.map(fromMiddle),
    trail: [...crossed, ...pieces.trail].map(fromMiddle),
    outside: pieces.ink / ppm ** 2,
    leaving: pieces.leaving,
  };
}

/** Of a pixel: something is dark there; and it is a stroke, or print. */
const INK = 1;
const PRINT_INK = 2;

/** Places of the sheet on its own raster, whose pixels have their middles at halves. */
function onSheet({ dpi }: GrayPage): Mapping {
  const ppm = dpi / 25.4;
  return (x, y) => ({ x: x * ppm - 0.5, y: y * ppm - 0.5 });
}

/** Turns ink that is printed, or as near to print as blur and a crooked sheet may bring it, into print. */
function markPrint({ width, height, pixels, ppm }: CutOut, ink: Uint8Array): void {
  const reach = Math.round(PRINT * ppm);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (pixels[y * width + x]! >= PRINTED) continue;
      for (let py = Math.max(0, y - reach); py <= Math.min(height - 1, y + reach); py += 1) {
        for (let px = Math.max(0, x - reach); px <= Math.min(width - 1, x + reach); px += 1) {
          if (ink[py * width + px] === INK) ink[py * width + px] = PRINT_INK;
        }
      }
    }
  }
}

/**
 * Places just outside the line where ink stands on both sides of it.
 * @param outer from the cut's edge to the last pixel outside the line, `inner` to the first one inside it
 */
function crossingsOf({ width, height, ppm }: CutOut, ink: Uint8Array, outer: number, inner: number): Point[] {
  const [band, slant, least] = [Math.ceil(BAND * ppm), Math.round(SLANT * ppm), WIDTH * ppm];
  const found: Point[] = [];
  for (const side of ['top', 'right', 'bottom', 'left'] as const) {
    const upright = side === 'left' || side === 'right';
    const far = side === 'right' || side === 'bottom';
    const [length, depth] = upright ? [height, width] : [width, height];
    const place = (along: number, deep: number): Point => {
      const across = far ? depth - 1 - deep : deep;
      return upright ? { x: across, y: along } : { x: along, y: across };
    };
    const firstInk = (along: number, from: number): Point | null => {
      for (let deep = from; deep < from + band; deep += 1) {
        const at = place(along, deep);
        if (ink[at.y * width + at.x] === INK) return at;
      }
      return null;
    };
    // How many places along the side, up to each, have ink inside.
    const inside = new Uint16Array(length + 1);
    for (let along = 0; along < length; along += 1) {
      const within = along >= inner && along < length - inner;
      inside[along + 1] = inside[along]! + (within && firstInk(along, inner) ? 1 : 0);
    }
    const crossed: Point[] = [];
    for (let along = 0; along < length; along += 1) {
      const near = inside[Math.min(length, along + slant + 1)]! - inside[Math.max(0, along - slant)]!;
      const at = near >= least ? firstInk(along, outer - band + 1) : null;
      if (at) crossed.push(at);
    }
    if (crossed.length >= least) found.push(...crossed);
  }
  return found;
}

/** Ink outside the line that hangs together with the crossings, and how many pieces of it reach the edge of the cut. */
function piecesOf(
  { width, height, ppm }: CutOut,
  ink: Uint8Array,
  outer: number,
  crossed: readonly Point[],
): { ink: number; leaving: number; trail: readonly Point[] } {
  const isOutside = (x: number, y: number): boolean =>
    x <= outer || y <= outer || x >= width - 1 - outer || y >= height - 1 - outer;
  const bridge = Math.round(BRIDGE * ppm);
  // How far each pixel may still go through print, and one more: 0 of those that were never reached.
  const reached = new Uint8Array(ink.length);
  const trail: Point[] = [];
  let [sum, leaving] = [0, 0];
  for (const { x, y } of crossed) {
    const stack: (readonly [number, number])[] = [[y * width + x, bridge]];
    let leaves = false;
    while (stack.length > 0) {
      const [at, left] = stack.pop()!;
      if (ink[at] === 0 || reached[at]! > left) continue;
      const isStroke = ink[at] === INK;
      if (!isStroke && left === 0) continue;
      const further = isStroke ? bridge : left - 1;
      if (reached[at]! > further) continue;
      const [column, row] = [at % width, Math.floor(at / width)];
      if (isStroke) {
        sum += 1;
        if (column % TRAIL === 0 && row % TRAIL === 0) trail.push({ x: column, y: row });
      }
      reached[at] = further + 1;
      const isEdge = column === 0 || row === 0 || column === width - 1 || row === height - 1;
      if (isEdge && isStroke) leaves = true;
      for (let dy = -1; dy <= 1; dy += 1) {
        for (let dx = -1; dx <= 1; dx += 1) {
          const [nx, ny] = [column + dx, row + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || !isOutside(nx, ny)) continue;
          stack.push([ny * width + nx, further]);
        }
      }
    }
    if (leaves) leaving += 1;
  }
  return { ink: sum, leaving, trail };
}

/** Columns of the page's own pixels that are dark from inside the square to far above or below: dirt under a scanner's sensor. */
function streakOf(page: GrayPage, mapping: Mapping, { box, line }: Square, limit: number): number {
  const corners = [
    mapping(box.x, box.y),
    mapping(box.x + box.width, box.y),
    mapping(box.x, box.y + box.height),
    mapping(box.x + box.width, box.y + box.height),
  ];
  const ppm = page.dpi / 25.4;
  const [inset, inside, beyond] = [line * ppm, (line + INSIDE) * ppm, AROUND * ppm];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.max(0, Math.ceil(Math.min(...xs) + inset));
  const right = Math.min(page.width, Math.floor(Math.max(...xs) - inset));
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  let columns = 0;
  for (let x = left; x < right; x += 1) {
    const goesOn =
      isDark(page, x, top - beyond, top + inside, limit) || isDark(page, x, bottom - inside, bottom + beyond, limit);
    if (goesOn) columns += 1;
  }
  return columns / Math.max(1, right - left);
}

function isDark({ width, height, pixels }: GrayPage, x: number, top: number, bottom: number, limit: number): boolean {
  const [from, to] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))];
  let dark = 0;
  for (let y = from; y < to; y += 1) if (pixels[y * width + x]! < limit) dark += 1;
  return dark >= (to - from) * STREAK;
}
