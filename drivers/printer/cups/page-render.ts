import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from '../render.ts';

/** A4 across at 300 dpi. */
const A4_DOTS = 2_480;

/**
 * Draws a page as a picture, with the shipped Noto Sans only: the same on every machine and every printer.
 * @param svg a complete SVG document, UTF-8
 * @returns a PNG 2480 dots wide, white where nothing is drawn; null on SVG that is no SVG
 */
export function pagePng(svg: Uint8Array): Uint8Array | null {
  try {
    const image = new Resvg(Buffer.from(svg).toString('utf8'), {
      font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
      fitTo: { mode: 'width', value: A4_DOTS },
      background: '#ffffff',
    });
    return image.render().asPng();
  } catch {
    return null;
  }
}
