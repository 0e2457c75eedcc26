import type { Box, SheetGeometry } from '../../core/ballot/geometry.ts';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { type Sheets, sheetsOf } from '../../core/ballot/sheet.ts';
import type { Election } from '../../core/election/election.ts';
import { type Chance, chanceOf } from '../../core/fingerprint/synthetic/chance.ts';
import { pens } from '../../drivers/simulator/ballot-page/ink.ts';
import { drawDot, drawLineEnd, drawMark } from '../../drivers/simulator/ballot-page/marks.ts';
import { printed, TONES } from '../../drivers/simulator/ballot-page/print.ts';
import { type Scan, STRAIGHT, scanSheet } from '../../drivers/simulator/ballot-page/scan.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { sheetRaster } from '../images/sheet-raster.ts';

/** Dots per inch of what is drawn and of what a box's scanner sends. */
const DPI = 200;

/**
 * What a machine does not decide alone. faint: a cross of a pencil that hardly writes; dot: somebody thought with the pen on
 * the paper; line: one that was drawn for something else, and ends in the square.
 */
export const unsureMarks = ['faint', 'dot', 'line'] as const;
export type UnsureMark = (typeof unsureMarks)[number];

/** A ballot as somebody has filled it in, with a pen that is good. */
export interface FilledIn {
  readonly style: string;
  readonly test: boolean;
  /** Options with a mark, by part. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** Squares about which persons decide. */
  readonly unsure?: readonly { readonly part: string; readonly option: string; readonly how: UnsureMark }[];
}

interface Blank {
  readonly image: GrayPage;
  readonly geometry: SheetGeometry;
}

/** Sheets of paper of one election, as a scanner sees them. Each form is drawn once; every sheet of it lies a little differently. */
export class BallotPaper {
  readonly #sheets: Sheets;
  readonly #blanks = new Map<string, Blank>();
  readonly #pages = new Map<string, GrayPage>();

  constructor(election: Election) {
    const sheets = sheetsOf(election, nodeCrypto);
    if (!sheets.ok) throw new Error(sheets.error.code);
    this.#sheets = sheets.value;
  }

  /** A ballot; the same one is drawn once. @param seed says how it lies in the scanner, and how the marks came out */
  ballot({ style, test, marked, unsure = [] }: FilledIn, seed: string, scan: Partial<Scan> = {}): GrayPage {
    const name = JSON.stringify([style, test, marked, unsure, seed, scan]);
    const page = this.#pages.get(name) ?? this.#scanned({ style, test, marked, unsure }, seed, scan);
    this.#pages.set(name, page);
    return page;
  }

  #scanned({ style, test, marked, unsure }: Required<FilledIn>, seed: string, scan: Partial<Scan>): GrayPage {
    const { image, geometry } = this.#blank(style, test);
    const sheet = { ...image, pixels: image.pixels.slice() };
    const chance = chanceOf('ballot-paper', seed);
    for (const { part, option, box } of geometry.squares) {
      if (marked[part]?.includes(option)) drawMark(sheet, box, 'cross', pens.gel, chance);
      const mark = unsure.find((one) => one.part === part && one.option === option);
      if (mark) drawUnsure(mark.how, sheet, box, chance);
    }
    // Without noise a page is quickly sent; what noise does to reading is measured elsewhere (bench/ballot-reading.ts).
    return scanSheet(sheet, { ...STRAIGHT, skew: chance.normal() * 0.4, ...scan }, chance);
  }

  #blank(style: string, test: boolean): Blank {
    const name = `${style} ${test}`;
    const known = this.#blanks.get(name);
    if (known) return known;
    const made = this.#sheets.sheet(style, test);
    if (!made.ok) throw new Error(made.error.code);
    const { geometry, page } = made.value;
    const blank = { image: printed(sheetRaster(page, DPI), TONES), geometry };
    this.#blanks.set(name, blank);
    return blank;
  }
}

/** A pencil that presses too little, in a hand that is old. */
const HARDLY = { width: 0.6, gray: 175, gaps: 0.1 } as const;
/** A dot that is no speck and no mark, in millimetres across. */
const DOT_MM = 1.4;

function drawUnsure(how: UnsureMark, sheet: GrayPage, box: Box, chance: Chance): void {
  switch (how) {
    case 'faint':
      drawMark(sheet, box, 'cross', HARDLY, chance);
      return;
    case 'dot':
      drawDot(sheet, box, DOT_MM, pens.gel, chance);
      return;
    case 'line':
      drawLineEnd(sheet, box, pens.gel, chance);
      return;
  }
}

/** The back of a sheet: paper, and nothing on it. */
export function backSide(): GrayPage {
  const [width, height] = [Math.round((210 / 25.4) * DPI), Math.round((297 / 25.4) * DPI)];
  return { width, height, dpi: DPI, pixels: new Uint8Array(width * height).fill(TONES.paper) };
}

/** Some other paper of the same size: lines of writing, and no mark of ours. */
export function otherPaper(): GrayPage {
  const page = backSide();
  for (let y = 200; y < page.height - 200; y += 60) {
    for (let row = y; row < y + 18; row += 1) {
      for (let x = 200; x < page.width - 200; x += 1) if (x % 23 < 12) page.pixels[row * page.width + x] = 50;
    }
  }
  return page;
}

/** A sheet whose printing broke off in the middle. */
export function halfPrinted(page: GrayPage): GrayPage {
  const pixels = page.pixels.slice();
  pixels.fill(TONES.paper, Math.floor(page.height / 2) * page.width);
  return { ...page, pixels };
}
