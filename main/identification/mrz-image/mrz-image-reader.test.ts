import { afterAll, describe, expect, it } from 'vitest';
import { parseMrz } from '../../../core/document/mrz.ts';
import { formatMrz } from '../../../core/document/mrz-format.ts';
import { conditions } from '../../../core/document/mrz-image/conditions.fixture.ts';
import { gather, locate, sheetsOf, textOf } from '../../../core/document/mrz-image/mrz-image.ts';
import { drawPage, drawZone } from '../../../core/document/mrz-image/page.fixture.ts';
import { person } from '../../../core/document/mrz-image/people.fixture.ts';
import { chanceOf } from '../../../core/fingerprint/synthetic/chance.ts';
import { MrzImageReader } from './mrz-image-reader.ts';
import { conditionNames, noTally, readDrawn } from './tally.fixture.ts';
import { loadShapeReader } from './tesseract.ts';

const reader = new MrzImageReader();
afterAll(() => reader.close());

describe('both readers', () => {
  it('accept ordinary pages, and never another text than the page has', async () => {
    const shapes = await loadShapeReader();
    const ordinary = ['clean', 'noisy', 'tilted'];
    const usual = noTally();
    const hard = noTally();
    for (const condition of conditionNames) {
      readDrawn(condition, 0, shapes, ordinary.includes(condition) ? usual : hard);
    }
    expect([usual.wrong, hard.wrong]).toEqual([0, 0]);
    expect(usual.accepted).toBe(ordinary.length);
  }, 180_000);
});

describe('the second reader', () => {
  it('tells all letters and digits of OCR-B from each other', async () => {
    const shapes = await loadShapeReader();
    for (const seed of [1, 2]) {
      const chance = chanceOf('letters', seed);
      const text = formatMrz({
        ...person(chance, 'td3'),
        number: 'WM1234567',
        pin: '28901199056781',
        surname: 'ABCDEFGHIJKLM',
        given: 'NOPQRSTUVWXYZ',
      });
      const { page } = drawZone('td3', text, conditions.clean(chance), chance);
      const { zone } = locate(page)!;
      const sheets = sheetsOf(page, zone);
      const reading = gather(
        zone,
        sheets,
        sheets.map((sheet) => shapes.read(sheet)),
      );
      expect(reading && textOf(reading)).toBe(text);
    }
  }, 180_000);
});

describe('the thread', () => {
  it('reads a page into a document whose fields say that they come from an image', async () => {
    const { page, text } = drawPage('pale', 3);
    expect(await reader.read(page)).toEqual({ accepted: text });
    const document = parseMrz(text, 'image');
    expect(document.ok && document.value.sources.number).toEqual({ from: 'td3', check: 'own', by: 'image' });
  });

  it('refuses a page without a zone, and one that is no page', async () => {
    const [width, height] = [400, 300];
    const white = { width, height, pixels: new Uint8Array(width * height).fill(240), dpi: 300 };
    expect(await reader.read(white)).toEqual({ refused: 'no-zone', a: null, b: null });
    const nothing = { refused: 'page', a: null, b: null };
    expect(await reader.read({ ...white, width: 500 })).toEqual(nothing);
    expect(await reader.read({ ...white, dpi: Number.NaN })).toEqual(nothing);
    expect(await reader.read({ ...white, width: 0, height: 0, pixels: new Uint8Array(0) })).toEqual(nothing);
  });

  it('refuses a page whose thread has ended, and reads the next one', async () => {
    const { page, text } = drawPage('pale', 3);
    const cut = reader.read(page);
    await reader.close();
    expect(await cut).toEqual({ refused: 'reader-failed', a: null, b: null });
    expect(await reader.read(page)).toEqual({ accepted: text });
  });
});
