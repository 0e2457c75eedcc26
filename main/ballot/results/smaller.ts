import type { GrayPage } from '../../../core/ballot/reading.ts';

/** Shades that are left: a hand and a stamp need no more, and the image takes a third of the room. */
const SHADES = 16;

/** A page at half its resolution, in few shades: every four pixels are one. */
export function smaller({ width, height, dpi, pixels }: GrayPage): GrayPage {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      const sum = (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + width] ?? 0) + (pixels[at + width + 1] ?? 0);
      out[y * w + x] = Math.round(Math.round((sum / 4 / 255) * (SHADES - 1)) * (255 / (SHADES - 1)));
    }
  }
  return { width: w, height: h, dpi: Math.round(dpi / 2), pixels: out };
}
