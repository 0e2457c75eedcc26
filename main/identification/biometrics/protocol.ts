import type { Pair } from '../../../core/fingerprint/fingerprint.ts';
import type { FingerImage } from '../../../drivers/device.ts';
import type { Likeness } from './exhaustive.ts';

/** Asked of the biometrics worker. Templates travel as ISO/IEC 19794-2 bytes, as the register keeps them. */
export type BiometricsRequest = { readonly id: number } & (
  | { readonly ask: 'extract'; readonly image: FingerImage }
  | { readonly ask: 'compare'; readonly probe: Uint8Array; readonly enrolled: Uint8Array }
  | { readonly ask: 'explain'; readonly probe: Uint8Array; readonly enrolled: Uint8Array }
  | {
      readonly ask: 'nearest';
      readonly probe: Uint8Array;
      readonly gallery: readonly Uint8Array[];
      readonly limit: number;
    }
);

/** Quality 0–100, why it is low (keys of words), and the template. */
export interface ExtractedFinger {
  readonly template: Uint8Array;
  readonly quality: number;
  readonly why: readonly string[];
}

/** Why two prints have the score they have: which of their minutiae were found to be the same. */
export interface Explanation {
  readonly score: number;
  /** Places in the two lists of minutiae: of the probe, then of the enrolled print. */
  readonly pairs: readonly Pair[];
}

export type BiometricsAnswer = { readonly id: number } & (
  | { readonly extracted: ExtractedFinger }
  | { readonly score: number }
  /** Null where one of the two cannot be read. */
  | { readonly explained: Explanation | null }
  | { readonly nearest: readonly Likeness[] }
);
