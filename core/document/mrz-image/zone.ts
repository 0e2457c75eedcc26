import { type MrzFormat, mrzShape } from '../mrz-fields.ts';
import { type Box, boxesOf } from './components.ts';
import { type GrayPage, shrink } from './gray-page.ts';
import { type Row, rowsOf } from './rows.ts';
import { inkOf } from './threshold.ts';

/**
 * Where a zone lies on its page: a grid of letters. The middle of letter `column` of `line` is at
 * origin + column × step + line × down, in pixels of the page, x to the right, y down.
 */
export interface Zone {
  readonly format: MrzFormat;
  readonly origin: Point;
  /** From one letter to the next. */
  readonly step: Point;
  /** From the middle of the first line to the middle of each line, in order. */
  readonly down: readonly Point[];
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Letters are looked for at about this resolution: letters are 15 pixels high there, and the page is quickly gone through. */
const SEARCH_DPI = 150;
/** Print and scanner may be off by so much. */
const PITCH_TOLERANCE = 0.08;
/** Between two lines, in pitches: 6.35 mm is 2.5 of 2.54 mm (Doc 9303 parts 4 and 5). */
const LINE_APART = { least: 1.7, most: 3.3 } as const;
/** Of the letters of a zone so many must have been found as pieces of their own. */
const LEAST_SEEN = 0.5;

/**
 * Looks for the machine-readable zone on a page that lies within 7° of upright (or upside down).
 * @returns the best grid of three lines of 30 or two of 44, or null
 */
export function findZone(page: GrayPage): Zone | null {
  const factor = Math.max(1, Math.round(page.dpi / SEARCH_DPI - 0.2));
  const small = shrink(page, factor);
  const pitch = small.dpi / 10;
  const ink = inkOf(small, Math.round(1.1 * pitch));
  const boxes = boxesOf(
    ink,
    small.width,
    small.height,
    { height: 0.4 * pitch },
    { width: 2.2 * pitch, height: 1.7 * pitch },
  );
  const rows = rowsOf(boxes, pitch);
  const found = best(rows, pitch, small.width / 2);
  if (found === null) return null;
  // The middle of a small pixel lies between the middles of those that it is made of.
  const enlarge = ({ x, y }: Point) => ({ x: x * factor, y: y * factor });
  const origin = enlarge(found.origin);
  const half = (factor - 1) / 2;
  return {
    format: found.format,
    origin: { x: origin.x + half, y: origin.y + half },
    step: enlarge(found.step),
    down: found.down.map(enlarge),
  };
}

function best(rows: readonly Row[], pitch: number, middle: number): Zone | null {
  const at = (row: Row) => row.level + row.slope * middle;
  const sorted = [...rows].sort((a, b) => at(a) - at(b));
  let winner: Zone | null = null;
  let most = 0;
  for (const format of ['td1', 'td3'] as const) {
    const { lines } = mrzShape[format];
    for (let first = 0; first + lines <= sorted.length; first += 1) {
      const group = sorted.slice(first, first + lines);
      const even = group.every((row, line) => {
        if (line === 0) return true;
        const apart = (at(row) - at(group[line - 1]!)) / pitch;
        return apart >= LINE_APART.least && apart <= LINE_APART.most && Math.abs(row.slope - group[0]!.slope) < 0.02;
      });
      if (!even) continue;
      const fitted = grid(group, format, pitch);
      if (fitted === null || fitted.seen <= most) continue;
      most = fitted.seen;
      winner = fitted.zone;
    }
  }
  return winner;
}

/** Lays the grid of a format over rows. Null where they are too short, too long, or not evenly spaced. */
function grid(rows: readonly Row[], format: MrzFormat, nominal: number): { zone: Zone; seen: number } | null {
  const { lines, width } = mrzShape[format];
  const slope = rows.reduce((sum, row) => sum + row.slope * row.boxes.length, 0) / total(rows);
  const cos = 1 / Math.hypot(1, slope);
  const sin = slope * cos;
  const along = (x: number, y: number) => x * cos + y * sin;
  const middle = (box: Box) => along((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const letters = rows.flatMap((row) => row.boxes.filter((box) => box.right - box.left < 1.15 * nominal).map(middle));
  if (letters.length < LEAST_SEEN * lines * width) return null;
  const { pitch, phase } = rhythm(letters, nominal);

  // The first and the last cell with ink: fillers fill the lines, so both must be as far apart as the form is wide.
  const cells = letters.map((u) => Math.round((u - phase) / pitch));
  const counts = new Map<number, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const first = Math.min(...cells);
  const last = Math.max(...cells);
  let start = first;
  let seen = 0;
  for (let from = first; from <= Math.max(first, last - width + 1); from += 1) {
    let inside = 0;
    for (let cell = from; cell < from + width; cell += 1) inside += Math.min(lines, counts.get(cell) ?? 0);
    if (inside > seen) {
      seen = inside;
      start = from;
    }
  }
  const outside = letters.length - seen;
  if (seen < LEAST_SEEN * lines * width || outside > 2 * lines) return null;
  // A narrower form inside a wider one is not this form: something stands at both ends.
  const ends = (counts.get(start) ?? 0) + (counts.get(start + width - 1) ?? 0);
  if (ends === 0) return null;

  // Fine: least squares of the letters on their cells.
  const inside = letters.map((u, i) => [cells[i]! - start, u] as const).filter(([cell]) => cell >= 0 && cell < width);
  const n = inside.length;
  let sk = 0;
  let su = 0;
  let skk = 0;
  let sku = 0;
  for (const [k, u] of inside) {
    sk += k;
    su += u;
    skk += k * k;
    sku += k * u;
  }
  const step = (n * sku - sk * su) / (n * skk - sk * sk);
  const begin = (su - step * sk) / n;

  const across = rows.map((row) => row.level * cos + (row.slope - slope) * cos * (begin + (step * (width - 1)) / 2));
  const point = (u: number, v: number) => ({ x: u * cos - v * sin, y: u * sin + v * cos });
  const origin = point(begin, across[0]!);
  return {
    zone: {
      format,
      origin,
      step: { x: step * cos, y: step * sin },
      down: across.map((v) => point(0, v - across[0]!)),
    },
    seen: seen - outside,
  };
}

const total = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + row.boxes.length, 0);

/** The pitch in which letters stand, and where: the one at which most of them are in step. */
function rhythm(letters: readonly number[], nominal: number): { pitch: number; phase: number } {
  let bestLength = -1;
  let pitch = nominal;
  let phase = 0;
  for (
    let trial = nominal * (1 - PITCH_TOLERANCE);
    trial <= nominal * (1 + PITCH_TOLERANCE);
    trial += nominal * 0.001
  ) {
    const turn = (2 * Math.PI) / trial;
    let re = 0;
    let im = 0;
    for (const u of letters) {
      re += Math.cos(u * turn);
      im += Math.sin(u * turn);
    }
    const length = re * re + im * im;
    if (length <= bestLength) continue;
    bestLength = length;
    pitch = trial;
    phase = Math.atan2(im, re) / turn;
  }
  return { pitch, phase };
}
