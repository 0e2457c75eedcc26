import { type Alphabet, alphabetCharacters, zoneAlphabets } from './alphabets.ts';
import type { GrayPage } from './gray-page.ts';
import type { Character, Reading } from './reading.ts';
import { straighten } from './strip.ts';
import type { Zone } from './zone.ts';

/** A place of the zone. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Places of one alphabet, laid out as rows of text on paper: what the second reader gets to see. */
export interface Sheet {
  /** The characters that may be on it. */
  readonly characters: string;
  readonly page: GrayPage;
  /** The places, row by row, left to right. */
  readonly rows: readonly (readonly Place[])[];
}

/** What every sheet is like, and what the second reader was trained on (tools/ocr-b-shapes.ts). */
export const sheetLayout = {
  /** Pixels from letter to letter: 300 dpi. */
  pitch: 30,
  /** Height of a row: clear of the lines above and below, which are 2.5 pitches away. */
  row: 66,
  /** Letters of a row at most. */
  longest: 44,
  /** Brightness. */
  paper: 225,
  ink: 40,
} as const;
const { pitch: PITCH, row: ROW, longest: LONGEST_ROW, paper: PAPER, ink: INK } = sheetLayout;
const MARGIN = 1.5;
/** The thinnest letter covers a twentieth of its place, the thickest a fifth. */
const INK_SHARE = 0.03;
const PAPER_SHARE = 0.7;
/** Of 255; less may be noise. */
const LEAST_CONTRAST = 25;

/** Cuts a zone into its sheets: one of letters and one of digits. */
export function sheetsOf(page: GrayPage, zone: Zone): Sheet[] {
  const straight = straighten(page, zone, { pitch: PITCH, margin: MARGIN });
  return (['L', 'D'] as const).map((alphabet) => {
    const rows = rowsOf(zone, alphabet);
    const width = Math.max(...rows.map((row) => row.length)) * PITCH + 2 * PITCH;
    const height = rows.length * ROW + 2 * PITCH;
    const pixels = new Uint8Array(width * height).fill(PAPER);
    rows.forEach((row, r) => {
      row.forEach(({ line, column }, c) => {
        const left = Math.round((MARGIN + column) * PITCH);
        const top = Math.round((MARGIN + 0.5) * PITCH + straight.tops[line]! - ROW / 2);
        copy(straight.page, left, top, pixels, (PITCH + r * ROW) * width + PITCH + c * PITCH, width);
      });
    });
    return { characters: alphabetCharacters[alphabet], page: { width, height, pixels, dpi: PITCH * 10 }, rows };
  });
}

/** Lines of the zone after each other, as many to a row as fit. */
function rowsOf(zone: Zone, alphabet: Alphabet): Place[][] {
  const rows: Place[][] = [[]];
  zoneAlphabets[zone.format].forEach((alphabets, line) => {
    const places = [...alphabets].flatMap((one, column) => (one === alphabet ? [{ line, column }] : []));
    const last = rows[rows.length - 1]!;
    if (last.length + places.length <= LONGEST_ROW) last.push(...places);
    else rows.push(places);
  });
  return rows.filter((row) => row.length > 0);
}

/**
 * Puts what was read of each sheet back into the zone's places.
 * @param read for each sheet its rows of letters, as they were seen
 * @returns null where a sheet has other rows than were laid out: then nobody knows which letter is which
 */
export function gather(
  zone: Zone,
  sheets: readonly Sheet[],
  read: readonly (readonly (readonly Character[])[])[],
): Reading | null {
  const lines: Character[][] = zoneAlphabets[zone.format].map(() => []);
  for (const [at, sheet] of sheets.entries()) {
    const rows = read[at]!;
    if (rows.length !== sheet.rows.length) return null;
    for (const [r, places] of sheet.rows.entries()) {
      if (rows[r]!.length !== places.length) return null;
      for (const [c, { line, column }] of places.entries()) lines[line]![column] = rows[r]![c]!;
    }
  }
  return { lines };
}

/**
 * Copies one place, its paper and its ink made as bright and as dark as everywhere: the second reader knows one threshold
 * for the whole sheet. Every place of a zone has ink; where there is none to be seen, the place stays as it is.
 */
function copy(from: GrayPage, left: number, top: number, into: Uint8Array, at: number, width: number): void {
  const counts = new Uint32Array(256);
  const rows = Math.min(ROW, from.height - top);
  for (let y = Math.max(0, -top); y < rows; y += 1) {
    for (let x = 0; x < PITCH; x += 1) counts[from.pixels[(top + y) * from.width + left + x]!]! += 1;
  }
  const paper = quantile(counts, PAPER_SHARE);
  const contrast = paper - quantile(counts, INK_SHARE);
  const stretch = contrast >= LEAST_CONTRAST ? (PAPER - INK) / contrast : 1;
  for (let y = Math.max(0, -top); y < rows; y += 1) {
    for (let x = 0; x < PITCH; x += 1) {
      const value = from.pixels[(top + y) * from.width + left + x]!;
      into[at + y * width + x] = Math.max(0, Math.min(255, PAPER - (paper - value) * stretch));
    }
  }
}

/** Brightness below which this share of the counted pixels lies. */
function quantile(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  let value = 0;
  while (value < 255 && below + counts[value]! < wanted) below += counts[value++]!;
  return value;
}
