import { describe, expect, it } from 'vitest';
import { cornerCodeBytes } from '../../core/ballot/corner-code.ts';
import { denseStyle, facts, laidOut, listStyle, partyStyle } from '../../core/ballot/examples.fixture.ts';
import type { Box, SheetGeometry } from '../../core/ballot/geometry.ts';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import { pictureOfPaper } from '../../drivers/testing/paper.ts';
import { paperFonts } from '../paper-fonts.ts';
import { readCodes } from './codes.ts';
import { sheetRaster } from './sheet-raster.ts';

const styles = [listStyle(6), partyStyle, denseStyle(1000)];
const MM = 25.4;

/**
 * The dark stripe between two places of a row or column, millimetres: its two edges, from how much ink there is and where
 * its middle lies. Finer than the dots: an edge inside of a dot makes it gray.
 */
function stripe(
  page: GrayPage,
  across: 'x' | 'y',
  at: number,
  from: number,
  to: number,
): readonly [first: number, last: number] {
  const dots = page.dpi / MM;
  const line = Math.floor(at * dots);
  let [ink, moment] = [0, 0];
  for (let dot = Math.floor(from * dots); dot < Math.ceil(to * dots); dot++) {
    const place = across === 'x' ? line * page.width + dot : dot * page.width + line;
    const dark = 1 - (page.pixels[place] ?? 255) / 255;
    ink += dark;
    moment += dark * (dot + 0.5);
  }
  return [(moment / ink - ink / 2) / dots, (moment / ink + ink / 2) / dots];
}

/** How far the edges of a filled box are from where they should be, at most. */
function boxError(page: GrayPage, { x, y, width, height }: Box): number {
  const free = 0.45;
  const [left, right] = stripe(page, 'x', y + height / 2, x - free, x + width + free);
  const [top, bottom] = stripe(page, 'y', x + width / 2, y - free, y + height + free);
  return Math.max(...[left - x, right - x - width, top - y, bottom - y - height].map(Math.abs));
}

function errors(page: GrayPage, { timing, squares }: SheetGeometry): { timing: number; squares: number } {
  const { width, height } = timing;
  const marks = [...timing.top, ...timing.bottom, ...timing.left, ...timing.right].map(({ x, y }) =>
    boxError(page, { x: x - width / 2, y: y - height / 2, width, height }),
  );
  const sides = squares.flatMap(({ box, line }) => {
    const { x, y, width: w, height: h } = box;
    const middle = 0.4;
    // Each side of the square as a box of its own, looked at in the middle.
    return [
      stripe(page, 'x', y + h / 2, x - middle, x + line + middle).map((edge, i) => edge - x - i * line),
      stripe(page, 'x', y + h / 2, x + w - line - middle, x + w + middle).map(
        (edge, i) => edge - x - w + (1 - i) * line,
      ),
      stripe(page, 'y', x + w / 2, y - middle, y + line + middle).map((edge, i) => edge - y - i * line),
      stripe(page, 'y', x + w / 2, y + h - line - middle, y + h + middle).map(
        (edge, i) => edge - y - h + (1 - i) * line,
      ),
    ].flat();
  });
  return { timing: Math.max(...marks), squares: Math.max(...sides.map(Math.abs)) };
}

/** The page's code, cut out with its light margin. */
async function codeOf(page: GrayPage, { code }: SheetGeometry): Promise<readonly Uint8Array[]> {
  const [x, y, width, height] = [code.x, code.y, code.width, code.height].map((mm) =>
    Math.round((mm * page.dpi) / MM),
  ) as [number, number, number, number];
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * page.width + x;
    pixels.set(page.pixels.subarray(from, from + width), row * width);
  }
  const read = await readCodes({ width, height, pixels }, { formats: ['qr'], quick: true });
  return read.ok ? read.value.map(({ bytes }) => bytes) : [];
}

describe.each([200, 300])('a sheet at %i dpi', (dpi) => {
  it.each(styles.map((style) => [style.id, style] as const))('has %s where its geometry says', async (_, style) => {
    const { page, geometry } = laidOut(style);
    const raster = sheetRaster(page, dpi);
    expect([raster.width, raster.height]).toEqual(dpi === 200 ? [1654, 2339] : [2480, 3508]);
    const { timing, squares } = errors(raster, geometry);
    expect(timing).toBeLessThan(0.1);
    expect(squares).toBeLessThan(0.1);
    expect(await codeOf(raster, geometry)).toEqual([cornerCodeBytes(facts.code)]);
  });

  it('is found displaced if it is: the measure can fail', () => {
    const { page, geometry } = laidOut(listStyle(3));
    const moved = page.map((mark) => ({ ...mark, x: mark.x + 0.35 }));
    const { timing, squares } = errors(sheetRaster(moved, dpi), geometry);
    expect(timing).toBeGreaterThan(0.1);
    expect(squares).toBeGreaterThan(0.1);
  });
});

describe('the same sheet as a PDF, drawn by poppler', () => {
  it.each(styles.map((style) => [style.id, style] as const))('has %s in the same places', async (_, style) => {
    const { page, geometry } = laidOut(style);
    const about = { title: style.id, at: '2023-10-08T00:00:00Z', language: 'ky' };
    const pdf = pdfOf([page], about, paperFonts());
    expect(pdfOf([laidOut(style).page], about, paperFonts())).toEqual(pdf);
    const drawn = { ...(await pictureOfPaper(pdf, 200)), dpi: 200 };
    const { timing, squares } = errors(drawn, geometry);
    expect(timing).toBeLessThan(0.15);
    expect(squares).toBeLessThan(0.15);
    expect(await codeOf(drawn, geometry)).toEqual([cornerCodeBytes(facts.code)]);
  });
});
