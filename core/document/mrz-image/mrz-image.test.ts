import { describe, expect, it } from 'vitest';
import { drawGlyphs } from '../../../tools/ocr-b.ts';
import { chanceOf } from '../../fingerprint/synthetic/chance.ts';
import { formatMrz } from '../mrz-format.ts';
import { type ConditionName, conditions } from './conditions.fixture.ts';
import { glyphBits } from './glyphs.ts';
import { quarterTurn } from './gray-page.ts';
import { agree, type GrayPage, gather, locate, type Reading, sheetsOf, textOf } from './mrz-image.ts';
import { drawPage, drawZone } from './page.fixture.ts';
import { person } from './people.fixture.ts';

const seen = (page: GrayPage) => {
  const located = locate(page);
  return located === null ? null : textOf(located.reading);
};

describe('the drawings of OCR-B', () => {
  it('are what the font gives', () => {
    expect(Buffer.from(glyphBits()).equals(Buffer.from(drawGlyphs()))).toBe(true);
  });
});

describe('the first reader', () => {
  const names = Object.keys(conditions) as ConditionName[];
  it.each(names.filter((name) => !['blurred', 'glare', 'all'].includes(name)))('reads a page: %s', (name) => {
    const { page, text } = drawPage(name, 'a');
    expect(seen(page)).toBe(text);
  });

  it('reads a page that lies any of its four ways', () => {
    const { page, text } = drawPage('tilted', 'turned');
    const quarter = quarterTurn(page);
    const half = quarterTurn(quarter);
    for (const turned of [quarter, half, quarterTurn(half)]) expect(seen(turned)).toBe(text);
  });

  it('sees no zone where there is none, and is not sure of one that is cut off', () => {
    const chance = chanceOf('none');
    const condition = conditions.clean(chance);
    expect(locate(drawZone('td3', '', condition, chance).page)).toBeNull();
    const text = formatMrz(person(chance, 'td3'));
    const { page } = drawZone('td3', text, condition, chance);
    const width = Math.round(page.width * 0.8);
    const pixels = new Uint8Array(width * page.height);
    for (let y = 0; y < page.height; y += 1) {
      pixels.set(page.pixels.subarray(y * page.width, y * page.width + width), y * width);
    }
    // It is found by what is left of it; nobody is sure of what is not there.
    const located = locate({ ...page, width, pixels });
    const readings = located && agree('td3', located.reading, located.reading);
    expect(readings === null || ('refused' in readings && readings.refused === 'unsure')).toBe(true);
  });

  it('sees no zone on paper, in noise and on black', () => {
    const chance = chanceOf('noise');
    const [width, height] = [600, 400];
    for (const value of [() => 255, () => 0, () => Math.floor(256 * chance.next())]) {
      const pixels = Uint8Array.from({ length: width * height }, value);
      expect(locate({ width, height, pixels, dpi: 300 })).toBeNull();
    }
  });
});

describe('sheets', () => {
  it('hold every place once, and give it back', () => {
    const { page, text } = drawPage('clean', 'sheets');
    const { zone, reading } = locate(page)!;
    const sheets = sheetsOf(page, zone);
    const rows = sheets.map((sheet) =>
      sheet.rows.map((row) => row.map(({ line, column }) => reading.lines[line]![column]!)),
    );
    expect(textOf(gather(zone, sheets, rows)!)).toBe(text);
    expect(gather(zone, sheets, [rows[0]!.slice(1), rows[1]!])).toBeNull();
    expect(gather(zone, sheets, [[rows[0]![0]!.slice(1), ...rows[0]!.slice(1)], rows[1]!])).toBeNull();
  });
});

describe('two readings', () => {
  const text = formatMrz(person(chanceOf('agree'), 'td1'));
  const reading = (of: string, at = -1, likeness = 0.95, lead = 0.1): Reading => ({
    lines: of.split('\n').map((line, row) =>
      [...line].map((character, column) => ({
        character,
        ...(row * 31 + column === at ? { likeness, lead } : { likeness: 0.95, lead: 0.1 }),
      })),
    ),
  });

  it('are accepted where they are the same, also with a wrong check digit: that is seen by parseMrz', () => {
    expect(agree('td1', reading(text), reading(text))).toEqual({ accepted: text });
    const wrong = text.replace(/^(.{14})./, (_, start: string) => `${start}${text[14] === '0' ? '1' : '0'}`);
    expect(agree('td1', reading(wrong), reading(wrong))).toEqual({ accepted: wrong });
  });

  it('are refused where one letter differs, whatever the check digits say', () => {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '\n') continue;
      const other = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(agree('td1', reading(text), reading(other))).toEqual({ refused: 'disagree', a: text, b: other });
    }
  });

  it('are refused where one reader is not sure of one letter, or of its lead, or did not read', () => {
    const unsure = { refused: 'unsure', a: text, b: text };
    expect(agree('td1', reading(text, 40, 0.5), reading(text))).toEqual(unsure);
    expect(agree('td1', reading(text, 40, 0.95, 0.001), reading(text))).toEqual(unsure);
    expect(agree('td1', reading(text), reading(text, 0, 0.3))).toEqual(unsure);
    expect(agree('td1', reading(text), null)).toEqual({ refused: 'unsure', a: text, b: null });
  });

  it('are refused in the wrong form', () => {
    expect(agree('td3', reading(text), reading(text))).toMatchObject({ refused: 'disagree' });
  });
});
