import type { FingerPosition } from '../../core/admission/facts.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { encodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { DEMO_SEED } from './voters.ts';

/** An enrolment sensor of 13 × 16 mm at the resolution of templates. */
const SENSOR = { width: 256, height: 320, dpi: 500 } as const;
/** Captures of the day count from 1; enrolment's touches are others. */
const FIRST_CAPTURE = 1_000_001;
/** A clerk asks for the finger again until the print is good, but not for ever. */
const TOUCHES = 3;
const GOOD_QUALITY = 60;

/**
 * Enrols a finger as a passport office does: synthetic finger, touches of the sensor, real extraction, the best template
 * kept as ISO/IEC 19794-2. The same finger gives the same bytes; about 0.05 s.
 * @param record the voter's, as the register has it
 */
export function enrolFinger(record: string, finger: FingerPosition): RegisterRecord['fingers'][number] {
  const ridges = syntheticFinger({ seed: DEMO_SEED, voter: record, finger });
  let best: ReturnType<typeof extract> | null = null;
  for (let touch = 0; touch < TOUCHES && (best?.quality ?? 0) < GOOD_QUALITY; touch++) {
    const image = impression(ridges, { ...SENSOR, capture: FIRST_CAPTURE + touch, condition: 'good' });
    const print = extract(image);
    if (print.quality > (best?.quality ?? -1)) best = print;
  }
  if (!best) throw new Error('no touch of the sensor was made');
  const template = Buffer.from(encodeTemplate(best.template, { finger })).toString('base64');
  return { finger, quality: Math.round(best.quality), template };
}
