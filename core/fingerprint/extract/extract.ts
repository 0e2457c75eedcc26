import { type GrayImage, resample, WORKING_DPI } from '../image.ts';
import type { Template } from '../template.ts';
import { flowMapOf } from './flow-map.ts';
import { minutiaeOf } from './minutiae.ts';
import { type QualityReason, qualityOf } from './quality.ts';
import { ridgePeriodOf, ridgesOf } from './ridges.ts';

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
  const plane = resample(image, dpi ? WORKING_DPI / dpi : scaleOf(image));
  const { width, height } = plane;
  const ridges = ridgesOf(plane);
  if (!ridges) {
    return { template: { width, height, minutiae: [], quality: 0 }, quality: 0, why: ['no-finger'] };
  }
  const minutiae = minutiaeOf(ridges);
  const { quality, why } = qualityOf(ridges, minutiae.length);
  return { template: { width, height, minutiae, quality, flow: flowMapOf(ridges) }, quality, why };
}

function scaleOf(image: GrayImage): number {
  const period = ridgePeriodOf(resample(image, 1), FOREIGN_PERIODS) ?? USUAL_PERIOD;
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, USUAL_PERIOD / period));
}
