import type { Timing } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import type { Paper } from './paper.ts';

/** A timing mark that was found: its centre in pixels. */
export interface Mark {
  readonly x: number;
  readonly y: number;
}

/** Pixels: from `left`/`top`, up to but without `right`/`bottom`. */
interface Strip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A row of pixels is dark below this share of the paper's white: halfway to a printed black. */
const DARK = 0.6;
/** A mark's dark run along a row of pixels against its width: skew, blur and toner change it by less. */
const RUN = { least: 0.75, most: 1.3 } as const;
/** As many rows of pixels against its height, and as much ink against that of a whole mark. */
const RISE = { least: 0.6, most: 1.5 } as const;
const INK = { least: 0.72, most: 1.3 } as const;
/** Rows of pixels looked at in a mark's height. */
const LOOKS = 4;

/** A mark as it grows, row by row. */
interface Growing {
  readonly first: number;
  last: number;
  left: number;
  right: number;
  rows: number;
}

/**
 * Looks for timing marks in one strip: dark runs as wide as a mark, on as many rows as it is high, with as much ink.
 * A mark that something was written over, or that is torn, is none: its place follows from the others.
 */
export function findMarks(page: GrayPage, paper: Paper, timing: Timing, strip: Strip): Mark[] {
  const ppm = page.dpi / 25.4;
  const [wide, high] = [timing.width * ppm, timing.height * ppm];
  const step = Math.max(1, Math.floor(high / LOOKS));
  const left = Math.max(1, Math.floor(strip.left));
  const right = Math.min(page.width - 1, Math.ceil(strip.right));
  const bottom = Math.min(page.height, Math.ceil(strip.bottom));
  let growing: Growing[] = [];
  const grown: Growing[] = [];
  for (let y = Math.max(0, Math.floor(strip.top)); y < bottom; y += step) {
    const runs = runsOf(page, paper, y, left, right, wide * RUN.least, wide * RUN.most);
    for (let at = 0; at < runs.length; at += 2) {
      const [from, to] = [runs[at]!, runs[at + 1]!];
      const near = growing.find((one) => Math.abs(one.left + one.right - from - to) < wide * 0.5 && one.last < y);
      if (!near) growing.push({ first: y, last: y, left: from, right: to, rows: 1 });
      else {
        near.last = y;
        near.left = Math.min(near.left, from);
        near.right = Math.max(near.right, to);
        near.rows += 1;
      }
    }
    // A row of pixels may be spoiled by noise: two are waited for.
    grown.push(...growing.filter((one) => y - one.last >= 2 * step));
    growing = growing.filter((one) => y - one.last < 2 * step);
  }
  grown.push(...growing);
  return grown.flatMap((one) => {
    const rise = one.rows * step;
    if (rise < high * RISE.least || rise > high * RISE.most) return [];
    const mark = centreOf(page, paper, one, wide, high);
    return mark ? [mark] : [];
  });
}

/** Beginnings and ends of the dark runs of a row of pixels that are as long as asked. */
function runsOf(
  { width, pixels }: GrayPage,
  { cell, columns, whites }: Paper,
  y: number,
  left: number,
  right: number,
  least: number,
  most: number,
): number[] {
  const runs: number[] = [];
  const base = y * width;
  const cells = Math.floor(y / cell) * columns;
  let start = -1;
  for (let x = left; x < right; ) {
    const column = Math.floor(x / cell);
    const limit = 3 * DARK * whites[cells + column]!;
    const end = Math.min(right, (column + 1) * cell);
    for (; x < end; x += 1) {
      // Three pixels together: a single one is noise.
      const at = base + x;
      const dark = pixels[at - 1]! + pixels[at]! + pixels[at + 1]! < limit;
      if (dark === start >= 0) continue;
      if (dark) start = x;
      else {
        if (x - start >= least && x - start <= most) runs.push(start, x);
        start = -1;
      }
    }
  }
  return runs;
}

/** The centre of a mark's ink, to a fraction of a pixel; null where it is not the ink of one whole mark. */
function centreOf(page: GrayPage, paper: Paper, grown: Growing, wide: number, high: number): Mark | null {
  const { width, height, pixels } = page;
  const [middleX, middleY] = [(grown.left + grown.right) / 2, (grown.first + grown.last) / 2];
  const [reachX, reachY] = [wide * 0.5 + high * 0.35, high * 0.95];
  const left = Math.max(0, Math.round(middleX - reachX));
  const right = Math.min(width - 1, Math.round(middleX + reachX));
  const top = Math.max(0, Math.round(middleY - reachY));
  const bottom = Math.min(height - 1, Math.round(middleY + reachY));
  const cell = Math.floor(middleY / paper.cell) * paper.columns + Math.floor(middleX / paper.cell);
  const white = paper.whites[cell]!;
  const light = white * 0.85;
  let [ink, sumX, sumY, inked] = [0, 0, 0, 0];
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const value = pixels[y * width + x]!;
      if (value >= light) continue;
      const weight = white - value;
      ink += weight;
      sumX += weight * x;
      sumY += weight * y;
      if (value < white * DARK) inked += 1;
    }
  }
  const share = inked / (wide * high);
  if (ink === 0 || share < INK.least || share > INK.most) return null;
  return { x: sumX / ink, y: sumY / ink };
}

/** The black of the print: the middle of most marks. */
export function blackOf({ width, height, pixels }: GrayPage, marks: readonly Mark[]): number {
  const middles = marks.map(({ x, y }) => {
    const [column, row] = [
      Math.min(width - 2, Math.max(1, Math.round(x))),
      Math.min(height - 2, Math.max(1, Math.round(y))),
    ];
    let sum = 0;
    for (let dy = -1; dy <= 1; dy += 1)
      for (let dx = -1; dx <= 1; dx += 1) sum += pixels[(row + dy) * width + column + dx]!;
    return sum / 9;
  });
  return middles.sort((a, b) => a - b)[middles.length >> 1] ?? 0;
}
