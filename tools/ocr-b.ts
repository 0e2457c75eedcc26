import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { deflateSync } from 'fflate';
import { glyphCell, MRZ_CHARACTERS } from '../core/document/mrz-image/glyph-cell.ts';
import { root, say } from './say.ts';

/**
 * `node tools/ocr-b.ts`: the letters of the machine-readable zone, drawn from assets/fonts/ocr-b (free, see there).
 * The result is committed, so that core needs no font; glyphs.test.ts holds that it is what the font gives.
 */
const file = join(root, 'core/document/mrz-image/ocr-b.data.ts');
const font = join(root, 'assets/fonts/ocr-b/OCRB.otf');

/** Width of every letter of the font, in em. */
const ADVANCE = 0.723;
const LINE = 100;

/** @returns the letters in the order of MRZ_CHARACTERS, one bit a pixel, 1 is ink, most significant bit first */
export function drawGlyphs(): Uint8Array {
  const { width, height, baseline } = glyphCell;
  const bits = new Uint8Array((MRZ_CHARACTERS.length * width * height) / 8);
  [...MRZ_CHARACTERS].forEach((character, index) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <text x="0" y="${baseline}" font-family="OCR B" font-size="${width / ADVANCE}">${character === '<' ? '&lt;' : character}</text></svg>`;
    const image = new Resvg(svg, {
      background: '#ffffff',
      font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'OCR B' },
    }).render();
    const { pixels } = image;
    for (let at = 0; at < width * height; at++) {
      if (pixels[4 * at]! >= 128) continue;
      const bit = index * width * height + at;
      bits[bit >> 3]! |= 0x80 >> (bit & 7);
    }
  });
  return bits;
}

function sourceOf(bits: Uint8Array): string {
  const text = Buffer.from(deflateSync(bits, { level: 9 })).toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    '/**',
    ' * OCR-B, drawn from assets/fonts/ocr-b/OCRB.otf (Norbert Schwarz, Matthew Skala; free without limitation, public domain)',
    ' * by `node tools/ocr-b.ts`: never edited by hand. Deflated bits, base64.',
    ' */',
    'export const ocrBBase64 =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (import.meta.main) {
  const bits = drawGlyphs();
  writeFileSync(file, sourceOf(bits));
  say(`${MRZ_CHARACTERS.length} letters`);
}
