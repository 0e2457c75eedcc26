import type { Box, Point, Square } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import { cutOut } from './cut-out.ts';
import { type Followed, followInk, inkOf } from './follow.ts';
import type { Mapping } from './mapping.ts';
import type { SquareMeasure } from './square.ts';

/** Millimetres around a square in which its strokes are followed. */
const AROUND = 2.2;
/** Those that go on further are followed over so many times the square's width. */
const FAR = 1.5;
/** Contrast from which a stroke is followed: its edges and thin places too. */
const STROKE = 0.28;
/** Beside the line, in and out, so many millimetres are the line's own blur. */
const BLUR = 0.2;
/** What lies outside within so many millimetres of the line crosses it. */
const CROSSING = 1;
/** What lies in another square, and so many millimetres around it where hands fill over the line, is a matter of that one. */
const SPILT = 0.35;

/** What makes a scanner draw a bar is dirt, no wider than so many millimetres: what is wider was filled in, stamped or printed. */
const BAR = 2;

/** A column of pixels is a streak when so much of it is dark, from so many millimetres inside the line to far outside. */
const STREAK = 0.93;
const INSIDE = 1;

/** How the ink of a square goes on outside of it. */
export interface Strokes {
  /** Where it crosses the line, and places on its way outside: millimetres from the middle of the square. */
  readonly crossings: readonly Point[];
  readonly trail: readonly Point[];
  /**
   * Ink outside that hangs together with that inside, in square millimetres; and near ink that does not, nor belongs to
   * another square.
   */
  readonly outside: number;
  readonly apart: number;
  /** In how many pieces it goes on as far as is looked. */
  readonly leaving: number;
  /** Share of the square's width that upright lines take, which go on far above or below it as only a scanner draws. */
  readonly streak: number;
  /** Millimetres of a bar that stands upright to the pixel, in the square and near it: no hand draws a long one. */
  readonly upright: number;
}

/**
 * Follows the ink of a square over its line.
 * @param blank the sheet as it is printed
 * @param boxes of all squares of the sheet
 */
export function strokesOf(
  page: GrayPage,
  mapping: Mapping,
  black: number,
  blank: GrayPage,
  square: Square,
  measure: SquareMeasure,
  boxes: readonly Box[],
): Strokes {
  const { white } = measure;
  const limit = white - STROKE * (white - black);
  const follow = (around: number): Followed => followed(page, mapping, limit, blank, square, measure, boxes, around);
  const near = follow(AROUND);
  // What leaves the surroundings may come from anywhere: most of a line that only ends in the square lies elsewhere.
  const far = near.further ? follow(square.box.width * FAR) : near;
  const reach = square.box.width / 2 + CROSSING;
  return {
    crossings: near.trail.filter(({ x, y }) => Math.abs(x) <= reach && Math.abs(y) <= reach),
    trail: far.trail,
    outside: far.area,
    apart: near.apart,
    leaving: near.leaving,
    streak: streakOf(page, mapping, square, limit),
    upright: uprightOf(page, mapping, square, limit),
  };
}

function followed(
  page: GrayPage,
  mapping: Mapping,
  limit: number,
  blank: GrayPage,
  { box, line }: Square,
  { shift }: SquareMeasure,
  boxes: readonly Box[],
  beyond: number,
): Followed {
  const ppm = page.dpi / 25.4;
  const part = {
    x: box.x - beyond,
    y: box.y - beyond,
    width: box.width + 2 * beyond,
    height: box.height + 2 * beyond,
  };
  const cut = cutOut(page, mapping, { ...part, x: part.x + shift.x, y: part.y + shift.y }, ppm);
  const ink = inkOf(cut, limit, cutOut(blank, onSheet(blank), part, ppm));
  // In pixels of the cut.
  const others = boxes.flatMap((other) => {
    if (other === box) return [];
    const [left, top] = [other.x - SPILT - part.x, other.y - SPILT - part.y];
    const [right, bottom] = [left + other.width + 2 * SPILT, top + other.height + 2 * SPILT];
    if (right <= 0 || bottom <= 0 || left >= part.width || top >= part.height) return [];
    return [{ x: left * ppm, y: top * ppm, width: (right - left) * ppm, height: (bottom - top) * ppm }];
  });
  return followInk(ink, Math.floor((beyond - BLUR) * ppm), Math.ceil((beyond + line + BLUR) * ppm), others);
}

/** Places of the sheet on its own raster, whose pixels have their middles at halves. */
function onSheet({ dpi }: GrayPage): Mapping {
  const ppm = dpi / 25.4;
  return (x, y) => ({ x: x * ppm - 0.5, y: y * ppm - 0.5 });
}

/** Where a square lies in the page's own pixels, and where inside its line nothing is printed. */
function onPage({ dpi }: GrayPage, mapping: Mapping, { box, line }: Square) {
  const corners = [
    mapping(box.x, box.y),
    mapping(box.x + box.width, box.y),
    mapping(box.x, box.y + box.height),
    mapping(box.x + box.width, box.y + box.height),
  ];
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const ppm = dpi / 25.4;
  return {
    ppm,
    left: Math.ceil(Math.min(...xs) + line * ppm),
    right: Math.floor(Math.max(...xs) - line * ppm),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** Columns of the page's own pixels that are dark from inside the square to far above or below: dirt under a scanner's sensor. */
function streakOf(page: GrayPage, mapping: Mapping, square: Square, limit: number): number {
  const { ppm, top, bottom, ...across } = onPage(page, mapping, square);
  const [inside, beyond] = [(square.line + INSIDE) * ppm, AROUND * ppm];
  const left = Math.max(0, across.left);
  const right = Math.min(page.width, across.right);
  let columns = 0;
  for (let x = left; x < right; x += 1) {
    const goesOn =
      isDark(page, x, top - beyond, top + inside, limit) || isDark(page, x, bottom - inside, bottom + beyond, limit);
    if (goesOn) columns += 1;
  }
  return columns / Math.max(1, right - left);
}

/**
 * The longest bar whose edges stay where they are to a pixel, row by row of the page, from above the square to below it: a
 * scanner whose sensor was dirty for a moment. The square's own line is passed over.
 */
function uprightOf(page: GrayPage, mapping: Mapping, square: Square, limit: number): number {
  const { ppm, left, right, top, bottom } = onPage(page, mapping, square);
  const [beyond, blur, print] = [AROUND * ppm, BLUR * ppm, (square.line + BLUR) * ppm];
  const isPrint = (y: number): boolean => Math.abs(y - top) < print || Math.abs(y - bottom) < print;
  const [from, to] = [Math.max(0, Math.round(top - beyond)), Math.min(page.height, Math.round(bottom + beyond))];
  let longest = 0;
  let run: Run | null = null;
  for (let y = from; y < to; y += 1) {
    if (isPrint(y)) continue;
    const found = barIn(page, y, Math.ceil(left + blur), Math.floor(right - blur), limit);
    const bar = found && found[1] - found[0] < BAR * ppm ? found : null;
    const goesOn: Run | null = bar &&
      run && { from: run.from, left: widened(run.left, bar[0]), right: widened(run.right, bar[1]) };
    if (goesOn && isSteady(goesOn.left) && isSteady(goesOn.right)) run = goesOn;
    else run = bar && { from: y, left: [bar[0], bar[0]], right: [bar[1], bar[1]] };
    if (run) longest = Math.max(longest, y + 1 - run.from);
  }
  return longest / ppm;
}

/** The least and the most column where an edge was seen. */
type Edge = readonly [number, number];
interface Run {
  readonly from: number;
  readonly left: Edge;
  readonly right: Edge;
}
const widened = ([least, most]: Edge, x: number): Edge => [Math.min(least, x), Math.max(most, x)];
const isSteady = ([least, most]: Edge): boolean => most - least <= 1;

/** First and last column of the one bar in a row of the square's width that touches neither side; null: there is none. */
function barIn({ width, pixels }: GrayPage, y: number, from: number, to: number, limit: number): Edge | null {
  const isInk = (x: number): boolean => pixels[y * width + x]! < limit;
  const [left, right] = [Math.max(0, from), Math.min(width, to)];
  let [first, last, count] = [-1, -1, 0];
  for (let x = left; x < right; x += 1) {
    if (!isInk(x)) continue;
    if (first < 0) first = x;
    last = x;
    count += 1;
  }
  const isWhole = first > left && last < right - 1 && count >= last - first;
  return first >= 0 && isWhole ? [first, last] : null;
}

function isDark({ width, height, pixels }: GrayPage, x: number, top: number, bottom: number, limit: number): boolean {
  const [from, to] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))];
  let dark = 0;
  for (let y = from; y < to; y += 1) if (pixels[y * width + x]! < limit) dark += 1;
  return dark >= (to - from) * STREAK;
}
