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
  const { width, height, pixels } = new Resvg(pageSvg(page, dpi), {
    font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    background: '#ffffff',
  }).render();
  // Where there is no colour the green sample is the gray.
  return { width, height, dpi, pixels: Uint8Array.from({ length: width * height }, (_, i) => pixels[4 * i + 1] ?? 0) };
}
