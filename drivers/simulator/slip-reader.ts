import type { Mode } from '../../core/election/common.ts';
import type { SlipLine } from '../../core/receipt/slip.ts';
import { slipSvg } from '../../core/receipt/svg.ts';
import { modeWords, slipWords } from '../../core/receipt/words.ts';
import { type Bitmap, blankBitmap, isBlack, trimmed } from '../printer/bitmap.ts';
import { renderSlip } from '../printer/render.ts';

/** What a person reads on a piece of paper that came out of the printer. */
export interface SlipRead {
  /** Number of a voter's receipt; null when the paper ends above it, or is no voter's receipt. */
  readonly number: string | null;
  /** Whether it bears the mark of a reprint; null when there is no headline below which that could be said. */
  readonly copy: 'first' | 'reprint' | null;
  /** The mode that stands on its head; null like `copy`. */
  readonly mode: Mode | null;
  /** A voter's receipt from its headline to its foot. */
  readonly whole: boolean;
}

const NOTHING: SlipRead = { number: null, copy: null, mode: null, whole: false };

/** Characters of a receipt's number. */
const CHARACTERS = '0123456789-';
const NUMBER = /^\d+-[\d-]*\d$/;

/**
 * Reads a voter's receipt off the dots that the printer made, knowing nothing of the kiosk but how its slips look.
 * Slips are drawn the same on every machine, so a line is there when its dots are there. The number is read figure by
 * figure, by the most similar one, and then drawn anew: unless that gives the very same dots it is not read.
 */
export function readSlip(bitmap: Bitmap): SlipRead {
  const paper = new Paper(bitmap);
  const title = paper.find(drawn({ line: 'title', text: slipWords.receipt }));
  // Two headlines: two slips hang together uncut, and nobody can say which of them counts.
  if (title < 0 || paper.find(drawn({ line: 'title', text: slipWords.receipt }), title + 1) >= 0) return NOTHING;
  const mode = modeOf(paper, title);
  const reprint = paper.find(drawn({ line: 'mark', text: slipWords.reprint }));
  const label = paper.find(numberLabel(), title);
  const number = label < 0 ? null : numberAbove(bitmap, label);
  return {
    number,
    copy: reprint >= 0 && reprint < title ? 'reprint' : 'first',
    mode,
    whole: number !== null && hasFoot(paper, mode, label),
  };
}

/**
 * Draws what every receipt is read by. The first reading does it otherwise, which takes half a second of the processor: on
 * a busy machine that is longer than a driver waits for the printer whose paper is read.
 */
export function drawAhead(): void {
  drawn({ line: 'title', text: slipWords.receipt });
  for (const text of [slipWords.reprint, ...Object.values(modeWords)]) if (text) drawn({ line: 'mark', text });
  drawn({ line: 'text', text: slipWords.give });
  numberLabel();
  figuresOf();
}

/** Which of these lines do not stand on a slip of any kind, each as it would be drawn. */
export function linesMissing(bitmap: Bitmap, lines: readonly SlipLine[]): readonly SlipLine[] {
  const paper = new Paper(bitmap);
  return lines.filter((line) => paper.find(drawn(line)) < 0);
}

function modeOf(paper: Paper, title: number): Mode {
  for (const [mode, text] of Object.entries(modeWords)) {
    const at = text ? paper.find(drawn({ line: 'mark', text })) : -1;
    if (at >= 0 && at < title) return mode as Mode;
  }
  return 'official';
}

/** The last line of a receipt: what to do with it, or the mark of its mode once more. */
function hasFoot(paper: Paper, mode: Mode, from: number): boolean {
  const text = modeWords[mode];
  const foot: SlipLine = text ? { line: 'mark', text } : { line: 'text', text: slipWords.give };
  return paper.find(drawn(foot), from) >= 0;
}

/**
 * So many dots of a line may be others than drawn. The renderer's numbers are of single precision: further down a slip
 * the edge of a letter falls on the other side of black here and there. Other words differ in many more.
 */
const NOISE_DOTS = 4;

/** Black dots of each byte. */
const DOTS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** Rows of dots, in which other rows of dots can be looked for. */
class Paper {
  readonly #bits: Buffer;
  readonly #stride: number;

  constructor({ bits, width }: Bitmap) {
    this.#bits = Buffer.from(bits);
    this.#stride = width / 8;
  }

  /** The first row, from `from` on, at which these dots stand but for the renderer's noise; -1: they stand nowhere. */
  find({ bits }: Bitmap, from = 0): number {
    for (let at = from * this.#stride; at + bits.length <= this.#bits.length; at += this.#stride) {
      if (this.#stands(bits, at)) return at / this.#stride;
    }
    return -1;
  }

  /** Whether exactly these dots stand at this row. */
  has({ bits }: Bitmap, row: number): boolean {
    const at = row * this.#stride;
    return this.#bits.subarray(at, at + bits.length).equals(bits);
  }

  #stands(bits: Uint8Array, at: number): boolean {
    let others = 0;
    for (let i = 0; i < bits.length; i += 1) {
      others += DOTS[(bits[i] ?? 0) ^ (this.#bits[at + i] ?? 0)] ?? 0;
      if (others > NOISE_DOTS) return false;
    }
    return true;
  }
}

const drawings = new Map<string, Bitmap>();

/** A line as it comes out, without white rows around it. */
function drawn(line: SlipLine): Bitmap {
  const key = JSON.stringify(line);
  const known = drawings.get(key);
  if (known) return known;
  const made = trimmed(renderSlip(slipSvg({ lines: [line], qr: null })));
  // Every number is drawn once: only what is on every slip is kept.
  if (line.line !== 'number') drawings.set(key, made);
  return made;
}

function numberLine(value: string): Bitmap {
  return drawn({ line: 'number', name: slipWords.number, value });
}

let label: Bitmap | undefined;

/** The small words below a number. */
function numberLabel(): Bitmap {
  const line = numberLine('0');
  label ??= trimmed(rows(line, bandFrom(line, 0), line.height));
  return label;
}

let figures: ReadonlyMap<string, Bitmap> | undefined;

/** Each character of a number by itself. */
function figuresOf(): ReadonlyMap<string, Bitmap> {
  figures ??= new Map(
    [...CHARACTERS].map((character) => {
      // A dash alone says nothing about its height in the line: it stands after a figure, as it always does.
      const line = numberLine(character === '-' ? '0-' : character);
      return [character, glyphs(rows(line, 0, bandFrom(line, 0))).at(-1) ?? line];
    }),
  );
  return figures;
}

function numberAbove(bitmap: Bitmap, below: number): string | null {
  let end = below;
  while (end > 0 && isBlank(bitmap, end - 1)) end -= 1;
  let start = end;
  while (start > 0 && !isBlank(bitmap, start - 1)) start -= 1;
  const read = glyphs(rows(bitmap, start, end))
    .map(mostSimilar)
    .join('');
  if (!NUMBER.test(read)) return null;
  return new Paper(bitmap).has(numberLine(read), start) ? read : null;
}

function mostSimilar(glyph: Bitmap): string {
  const [best] = [...figuresOf()]
    .map(([character, figure]) => ({ character, differs: difference(glyph, figure) }))
    .sort((a, b) => a.differs - b.differs);
  return best?.character ?? '';
}

/** Dots in which two glyphs differ when both stand at the left and on one baseline. */
function difference(a: Bitmap, b: Bitmap): number {
  let dots = 0;
  const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (inked(a, x, a.height - y) !== inked(b, x, b.height - y)) dots += 1;
  }
  return dots;
}

function inked(bitmap: Bitmap, x: number, y: number): boolean {
  return x < bitmap.width && y >= 0 && y < bitmap.height && isBlack(bitmap, x, y);
}

/** One line of print cut into its characters, at its white columns. */
function glyphs(line: Bitmap): readonly Bitmap[] {
  const columns = Array.from({ length: line.width }, (_, x) =>
    Array.from({ length: line.height }, (__, y) => y).some((y) => isBlack(line, x, y)),
  );
  const found: Bitmap[] = [];
  for (let x = 0; x < line.width; x += 1) {
    if (!columns[x]) continue;
    const end = columns.indexOf(false, x);
    found.push(part(line, x, end < 0 ? line.width : end));
    x = end < 0 ? line.width : end;
  }
  return found;
}

/** The columns from `from` to `to`, moved to the left edge. */
function part(line: Bitmap, from: number, to: number): Bitmap {
  const cut = blankBitmap(Math.ceil((to - from) / 8) * 8, line.height);
  for (let y = 0; y < line.height; y += 1) {
    for (let x = from; x < to; x += 1) {
      if (!isBlack(line, x, y)) continue;
      const byte = (y * cut.width + (x - from)) >> 3;
      cut.bits[byte] = (cut.bits[byte] ?? 0) | (0x80 >> ((x - from) & 7));
    }
  }
  return cut;
}

/** The first white row from this one on. */
function bandFrom(bitmap: Bitmap, from: number): number {
  let y = from;
  while (y < bitmap.height && !isBlank(bitmap, y)) y += 1;
  return y;
}

function isBlank(bitmap: Bitmap, y: number): boolean {
  return rows(bitmap, y, y + 1).bits.every((byte) => byte === 0);
}

function rows({ width, bits }: Bitmap, from: number, to: number): Bitmap {
  return { width, height: to - from, bits: bits.subarray((from * width) / 8, (to * width) / 8) };
}
