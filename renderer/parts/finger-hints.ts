import type { QualityReason } from '../../core/fingerprint/extract/quality.ts';

/** Reasons of a poor image that have words of their own: each says what to do differently. */
const known = [
  'no-finger',
  'too-dry',
  'too-wet',
  'too-small',
  'off-centre',
  'smeared',
] as const satisfies readonly QualityReason[];

/** The key of the words for a reason; one that has no words of its own still says to try again. */
export function hintKey(reason: string): string {
  return known.some((one) => one === reason) ? `hint.${reason}` : 'hint.other';
}
