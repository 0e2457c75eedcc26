import type { Minutia } from '../template.ts';
import { GRID_STEP } from './grid.ts';
import type { Ridges } from './ridges.ts';

/** What is wrong with a capture, in the words' keys. */
export type QualityReason = 'no-finger' | 'too-small' | 'off-centre' | 'too-dry' | 'too-wet' | 'smeared';

/** Pixels at 500 dpi: less than about 6 × 7 mm is no capture. */
const LEAST_AREA = 16_000;
/** About 13 × 17 mm: more does not help. */
const GOOD_AREA = 62_000;
/** From here on nothing needs to be said. */
const GOOD_QUALITY = 60;
/** So many minutiae that are wholly to be believed, or more that are less so, are plenty. */
const FEWEST = 4;
const PLENTY = 24;
/** Mean reliability of the minutiae: hardly any, and good. */
const BELIEVED = { from: 0.25, to: 0.7 } as const;
/** Mean answer of the ridge filters: hardly any ridges, and clear ones. */
const STRONG = { from: 2, to: 7 } as const;
/** Share of dark points after normalisation: above the first, ridges run together; prints above the second do not match. */
const WET = { from: 0.5, to: 0.66 } as const;

/** 0 below a range, 1 above it, straight between. */
const within = (value: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.max(0, Math.min(1, (value - from) / (to - from)));

/**
 * Quality 0–100 and its reasons. It multiplies what a match needs: enough skin, an answer of the ridge filters, minutiae
 * that can be believed, and enough of them. How well it predicts a miss on real prints stands in docs/fingerprint.md.
 */
export function qualityOf(
  ridges: Ridges,
  minutiae: readonly Minutia[],
): { readonly quality: number; readonly why: readonly QualityReason[] } {
  const { columns, rows, mask, power, dark } = ridges;
  let cells = 0;
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < mask.length; i += 1) {
    if (mask[i] === 0) continue;
    cells += 1;
    sumX += i % columns;
    sumY += Math.floor(i / columns);
  }
  const area = cells * GRID_STEP ** 2;
  if (area < LEAST_AREA / 4) return { quality: 0, why: ['no-finger'] };
  const believed = minutiae.reduce((sum, one) => sum + one.quality / 100, 0);
  const clear = within(believed / Math.max(1, minutiae.length), BELIEVED);
  const strong = within(power, STRONG);
  const large = within(area, { from: LEAST_AREA / 2, to: GOOD_AREA });
  const many = within(believed, { from: FEWEST, to: PLENTY });
  const apart = 1 - 0.5 * within(dark, WET);
  const quality = Math.round(100 * Math.sqrt(clear * strong) * apart * (0.35 + 0.65 * large) * (0.4 + 0.6 * many));

  const why: QualityReason[] = [];
  if (large < 0.35) why.push('too-small');
  else if (Math.abs(sumX / cells / columns - 0.5) > 0.17 || Math.abs(sumY / cells / rows - 0.5) > 0.17) {
    why.push('off-centre');
  }
  if (clear < 0.55 || strong < 0.5 || apart < 0.95)
    why.push(dark > WET.from ? 'too-wet' : dark < 0.47 ? 'too-dry' : 'smeared');
  if (quality >= GOOD_QUALITY) return { quality, why: [] };
  // Something must be said to the person who is asked to try again.
  if (why.length === 0) why.push(large < many ? 'too-small' : 'smeared');
  return { quality, why };
}
