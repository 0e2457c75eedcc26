import type { GrayPage } from '../reading.ts';

/** Side of a cell in millimetres: wider than any square, narrower than a shade of lid or fold. */
const CELL = 10;
/** Every so many pixels one is looked at, both ways. */
const STEP = 5;
/** Shades are told apart in steps of four. */
const SHADES = 64;
/** Which share of a cell's pixels is darker than its paper: words and squares cover less than the rest. */
const PAPER = 0.85;
/** Below this share of the paper's white a pixel is printed or written. */
const PRINTED = 0.6;
/** A cell below this share of the page's white is no paper: the bed beside it, or something that lies on it. */
const NO_PAPER = 0.5;

/** How white the paper is, place by place, so that a shade across the page is no ink. */
export interface Paper {
  /** Pixels of a cell's side. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** White of each cell, row by row. */
  readonly whites: Uint8Array;
  /** White of the page as a whole. */
  readonly white: number;
  /** Share of the paper, its rim left out, that is printed or written on. */
  readonly printed: number;
}

/** Looks at every 25th pixel. */
export function paperOf(page: GrayPage): Paper {
  const cell = Math.max(STEP, Math.round((CELL / 25.4) * page.dpi));
  const columns = Math.max(1, Math.ceil(page.width / cell));
  const rows = Math.max(1, Math.ceil(page.height / cell));
  const whites = new Uint8Array(columns * rows);
  const dark = new Float64Array(columns * rows);
  const counts = new Uint16Array(SHADES);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const looked = count(page, column * cell, row * cell, cell, counts);
      const white = shadeAt(counts, looked * PAPER);
      whites[row * columns + column] = white;
      dark[row * columns + column] = below(counts, white * PRINTED) / Math.max(1, looked);
    }
  }
  const white = [...whites].sort((a, b) => a - b)[Math.floor(whites.length * 0.6)] ?? 0;
  const least = white * NO_PAPER;
  let [sum, inside] = [0, 0];
  for (let row = 1; row < rows - 1; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const at = row * columns + column;
      sum += whites[at]! < least ? 1 : dark[at]!;
      inside += 1;
    }
  }
  for (let at = 0; at < whites.length; at += 1) whites[at] = Math.max(whites[at]!, least);
  return { cell, columns, rows, whites, white, printed: sum / Math.max(1, inside) };
}

/** @returns how many pixels were looked at */
function count(page: GrayPage, left: number, top: number, side: number, counts: Uint16Array): number {
  const { width, height, pixels } = page;
  counts.fill(0);
  const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)];
  let looked = 0;
  for (let y = top; y < bottom; y += STEP) {
    for (let at = y * width + left, end = y * width + right; at < end; at += STEP) {
      counts[pixels[at]! >> 2]! += 1;
      looked += 1;
    }
  }
  return looked;
}

function shadeAt(counts: Uint16Array, rank: number): number {
  let sum = 0;
  for (let shade = 0; shade < SHADES; shade += 1) {
    sum += counts[shade]!;
    if (sum > rank) return shade * 4 + 2;
  }
  return 254;
}

function below(counts: Uint16Array, value: number): number {
  let sum = 0;
  for (let shade = 0; shade * 4 + 2 < value; shade += 1) sum += counts[shade]!;
  return sum;
}

/** White of the paper around a place in pixels: the lightest of its cell and the eight around it. */
export function whiteNear({ cell, columns, rows, whites }: Paper, x: number, y: number): number {
  const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
  let most = 0;
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r += 1) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c += 1) {
      most = Math.max(most, whites[r * columns + c]!);
    }
  }
  return most;
}
