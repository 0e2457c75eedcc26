import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { facts } from '../../core/ballot/examples.fixture.ts';
import type { Box } from '../../core/ballot/geometry.ts';
import { readSheet } from '../../core/ballot/read/read-sheet.ts';
import type { GrayPage, SheetReading } from '../../core/ballot/reading.ts';
import { type Chance, chanceOf } from '../../core/fingerprint/synthetic/chance.ts';
import { drawStreak, showThrough } from '../../drivers/simulator/ballot-page/damage.ts';
import { pens } from '../../drivers/simulator/ballot-page/ink.ts';
import { drawMark } from '../../drivers/simulator/ballot-page/marks.ts';
import { type Scan, STRAIGHT, scanSheet } from '../../drivers/simulator/ballot-page/scan.ts';
import { decodeCornerCode } from '../../main/images/corner-code.ts';
import { blankOf, expected, read, rules, styleNumber } from './positions.ts';

const chance = (): Chance => chanceOf('unreadable');

/** A sheet of the list with its third line marked, changed by `change`, and scanned. */
function scanned(scan: Partial<Scan> = {}, change: (sheet: GrayPage) => void = () => {}): GrayPage {
  const { image, geometry } = blankOf('list');
  const sheet = { ...image, pixels: image.pixels.slice() };
  drawMark(sheet, geometry.squares[2]!.box, 'cross', pens.gel, chance());
  change(sheet);
  return scanSheet(sheet, { ...STRAIGHT, noise: 4, ...scan }, chance());
}

function blot(sheet: GrayPage, box: Box, gray = 245): void {
  const ppm = sheet.dpi / 25.4;
  for (let y = Math.round(box.y * ppm); y < Math.round((box.y + box.height) * ppm); y += 1) {
    const row = y * sheet.width;
    sheet.pixels.fill(gray, row + Math.round(box.x * ppm), row + Math.round((box.x + box.width) * ppm));
  }
}

const marked = (reading: SheetReading) =>
  reading.kind === 'read'
    ? reading.squares.filter(({ zone }) => zone !== 'empty').map(({ option, zone }) => [option, zone])
    : reading;
const THIRD = [['c-3', 'mark']];

describe('a sheet that is read', { timeout: 120_000 }, () => {
  beforeAll(() => void blankOf('list'));

  it.each([
    ['straight', {}],
    ['upside down', { upsideDown: true }],
    ['3° askew', { skew: 3 }],
    ['3° askew the other way, upside down', { skew: -3, upsideDown: true }],
    ['at 150 dpi', { dpi: 150 }],
    ['at 300 dpi', { dpi: 300, skew: 1 }],
    ['on a page that is wider and longer than it', { width: 216, height: 305, bed: 5 }],
    ['cut by two millimetres', { height: 295, shift: { x: 0, y: -2 } }],
  ] as const)('%s', async (_, scan) => {
    const reading = await read(scanned(scan));
    expect(marked(reading)).toEqual(THIRD);
    expect(reading).toMatchObject({
      code: { ...facts.code, style: styleNumber('list') },
      turned: 'upsideDown' in scan,
    });
  });

  it('tells the technician how it lay', async () => {
    const reading = await read(scanned({ skew: 1.5, stretch: { x: 1.01, y: 0.99 } }));
    if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
    const { scale, skew, fit, missing, streaks } = reading.quality;
    expect(skew).toBeCloseTo(1.5, 1);
    expect(scale.across).toBeCloseTo(1.01, 2);
    expect(scale.down).toBeCloseTo(0.99, 2);
    expect(fit).toBeLessThan(0.03);
    expect([missing, streaks]).toEqual([0, false]);
  });

  it('a streak that passes everything is told, and nothing else', async () => {
    const page = scanned();
    drawStreak(page, { left: Math.round(page.width / 2), columns: 4, gray: 60 });
    const reading = await read(page);
    expect(marked(reading)).toEqual(THIRD);
    expect(reading).toMatchObject({ quality: { streaks: true } });
  });

  it('every third timing mark may be smudged', async () => {
    const { timing } = blankOf('list').geometry;
    const page = scanned({ skew: 1 }, (sheet) => {
      for (const side of [timing.top, timing.right, timing.bottom, timing.left]) {
        for (const { x, y } of side.filter((_, at) => at % 3 === 1)) {
          blot(sheet, { x: x - 3.5, y: y - 1, width: 5, height: 3 }, 60);
        }
      }
    });
    expect(marked(await read(page))).toEqual(THIRD);
  });
});

describe('a sheet that is not read says why', { timeout: 120_000 }, () => {
  const back = (): GrayPage => {
    const { image } = blankOf('list');
    const sheet = { ...image, pixels: new Uint8Array(image.pixels.length).fill(245) };
    showThrough(sheet, image, 0.12);
    return scanSheet(sheet, { ...STRAIGHT, noise: 4 }, chance());
  };
  /** What a page of another kind has: the words of the form, without its marks. */
  const letter = (): GrayPage =>
    scanned({}, (sheet) => {
      blot(sheet, { x: 0, y: 0, width: 210, height: 11 });
      blot(sheet, { x: 0, y: 286, width: 210, height: 11 });
      blot(sheet, { x: 0, y: 0, width: 14, height: 297 });
      blot(sheet, { x: 196, y: 0, width: 14, height: 297 });
    });
  const streaked = (box: Box): GrayPage => {
    const page = scanned();
    drawStreak(page, { left: Math.round(((box.x + box.width / 2) * 200) / 25.4), columns: 5, gray: 60 });
    return page;
  };
  /** Two sheets, the lower one 20 mm further down; the scanner goes on until the paper ends. */
  const two = (): GrayPage => {
    const [upper, under] = [scanned(), scanned({ height: 317, shift: { x: 1, y: 20 } })];
    under.pixels.set(upper.pixels);
    return under;
  };
  /** Its lower part is folded up behind it. */
  const folded = (): GrayPage => {
    const page = scanned();
    return { ...page, height: 1_600, pixels: page.pixels.slice(0, page.width * 1_600) };
  };
  const { code, squares } = blankOf('list').geometry;

  it.each([
    ['its back', back, 'blank-side'],
    [
      'an empty sheet',
      () =>
        scanSheet(
          { ...blankOf('list').image, pixels: new Uint8Array(blankOf('list').image.pixels.length).fill(245) },
          STRAIGHT,
          chance(),
        ),
      'blank-side',
    ],
    ['another paper', letter, 'foreign'],
    ['a form that was printed to fit', () => scanned({ stretch: { x: 0.97, y: 0.97 } }), 'scale'],
    ['a form that was printed too large', () => scanned({ stretch: { x: 1.02, y: 1.02 } }), 'scale'],
    ['one whose paper slipped all the way', () => scanned({ stretch: { x: 1, y: 0.95 } }), 'scale'],
    ['a streak through its squares', () => streaked(squares[0]!.box), 'streak'],
    ['a streak through its code', () => streaked({ ...code, x: code.x - 4 }), 'streak'],
    ['one whose code is spoiled', () => scanned({}, (sheet) => blot(sheet, { ...code, height: 12 }, 40)), 'damaged'],
    [
      'one whose side is torn off',
      () => scanned({}, (sheet) => blot(sheet, { x: 0, y: 0, width: 12, height: 200 })),
      'damaged',
    ],
    ['one that lies 6° askew', () => scanned({ skew: 6 }), 'damaged'],
    ['two sheets', two, 'double'],
    ['a folded one', folded, 'damaged'],
  ] as const)('%s', async (_, page, why) => {
    expect(await read(page())).toEqual({ kind: 'unreadable', why });
  });

  it('a ballot of another election, or of a style that nobody expects, is told apart', async () => {
    const page = scanned();
    const other = (change: Partial<typeof expected>) =>
      readSheet(page, { ...expected, ...change }, rules, decodeCornerCode);
    expect(await other({ election: 'ffffffffffffffff' })).toMatchObject({ kind: 'other', code: { style: 1 } });
    const sheets = new Map([[99, expected.sheets.get(1)!]]);
    expect(await other({ sheets })).toMatchObject({ kind: 'other', turned: false });
  });

  it('no page whatever makes the reader fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 10, max: 300 }),
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        async (width, height, dpi, pattern) => {
          const pixels = Uint8Array.from({ length: width * height }, (_, at) => pattern[at % pattern.length]!);
          expect((await read({ width, height, pixels, dpi })).kind).toBe('unreadable');
        },
      ),
      { numRuns: 60 },
    );
  });
});
