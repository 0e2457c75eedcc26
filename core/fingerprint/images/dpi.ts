import type { GrayImage } from '../image.ts';

/**
 * Programs that know no resolution write 72 or 96 into their files: what no finger scanner has is no information.
 * ISO/IEC 19794 allows from 250 dpi (99 pixels per centimetre, a little less than 252); the finest scanners have 1000.
 */
const LEAST_DPI = 245;
const MOST_DPI = 1100;

export const PER_INCH_OF_CENTIMETRE = 2.54;
export const PER_INCH_OF_METRE = 0.0254;

export const isFingerDpi = (dpi: number): boolean => dpi >= LEAST_DPI && dpi <= MOST_DPI;

/**
 * Both axes as one number, or undefined where they tell nothing.
 * @returns 'unequal' where they are a finger's and differ by more than one part in fifty: such pixels are not square
 */
export function dpiOf(x: number, y: number): number | undefined | 'unequal' {
  if (!isFingerDpi(x) || !isFingerDpi(y)) return undefined;
  return Math.abs(x - y) > 0.02 * Math.max(x, y) ? 'unequal' : Math.round(x);
}

/** The image with its resolution, where that is one. */
export function withDpi(image: GrayImage, dpi: number | undefined): GrayImage {
  return dpi !== undefined && isFingerDpi(dpi) ? { ...image, dpi } : image;
}
