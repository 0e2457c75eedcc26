import { Resvg } from '@resvg/resvg-js';
import type { GrayPage } from '../../core/ballot/reading.ts';
import type { Page } from '../../core/paper/sheet.ts';
import { pageSvg } from '../../core/paper/svg.ts';
import { fontFiles } from '../../drivers/printer/render.ts';

/**
 * Draws a page of black, white and gray as a scanner would see it if it were perfect: 8-bit gray, with the shipped Noto
 * Sans only. The same on every machine; nothing is stretched (core/paper/svg.ts).
 * @param dpi dots per inch, across and down
 */
export function sheetRaster(page: Page, dpi: number): GrayPage {
  const image = new Resvg(pageSvg(page, dpi), {
    font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    background: '#ffffff',
  }).render();
  // Read once: every access copies the whole image out of the renderer.
  const rgba = image.pixels;
  const pixels = new Uint8Array(image.width * image.height);
  // Where there is no colour the green sample is the gray.
  for (let i = 0; i < pixels.length; i++) pixels[i] = rgba[4 * i + 1] ?? 0;
  return { width: image.width, height: image.height, dpi, pixels };
}
