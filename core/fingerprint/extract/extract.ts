import { type GrayImage, WORKING_DPI } from '../image.ts';
import { scaled } from '../kernels/kernels.ts';
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
/** No sensor of fingers has less or more: what says so is not believed. */
const LEAST_DPI = 125;
const MOST_DPI = 2000;
const FOREIGN_PERIODS = [5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10.5, 11.5] as const;

/**
 * Minutiae of one finger image.
 * @param options.dpi overrides the image's own resolution; without any the ridge period tells it
 */
export function extract(image: GrayImage, options: { readonly dpi?: number } = {}): Extracted {
  const dpi = options.dpi ?? image.dpi;
  const factor = dpi && dpi >= LEAST_DPI && dpi <= MOST_DPI ? WORKING_DPI / dpi : scaleOf(image);
  const ridges = ridgesOf(image, factor);
  if (!ridges) {
    const { width, height } = scaled(image, factor);
    return { template: { width, height, minutiae: [], quality: 0 }, quality: 0, why: ['no-finger'] };
  }
  const { width, height } = ridges;
  const minutiae = minutiaeOf(ridges);
  const { quality, why } = qualityOf(ridges, minutiae);
  return { template: { width, height, minutiae, quality, flow: flowMapOf(ridges) }, quality, why };
}

function scaleOf(image: GrayImage): number {
  const period = ridgePeriodOf(image, FOREIGN_PERIODS) ?? USUAL_PERIOD;
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, USUAL_PERIOD / period));
}
