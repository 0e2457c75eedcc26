import type { Box } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import type { Mapping } from './mapping.ts';
import type { Paper } from './paper.ts';
import type { Side } from './rows.ts';

/** Every so many rows of pixels one is looked at. */
const STEP = 8;
/** Below this share of the paper's white a pixel is too dark for paper; so many steps above it, too light. */
const DARK = 0.84;
const LIGHT = 4;
/** A column is a streak when this share of it is too dark, or of what is not dark too light. */
const WHOLE = 0.9;
/** A streak passes what it leaves so many millimetres of room. */
const ROOM = 1;

/**
 * Columns between the left and the right marks, in pixels, that are dark or light from the upper row of marks to the lower one. No print is: between
 * the marks and everything else stays paper. What a scanner's dirt draws is exactly upright, however the sheet lies.
 */
export function streaksOf(page: GrayPage, paper: Paper, within: Readonly<Record<Side, number>>): number[] {
  const { width, pixels } = page;
  const [from, to] = [Math.max(0, Math.round(within.top)), Math.min(page.height, Math.round(within.bottom))];
  const darks = new Uint16Array(width);
  const lights = new Uint16Array(width);
  let looked = 0;
  for (let y = from; y < to; y += STEP) {
    const cells = Math.floor(y / paper.cell) * paper.columns;
    for (let column = 0; column < paper.columns; column += 1) {
      const white = paper.whites[cells + column]!;
      const [dark, light] = [white * DARK, white + LIGHT];
      const end = Math.min(width, (column + 1) * paper.cell);
      for (let x = column * paper.cell, at = y * width + x; x < end; x += 1, at += 1) {
        const value = pixels[at]!;
        if (value < dark) darks[x]! += 1;
        else if (value > light) lights[x]! += 1;
      }
    }
    looked += 1;
  }
  const streaks: number[] = [];
  for (let x = Math.ceil(within.left); x < within.right; x += 1) {
    const paperSeen = looked - darks[x]!;
    if (darks[x]! >= looked * WHOLE || (paperSeen > looked / 2 && lights[x]! >= paperSeen * WHOLE)) streaks.push(x);
  }
  return streaks;
}

/** Whether one of the streaks runs through the box, or so near that it may have. */
export function runsThrough(streaks: readonly number[], mapping: Mapping, box: Box, dpi: number): boolean {
  if (streaks.length === 0) return false;
  const room = (ROOM * dpi) / 25.4;
  const xs = [
    mapping(box.x, box.y).x,
    mapping(box.x + box.width, box.y).x,
    mapping(box.x, box.y + box.height).x,
    mapping(box.x + box.width, box.y + box.height).x,
  ];
  const [left, right] = [Math.min(...xs) - room, Math.max(...xs) + room];
  return streaks.some((x) => x >= left && x <= right);
}
