import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { SLIP_DOTS } from '../../core/receipt/svg.ts';
import { type Bitmap, blankBitmap } from './bitmap.ts';

/** Darker than this (0–255) is black. Slips are drawn in pure black: only the edges of letters are gray. */
const BLACK_BELOW = 150;

/** The shipped fonts, and nothing else: what is drawn is the same on every machine. */
export const fontFiles = ['Regular', 'Bold'].map((face) =>
  fileURLToPath(new URL(`../../assets/fonts/NotoSans-${face}.ttf`, import.meta.url)),
);

/**
 * Draws a slip as it will be printed, with the shipped Noto Sans only: the same dots on every machine.
 * @param svg a complete SVG document whose only text family is Noto Sans.
 * @returns a bitmap `width` dots wide, its height padded with white to a multiple of 8. Throws on SVG that is no SVG.
 */
export function renderSlip(svg: string, width = SLIP_DOTS): Bitmap {
  const image = new Resvg(svg, {
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    fitTo: { mode: 'width', value: width },
    background: '#ffffff',
  }).render();
  // Read once: each is a call into the renderer, and that of the pixels copies the whole image out of it.
  const { width: drawn, height, pixels } = image;
  const bitmap = blankBitmap(width, Math.ceil(height / 8) * 8);
  const stride = width / 8;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Slips have no colour: the green sample is the gray.
      if ((pixels[4 * (y * drawn + x) + 1] ?? 255) >= BLACK_BELOW) continue;
      const byte = y * stride + (x >> 3);
      bitmap.bits[byte] = (bitmap.bits[byte] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bitmap;
}
