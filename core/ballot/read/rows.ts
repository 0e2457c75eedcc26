import { SHEET, type Timing } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import type { Paper } from './paper.ts';
import { type Line, lineThrough, meeting, STEEPEST } from './row-line.ts';
import { findMarks, type Mark } from './timing-marks.ts';

/** How far the sheet may lie aside of where it should, in millimetres. */
const ASIDE = 7;
/** How far a mark may stand from the line of its row, in millimetres. */
const FROM_LINE = 0.6;
/** A second row with this share of the marks is that of another sheet. */
const SECOND = 0.6;

export const sides = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof sides)[number];

/** The line of each side on which marks were found. */
export interface RowLines extends Readonly<Partial<Record<Side, Line>>> {
  /** Beside one of them is another with as many marks: that of a sheet below. */
  readonly doubled: boolean;
  /** What looks like a mark, on a line or not. */
  readonly marks: number;
}

/** Looks along the four sides of the page for rows of marks; nothing but strips of it is looked at. */
export function findRows(page: GrayPage, paper: Paper, timing: Timing): RowLines {
  const ppm = page.dpi / 25.4;
  const { width, height } = page;
  // On a page wider than the sheet, it may lie at either side.
  const spare = {
    across: Math.max(0, width / ppm - SHEET.width),
    down: Math.max(0, height / ppm - SHEET.height),
  };
  const depth = (edge: number, length: number, aside: number): number =>
    (edge + (STEEPEST * length) / 2 + aside + ASIDE) * ppm;
  const { width: wide, height: high } = timing;
  const top = depth(timing.top[0]!.y + high / 2, SHEET.width, spare.down);
  const bottom = depth(SHEET.height - timing.bottom[0]!.y + high / 2, SHEET.width, spare.down);
  const left = depth(timing.left[0]!.x + wide / 2, SHEET.height, spare.across);
  const right = depth(SHEET.width - timing.right[0]!.x + wide / 2, SHEET.height, spare.across);
  const strips = {
    top: { left: 0, top: 0, right: width, bottom: top },
    right: { left: width - right, top: 0, right: width, bottom: height },
    bottom: { left: 0, top: height - bottom, right: width, bottom: height },
    left: { left: 0, top: 0, right: left, bottom: height },
  };
  const lines: Partial<Record<Side, Line>> = {};
  let [doubled, count] = [false, 0];
  for (const side of sides) {
    const direction = side === 'top' || side === 'bottom' ? 'row' : 'column';
    const marks = findMarks(page, paper, timing, strips[side]);
    count += marks.length;
    const line = lineThrough(marks, direction, FROM_LINE * ppm);
    if (!line) continue;
    lines[side] = line;
    const others = marks.filter((mark) => !line.marks.includes(mark));
    // Of the columns at its ends, a strip along a row sees a few marks more.
    const second = lineThrough(others, direction, FROM_LINE * ppm);
    if (second && second.marks.length >= timing[side].length * SECOND) doubled = true;
  }
  return { ...lines, doubled, marks: count };
}

/** The corners of the rows on the page, in pixels, and its size against the geometry's: 1 is as it should be. */
export interface Frame {
  readonly lines: Readonly<Record<Side, Line>>;
  readonly corners: readonly [topLeft: Mark, topRight: Mark, bottomRight: Mark, bottomLeft: Mark];
  readonly across: number;
  readonly down: number;
}

const apart = (a: Mark, b: Mark): number => Math.hypot(a.x - b.x, a.y - b.y);

/** @returns null where a side has no row */
export function frameOf({ top, right, bottom, left }: RowLines, timing: Timing, dpi: number): Frame | null {
  if (!top || !right || !bottom || !left) return null;
  const corners = [meeting(top, left), meeting(top, right), meeting(bottom, right), meeting(bottom, left)] as const;
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const ppm = dpi / 25.4;
  const ends = (points: Timing['top']) => apart(points[0]!, points.at(-1)!) * ppm;
  return {
    lines: { top, right, bottom, left },
    corners,
    across: (apart(topLeft, topRight) + apart(bottomLeft, bottomRight)) / (ends(timing.top) + ends(timing.bottom)),
    down: (apart(topLeft, bottomLeft) + apart(topRight, bottomRight)) / (ends(timing.left) + ends(timing.right)),
  };
}

/** The rows of a sheet that lies upside down, as they stand on the page. */
export function turnedTiming({ width, height, top, right, bottom, left }: Timing): Timing {
  const turn = (points: Timing['top']) =>
    points.map(({ x, y }) => ({ x: SHEET.width - x, y: SHEET.height - y })).reverse();
  return { width, height, top: turn(bottom), right: turn(left), bottom: turn(top), left: turn(right) };
}
