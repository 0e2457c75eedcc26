import type { Square } from '../geometry.ts';
import type { GrayPage } from '../reading.ts';
import { type CutOut, cutOut } from './cut-out.ts';
import type { Mapping } from './mapping.ts';
import { type Paper, whiteNear } from './paper.ts';

/** Millimetres around a square that are looked at with it: room for its line to be found, and paper to see how white it is. */
const AROUND = 0.9;
/** How far from where the timing marks say a square's line is looked for, in millimetres. */
const SEARCH = 0.45;
/** What a shift of a pixel costs, as contrast: a line is found where it should be unless it is clearly elsewhere. */
const COST = 0.003;
/** Millimetres inside the line that are left out, because blur and toner widen it. */
const GUARD = 0.18;
/** So many millimetres a square may be narrower than it should. */
const NARROWER = 0.3;
/** Mean contrast by which a side of the line counts as seen. */
const SEEN = 0.3;
/** The share of a square and its surroundings that is darker than the paper, at most. */
const PAPER = 0.75;
/** A square's surroundings are not taken for darker than this share of the paper around: they may be inked all over. */
const DARKEST_PAPER = 0.8;

/**
 * Shares are of a square with this side inside its line, or of the square's own area where that is less: nobody's pen writes
 * thicker because a square is larger.
 */
const REFERENCE = 5;

/**
 * Contrasts, 0 the paper and 1 the printed black. From `pale` on something may be written, from `dark` on it is ink, and a
 * stroke of ink or a firm pencil has a core of at least `core`; a smudge, an offset or what shows through has none.
 */
export const CONTRAST = { pale: 0.18, dark: 0.35, core: 0.5 } as const;

/** One square as it was measured, against its own blank. */
export interface SquareMeasure {
  /** Shares of the area inside the line, at most 1: from `CONTRAST.pale`, `dark` and `core` on. */
  readonly pale: number;
  readonly dark: number;
  readonly core: number;
  /** Ink inside the line, in square millimetres. */
  readonly inside: number;
  /** How many sides of its line are seen: 4 of an ordinary one. */
  readonly outline: number;
  /** How far its line is from where the timing marks say, in millimetres. */
  readonly shift: { readonly x: number; readonly y: number };
  /** White of the paper around it. */
  readonly white: number;
}

/** Measures what is dark inside the line of a square and was not printed. `black`: of the print, 0–255. */
export function measureSquare(
  page: GrayPage,
  mapping: Mapping,
  paper: Paper,
  black: number,
  { box, line }: Square,
): SquareMeasure {
  const ppm = page.dpi / 25.4;
  const cut = cutOut(
    page,
    mapping,
    { x: box.x - AROUND, y: box.y - AROUND, width: box.width + 2 * AROUND, height: box.height + 2 * AROUND },
    ppm,
  );
  const middle = mapping(box.x + box.width / 2, box.y + box.height / 2);
  const near = whiteNear(paper, middle.x, middle.y);
  const white = Math.max(shadeAt(cut, PAPER), near * DARKEST_PAPER);
  const contrast = Math.max(1, white - black);
  const edge = (AROUND + line + SEARCH) * ppm;
  const columns = profile(cut, 'columns', edge, white, contrast);
  const rows = profile(cut, 'rows', edge, white, contrast);
  const across = lineAt(columns, cut.width, line * ppm, ppm);
  const down = lineAt(rows, cut.height, line * ppm, ppm);
  const inset = (AROUND + line + GUARD) * ppm;
  const left = Math.ceil(inset + across.shift);
  const right = Math.floor(cut.width - inset + across.shift);
  const top = Math.ceil(inset + down.shift);
  const bottom = Math.floor(cut.height - inset + down.shift);
  const [pale, dark, core] = [
    white - CONTRAST.pale * contrast,
    white - CONTRAST.dark * contrast,
    white - CONTRAST.core * contrast,
  ];
  let [pales, darks, cores] = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    let before = white;
    for (let at = y * cut.width + left, end = y * cut.width + right; at < end; at += 1) {
      const value = cut.pixels[at]!;
      // Two pixels together: what is pale is not much more than noise.
      if (value + before <= 2 * pale) pales += 1;
      before = value;
      if (value > dark) continue;
      darks += 1;
      if (value <= core) cores += 1;
    }
  }
  const area = Math.max(1, Math.min((right - left) * (bottom - top), (REFERENCE * ppm) ** 2));
  return {
    pale: Math.min(1, pales / area),
    dark: Math.min(1, darks / area),
    core: Math.min(1, cores / area),
    inside: darks / ppm ** 2,
    outline: across.seen + down.seen,
    shift: { x: across.shift / ppm, y: down.shift / ppm },
    white,
  };
}

const counts = new Uint16Array(256);

function shadeAt({ pixels }: CutOut, share: number): number {
  counts.fill(0);
  for (const value of pixels) counts[value]! += 1;
  let sum = 0;
  for (let shade = 0; shade < 256; shade += 1) {
    sum += counts[shade]!;
    if (sum > pixels.length * share) return shade;
  }
  return 255;
}

/**
 * Sums of the contrast of the columns, or rows, up to each: entry k is that of the first k. Of each only the part between
 * the two lines that cross it counts.
 */
function profile(cut: CutOut, of: 'columns' | 'rows', edge: number, white: number, contrast: number): Float64Array {
  const { width, height, pixels } = cut;
  const [count, length] = of === 'columns' ? [width, height] : [height, width];
  const [from, to] = [Math.ceil(edge), Math.floor(length - edge)];
  const sums = new Float64Array(count + 1);
  const [near, far] = of === 'columns' ? [1, width] : [width, 1];
  const inkOf = new Float64Array(count);
  for (let j = from; j < to; j += 1) {
    for (let k = 0, at = j * far; k < count; k += 1, at += near) {
      const ink = white - pixels[at]!;
      if (ink > 0) inkOf[k]! += Math.min(ink, contrast);
    }
  }
  const scale = 1 / (contrast * Math.max(1, to - from));
  for (let k = 0; k < count; k += 1) sums[k + 1] = sums[k]! + inkOf[k]! * scale;
  return sums;
}

/** Mean contrast between two places, which may lie within pixels. */
function mean(sums: Float64Array, from: number, to: number): number {
  const upTo = (at: number): number => {
    const place = Math.min(sums.length - 1, Math.max(0, at));
    const whole = Math.floor(place);
    const next = sums[whole + 1] ?? sums[whole]!;
    return sums[whole]! + (place - whole) * (next - sums[whole]!);
  };
  return (upTo(to) - upTo(from)) / (to - from);
}

/** Where the two lines of a direction stand best: dark on themselves and light just outside. */
function lineAt(sums: Float64Array, size: number, line: number, ppm: number): { shift: number; seen: number } {
  const edge = AROUND * ppm;
  const steps = Math.ceil(SEARCH * ppm * 2);
  const nowhere = { value: Number.NEGATIVE_INFINITY, shift: 0 };
  let [best, bestFirst, bestLast] = [nowhere, nowhere, nowhere];
  for (let step = -steps; step <= steps; step += 1) {
    const shift = step / 2;
    const [first, last] = [edge + shift, size - edge + shift];
    const cost = Math.abs(shift) * COST;
    const one = mean(sums, first, first + line) - mean(sums, first - line, first) - cost;
    const other = mean(sums, last - line, last) - mean(sums, last, last + line) - cost;
    if (one + other > best.value) best = { value: one + other, shift };
    if (one > bestFirst.value) bestFirst = { value: one, shift };
    if (other > bestLast.value) bestLast = { value: other, shift };
  }
  // Narrower than it is: the paper slipped on here, and a line of its own lies where nothing is printed.
  if (bestFirst.shift - bestLast.shift > NARROWER * ppm) return { shift: best.shift, seen: 0 };
  const [first, last] = [edge + best.shift, size - edge + best.shift];
  const seen = [mean(sums, first, first + line), mean(sums, last - line, last)].filter((ink) => ink >= SEEN).length;
  return { shift: best.shift, seen };
}
