import { type GrayImage, resample, WORKING_DPI } from '../image.ts';
import type { Template } from '../template.ts';
import { enhance, ridgePeriod } from './enhance.ts';
import { minutiaeOf } from './minutiae.ts';
import { type QualityReason, qualityOf } from './quality.ts';
import { flowMapOf, type Ridges, ridgesOf } from './ridges.ts';
import { thin } from './skeleton.ts';

export interface Extracted {
  readonly template: Template;
  /** 0–100: how likely this capture is to match. */
  readonly quality: number;
  /** Why it is low, so that the screen can say what to do; empty when it is good. */
  readonly why: readonly QualityReason[];
}

/** The ridge period of an adult finger at 500 dpi, pixels: what a sensor of unknown resolution is scaled to. */
const USUAL_PERIOD = 9;
/** Cheap sensors state nothing and lie between these. */
const LEAST_SCALE = 0.75;
const MOST_SCALE = 1.7;
const FOREIGN_PERIODS = [5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10.5, 11.5] as const;

/**
 * Minutiae of one finger image.
 * @param options.dpi overrides the image's own resolution; without any the ridge period tells it
 */
export function extract(image: GrayImage, options: { readonly dpi?: number } = {}): Extracted {
  const dpi = options.dpi ?? image.dpi;
  const ridges = ridgesOf(resample(image, dpi ? WORKING_DPI / dpi : scaleOf(image)));
  const strength = enhance(ridges);
  const skeleton = new Uint8Array(strength.length);
  for (let i = 0; i < skeleton.length; i += 1) skeleton[i] = strength[i]! > 0 && ridges.mask[i] === 1 ? 1 : 0;
  clearRim(skeleton, ridges);
  thin(skeleton, ridges.width, ridges.height);
  const minutiae = minutiaeOf(skeleton, ridges);
  const { quality, why } = qualityOf(ridges, strength, minutiae.length);
  const { width, height } = ridges;
  return { template: { width, height, minutiae, quality, flow: flowMapOf(ridges) }, quality, why };
}

function scaleOf(image: GrayImage): number {
  const period = ridgePeriod(ridgesOf(resample(image, 1)), FOREIGN_PERIODS);
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, USUAL_PERIOD / period));
}

function clearRim(image: Uint8Array, { width, height }: Ridges): void {
  for (let x = 0; x < width; x += 1) {
    image[x] = 0;
    image[(height - 1) * width + x] = 0;
  }
  for (let y = 0; y < height; y += 1) {
    image[y * width] = 0;
    image[y * width + width - 1] = 0;
  }
}
