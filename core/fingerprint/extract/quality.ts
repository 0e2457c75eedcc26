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
const FEWEST = 12;
const GOOD_COUNT = 32;
/** Minutiae on 1,000 square pixels: a finger has about 0.5; more than 0.6 is noise, and 1 is mostly noise. */
const MOST_DENSE = 0.6;
/** Share of dark points after normalisation: above the first, ridges run together; prints above the second do not match. */
const WET = { from: 0.5, to: 0.66 } as const;

/**
 * Quality 0–100 and its reasons. It multiplies what a match needs: enough skin, ridges that agree on their direction,
 * a response of the ridge filter, and enough minutiae but not a rash of them.
 */
export function qualityOf(
  ridges: Ridges,
  count: number,
): { readonly quality: number; readonly why: readonly QualityReason[] } {
  const { columns, rows, mask, coherence, power, dark } = ridges;
  let cells = 0;
  let agree = 0;
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < mask.length; i += 1) {
    if (mask[i] === 0) continue;
    cells += 1;
    agree += coherence[i]!;
    sumX += i % columns;
    sumY += Math.floor(i / columns);
  }
  const area = cells * GRID_STEP ** 2;
  if (area < LEAST_AREA / 4) return { quality: 0, why: ['no-finger'] };
  const clear = Math.max(0, Math.min(1, (agree / cells - 0.35) / 0.4));
  const strong = Math.max(0, Math.min(1, (power - 2) / 5));
  const large = Math.max(0, Math.min(1, (area - LEAST_AREA / 2) / (GOOD_AREA - LEAST_AREA / 2)));
  const many = Math.max(0, Math.min(1, (count - FEWEST / 2) / (GOOD_COUNT - FEWEST / 2)));
  const calm = 1 - Math.max(0, Math.min(0.6, (1000 * count) / area - MOST_DENSE));
  const apart = 1 - 0.5 * Math.max(0, Math.min(1, (dark - WET.from) / (WET.to - WET.from)));
  const ridged = Math.sqrt(clear * strong) * calm * apart;
  const quality = Math.round(100 * ridged * (0.35 + 0.65 * large) * (0.4 + 0.6 * many));

  const why: QualityReason[] = [];
  if (large < 0.35) why.push('too-small');
  else if (Math.abs(sumX / cells / columns - 0.5) > 0.17 || Math.abs(sumY / cells / rows - 0.5) > 0.17) {
    why.push('off-centre');
  }
  if (clear < 0.55 || strong < 0.5 || apart < 0.95 || calm < 0.9)
    why.push(dark > WET.from ? 'too-wet' : dark < 0.47 ? 'too-dry' : 'smeared');
  if (quality >= GOOD_QUALITY) return { quality, why: [] };
  // Something must be said to the person who is asked to try again.
  if (why.length === 0) why.push(large < many ? 'too-small' : 'smeared');
  return { quality, why };
}
