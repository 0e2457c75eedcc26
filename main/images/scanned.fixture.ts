import { Resvg } from '@resvg/resvg-js';
import { grayPng } from '../../drivers/gray-png.ts';
import { fontFiles } from '../../drivers/printer/render.ts';

/** Shades of an image of a signed page (docs/results.md). */
const SHADES = 16;

/** A drawing as the ballot zone keeps an image of it: a PNG in few shades of gray. */
export function scanned(svg: string): Buffer {
  const image = new Resvg(svg, {
    font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    background: '#ffffff',
  }).render();
  const { width, height, pixels: rgba } = image;
  const step = 255 / (SHADES - 1);
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, at) => Math.round((rgba[4 * at + 1] ?? 0) / step) * step,
  );
  return grayPng({ width, height, pixels, dpi: 100 });
}
