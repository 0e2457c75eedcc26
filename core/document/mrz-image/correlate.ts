import { mrzShape } from '../mrz-fields.ts';
import { cell, halve, type TemplateSet, templateSets } from './glyphs.ts';
import type { GrayPage } from './gray-page.ts';
import type { Character, Reading } from './reading.ts';
import { straighten } from './strip.ts';
import type { Zone } from './zone.ts';

/** Letters may stand beside the middle of their cell by so many pixels (of 24 to the pitch), in steps of two, then of one. */
const COARSE_X = [0, -2, 2] as const;
const COARSE_Y = [0, -2, 2, -4, 4] as const;
/** So many of the letters that are most alike are compared closely. */
const CLOSE = 5;
const MARGIN = 1.5;

/**
 * The first reader: each cell of the grid is compared with drawings of OCR-B by normalised cross-correlation, which
 * does not mind how bright the paper and how pale the print is. Reads every cell as the letter it is most like, with
 * how like it is and by how much it is ahead of the next; decides nothing.
 */
export function readByCorrelation(page: GrayPage, zone: Zone): Reading {
  const { lines, width } = mrzShape[zone.format];
  const straight = straighten(page, zone, { pitch: cell.width, margin: MARGIN });
  const sets = templateSets();
  const read: Character[][] = [];
  for (let line = 0; line < lines; line += 1) {
    const row: Character[] = [];
    const top = Math.round((MARGIN + 0.5) * cell.width + straight.tops[line]! - cell.height / 2);
    for (let column = 0; column < width; column += 1) {
      row.push(readCell(straight.page, Math.round((MARGIN + column) * cell.width), top, sets));
    }
    read.push(row);
  }
  return { lines: read };
}

interface Candidate {
  readonly index: number;
  x: number;
  y: number;
  score: number;
}

function readCell(page: GrayPage, left: number, top: number, sets: readonly TemplateSet[]): Character {
  const usual = sets[0]!;
  const candidates: Candidate[] = usual.map((_, index) => ({ index, x: 0, y: 0, score: -1 }));
  const patch = new Float32Array(cell.width * cell.height);
  const halved = new Float32Array(patch.length / 4);
  for (const y of COARSE_Y) {
    for (const x of COARSE_X) {
      if (!cut(page, left + x, top + y, patch)) continue;
      halve(patch, halved);
      for (const candidate of candidates) {
        const score = dot(halved, usual[candidate.index]!.halved);
        if (score > candidate.score) {
          candidate.x = x;
          candidate.y = y;
          candidate.score = score;
        }
      }
    }
  }
  candidates.sort((a, b) => b.score - a.score);
  const close = candidates.slice(0, CLOSE);
  for (const candidate of close) {
    const { x, y } = candidate;
    candidate.score = -1;
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) {
        if (!cut(page, left + x + dx, top + y + dy, patch)) continue;
        for (const set of sets) {
          const score = dot(patch, set[candidate.index]!.values);
          if (score > candidate.score) Object.assign(candidate, { x: x + dx, y: y + dy, score });
        }
      }
    }
  }
  close.sort((a, b) => b.score - a.score);
  const first = close[0]!;
  return {
    character: usual[first.index]!.character,
    likeness: Math.max(0, first.score),
    lead: first.score - close[1]!.score,
  };
}

/** The cell without its mean, of length 1; false where it is blank or off the page. */
function cut(page: GrayPage, left: number, top: number, into: Float32Array): boolean {
  if (left < 0 || top < 0 || left + cell.width > page.width || top + cell.height > page.height) return false;
  let sum = 0;
  let squares = 0;
  for (let y = 0, at = 0; y < cell.height; y += 1) {
    let from = (top + y) * page.width + left;
    for (let x = 0; x < cell.width; x += 1, at += 1, from += 1) {
      const value = page.pixels[from]!;
      into[at] = value;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / into.length;
  const length = Math.sqrt(squares - sum * mean);
  if (!(length > 1)) return false;
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at]! - mean) / length;
  return true;
}

function dot(patch: Float32Array, values: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < patch.length; at += 1) sum += patch[at]! * values[at]!;
  return sum;
}
