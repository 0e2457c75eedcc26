import type { SyntheticFinger } from './finger.ts';
import { distanceAt } from './flow.ts';

/** Cosine of the finger's phase at a point: 1 in the middle of a ridge, −1 in the middle of a valley. */
export function ridgeAt(finger: SyntheticFinger, x: number, y: number): number {
  const [px, py] = waved(finger, x, y);
  return turnedBy(finger.spirals, x, y, smoothPhase(finger, px, py));
}

/** Side of a block of pixels over which what is slow is drawn by straight lines. */
const BLOCK = 12;
/** Minutiae nearer than this to a block's middle, pixels at 500 dpi, are taken exactly in each of its points. */
const NEAR = 42;

/** A plane of points that is laid on a finger. */
export interface Sheet {
  /** Points across and down. */
  readonly width: number;
  readonly height: number;
  /** Where a point of the sheet comes to lie on the finger; smooth. */
  readonly place: (column: number, row: number) => readonly [x: number, y: number];
  /** Whether anything near this point is to be drawn. */
  readonly wanted: (column: number, row: number) => boolean;
}

/**
 * The same as ridgeAt for every point of a sheet, many times as fast: where a point lies, the bend of the flow and the
 * turn that far minutiae give are computed in the corners of blocks and drawn straight between them. Creases are in
 * it, and are valleys. What is not wanted is 0.
 */
export function ridgesOver(finger: SyntheticFinger, sheet: Sheet): Float32Array {
  const { width, height } = sheet;
  const out = new Float32Array(width * height);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      if (sheet.wanted(left + BLOCK / 2, top + BLOCK / 2)) drawBlock(finger, sheet, left, top, out);
    }
  }
  return out;
}

function drawBlock(finger: SyntheticFinger, sheet: Sheet, left: number, top: number, out: Float32Array): void {
  const { width, height, place } = sheet;
  const [midX, midY] = place(left + BLOCK / 2, top + BLOCK / 2);
  const near = finger.spirals.filter((one) => (one.x - midX) ** 2 + (one.y - midY) ** 2 < NEAR ** 2);
  const far = finger.spirals.filter((one) => !near.includes(one));
  const middle = spun(far, midX, midY, 1, 0);
  const base = Math.atan2(middle.im, middle.re);
  const corner = (column: number, row: number): Corner => {
    const [x, y] = place(column, row);
    const [px, py] = waved(finger, x, y);
    const there = spun(far, x, y, 1, 0);
    const turn = Math.atan2(there.im * middle.re - there.re * middle.im, there.re * middle.re + there.im * middle.im);
    return [x, y, px, py, turn + base];
  };
  const [a, b] = [corner(left, top), corner(left + BLOCK, top)];
  const [c, d] = [corner(left, top + BLOCK), corner(left + BLOCK, top + BLOCK)];
  const creases = finger.creases.filter((crease) => offCrease(crease, midX, midY) < 2 * BLOCK);
  for (let row = top; row < Math.min(height, top + BLOCK); row += 1) {
    const g = (row - top) / BLOCK;
    const [x0, y0, px0, py0, turn0] = between(a, c, g);
    const [x1, y1, px1, py1, turn1] = between(b, d, g);
    const [dx, dy, dpx, dpy, dturn] = [x1 - x0, y1 - y0, px1 - px0, py1 - py0, turn1 - turn0];
    for (let column = left; column < Math.min(width, left + BLOCK); column += 1) {
      const f = (column - left) / BLOCK;
      const x = x0 + f * dx;
      const y = y0 + f * dy;
      let ridge = turnedBy(near, x, y, smoothPhase(finger, px0 + f * dpx, py0 + f * dpy) + turn0 + f * dturn);
      for (const crease of creases) {
        const off = offCrease(crease, x, y);
        if (off < 2) ridge = Math.min(ridge, off - 1);
      }
      out[row * width + column] = ridge;
    }
  }
}

type Corner = readonly [x: number, y: number, px: number, py: number, turn: number];

function between(a: Corner, b: Corner, g: number): Corner {
  const at = (k: 0 | 1 | 2 | 3 | 4) => a[k] + g * (b[k] - a[k]);
  return [at(0), at(1), at(2), at(3), at(4)];
}

/** Where the slow waves move a point to. */
function waved(finger: SyntheticFinger, x: number, y: number): readonly [x: number, y: number] {
  let [px, py] = [x, y];
  for (const wave of finger.waves) {
    const s = Math.sin(wave.fx * x + wave.fy * y + wave.phase);
    px += wave.dx * s;
    py += wave.dy * s;
  }
  return [px, py];
}

function smoothPhase({ core, flow, period }: SyntheticFinger, x: number, y: number): number {
  return (2 * Math.PI * distanceAt(flow, x - core.x, y - core.y)) / period;
}

/** Cosine of a phase after these spirals. */
function turnedBy(spirals: SyntheticFinger['spirals'], x: number, y: number, phase: number): number {
  const { re, im } = spun(spirals, x, y, Math.cos(phase), Math.sin(phase));
  const size = Math.sqrt(re * re + im * im);
  return size > 0 ? re / size : 0;
}

/** A complex number turned, and stretched, by spirals: their angles are summed by multiplying, without arctangents. */
function spun(spirals: SyntheticFinger['spirals'], x: number, y: number, fromRe: number, fromIm: number) {
  let [re, im] = [fromRe, fromIm];
  for (const { x: sx, y: sy, turn } of spirals) {
    const dx = (x - sx) * 0.02;
    const dy = (y - sy) * 0.02 * turn;
    const next = re * dx - im * dy;
    im = re * dy + im * dx;
    re = next;
  }
  return { re, im };
}

/** Distance from a crease's line in half widths of it: below 1 it is inside. */
function offCrease({ from, to, half }: SyntheticFinger['creases'][number], x: number, y: number): number {
  const [lx, ly] = [to.x - from.x, to.y - from.y];
  const along = Math.max(0, Math.min(1, ((x - from.x) * lx + (y - from.y) * ly) / (lx * lx + ly * ly)));
  const [dx, dy] = [x - from.x - along * lx, y - from.y - along * ly];
  return Math.sqrt(dx * dx + dy * dy) / half;
}
