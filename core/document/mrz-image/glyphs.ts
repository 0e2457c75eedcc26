import { inflateSync } from 'fflate';
import { glyphCell, MRZ_CHARACTERS } from './glyph-cell.ts';
import { ocrBBase64 } from './ocr-b.data.ts';

/** The committed drawings, one bit a pixel (tools/ocr-b.ts). */
export function glyphBits(): Uint8Array {
  return inflateSync(Uint8Array.from(atob(ocrBBase64), (letter) => letter.charCodeAt(0)));
}

/** What a letter is compared with: its drawing in one weight at the reader's size, without mean, of length 1. */
export interface Template {
  readonly character: string;
  readonly values: Float32Array;
  /** The same at half the size, for the first look. */
  readonly halved: Float32Array;
}

/** Means of two by two pixels of a cell. */
export function halve(values: Float32Array, into: Float32Array): void {
  const { width } = cell;
  for (let y = 0, to = 0; y < cell.height; y += 2) {
    for (let x = 0, at = y * width; x < width; x += 2, at += 2, to += 1) {
      into[to] = (values[at]! + values[at + 1]! + values[at + width]! + values[at + width + 1]!) / 4;
    }
  }
}

/** Cells of the reader: a third of the drawings. */
export const cell = { width: glyphCell.width / 3, height: glyphCell.height / 3 } as const;

/**
 * Pixels of the drawings that ink runs outwards (or is worn inwards): OCR-B's stroke is 0.35 mm, and print makes 0.25
 * to 0.45 of it (Doc 9303 part 3 §4.2 leaves it to ISO 1073-2).
 */
const WEIGHTS = [0, -2, 2] as const;
/** Blur of paper, printer and scanner, as a box of so many pixels of the drawings, twice. */
const BLUR = 2;

/** Templates of all letters in one weight, in the order of MRZ_CHARACTERS. */
export type TemplateSet = readonly Template[];

let made: readonly TemplateSet[] | null = null;

/** The templates in each weight, the usual one first. Made once. */
export function templateSets(): readonly TemplateSet[] {
  made ??= WEIGHTS.map((weight) => templatesOf(glyphBits(), weight));
  return made;
}

function templatesOf(bits: Uint8Array, weight: number): TemplateSet {
  const { width, height } = glyphCell;
  return [...MRZ_CHARACTERS].map((character, index) => {
    let drawing = new Float32Array(width * height);
    for (let at = 0; at < drawing.length; at += 1) {
      const bit = index * width * height + at;
      drawing[at] = (bits[bit >> 3]! >> (7 - (bit & 7))) & 1;
    }
    if (weight !== 0) drawing = grown(drawing, Math.abs(weight), weight > 0 ? 1 : 0);
    drawing = boxed(boxed(drawing, BLUR), BLUR);
    const values = new Float32Array(cell.width * cell.height);
    for (let y = 0, at = 0; y < cell.height; y += 1) {
      for (let x = 0; x < cell.width; x += 1, at += 1) {
        let sum = 0;
        for (let i = 0; i < 9; i += 1) sum += drawing[(3 * y + ((i / 3) | 0)) * width + 3 * x + (i % 3)]!;
        // Ink is dark on the page.
        values[at] = -sum;
      }
    }
    normalise(values);
    const halved = new Float32Array(values.length / 4);
    halve(values, halved);
    normalise(halved);
    return { character, values, halved };
  });
}

/** Takes the mean away and makes the length 1. */
function normalise(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) {
    values[at]! -= mean;
    squares += values[at]! ** 2;
  }
  const length = Math.sqrt(squares);
  for (let at = 0; at < values.length; at += 1) values[at]! /= length;
}

/** Pixels within `radius` of one with this value become so too. */
function grown(drawing: Float32Array, radius: number, value: 0 | 1): Float32Array<ArrayBuffer> {
  const { width, height } = glyphCell;
  const out = new Float32Array(drawing);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (drawing[y * width + x] !== value) continue;
      for (let dy = -radius; dy <= radius; dy += 1) {
        for (let dx = -radius; dx <= radius; dx += 1) {
          if (dx * dx + dy * dy > radius * radius + 1) continue;
          const tx = x + dx;
          const ty = y + dy;
          if (tx >= 0 && tx < width && ty >= 0 && ty < height) out[ty * width + tx] = value;
        }
      }
    }
  }
  return out;
}

function boxed(drawing: Float32Array, radius: number): Float32Array<ArrayBuffer> {
  const { width, height } = glyphCell;
  const pass = (from: Float32Array, stride: number, length: number, lines: number, lineStride: number) => {
    const out = new Float32Array(from.length);
    for (let line = 0; line < lines; line += 1) {
      for (let at = 0; at < length; at += 1) {
        let sum = 0;
        for (let near = at - radius; near <= at + radius; near += 1) {
          if (near >= 0 && near < length) sum += from[line * lineStride + near * stride]!;
        }
        out[line * lineStride + at * stride] = sum / (2 * radius + 1);
      }
    }
    return out;
  };
  return pass(pass(drawing, 1, width, height, width), width, height, width, 1);
}
