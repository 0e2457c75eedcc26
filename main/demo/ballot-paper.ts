import type { SheetGeometry } from '../../core/ballot/geometry.ts';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { type Sheets, sheetsOf } from '../../core/ballot/sheet.ts';
import type { Election } from '../../core/election/election.ts';
import { chanceOf } from '../../core/fingerprint/synthetic/chance.ts';
import { pens } from '../../drivers/simulator/ballot-page/ink.ts';
import { drawMark } from '../../drivers/simulator/ballot-page/marks.ts';
import { printed, TONES } from '../../drivers/simulator/ballot-page/print.ts';
import { type Scan, STRAIGHT, scanSheet } from '../../drivers/simulator/ballot-page/scan.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { sheetRaster } from '../images/sheet-raster.ts';

/** Dots per inch of what is drawn and of what a box's scanner sends. */
const DPI = 200;

/** A ballot as somebody has filled it in, with a pen that is good. */
export interface FilledIn {
  readonly style: string;
  readonly test: boolean;
  /** Options with a mark, by part. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
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
  ballot({ style, test, marked }: FilledIn, seed: string, scan: Partial<Scan> = {}): GrayPage {
    const name = JSON.stringify([style, test, marked, seed, scan]);
    const page = this.#pages.get(name) ?? this.#scanned({ style, test, marked }, seed, scan);
    this.#pages.set(name, page);
    return page;
  }

  #scanned({ style, test, marked }: FilledIn, seed: string, scan: Partial<Scan>): GrayPage {
    const { image, geometry } = this.#blank(style, test);
    const sheet = { ...image, pixels: image.pixels.slice() };
    const chance = chanceOf('ballot-paper', seed);
    for (const { part, option, box } of geometry.squares) {
      if (marked[part]?.includes(option)) drawMark(sheet, box, 'cross', pens.gel, chance);
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
