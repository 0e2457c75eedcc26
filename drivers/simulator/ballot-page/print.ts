import type { GrayPage } from '../../../core/ballot/reading.ts';

/** Gray of ordinary paper and of a printer's black as a scanner sees them. */
export const TONES = { paper: 245, ink: 35 } as const;

/** A perfect raster as it comes from a printer: its white is the paper's, its black the ink's. */
export function printed(raster: GrayPage, { paper, ink }: { readonly paper: number; readonly ink: number }): GrayPage {
  const gray = Uint8Array.from({ length: 256 }, (_, value) => Math.round(ink + (value * (paper - ink)) / 255));
  return { ...raster, pixels: raster.pixels.map((value) => gray[value]!) };
}
