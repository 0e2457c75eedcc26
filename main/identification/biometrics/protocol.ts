import type { FingerImage } from '../../../drivers/device.ts';

/** Asked of the biometrics worker. Templates travel as ISO/IEC 19794-2 bytes, as the register keeps them. */
export type BiometricsRequest = { readonly id: number } & (
  | { readonly ask: 'extract'; readonly image: FingerImage }
  | { readonly ask: 'compare'; readonly probe: Uint8Array; readonly enrolled: Uint8Array }
);

/** Quality 0–100, why it is low (keys of words), and the template. */
export interface ExtractedFinger {
  readonly template: Uint8Array;
  readonly quality: number;
  readonly why: readonly string[];
}

export type BiometricsAnswer = { readonly id: number } & (
  | { readonly extracted: ExtractedFinger }
  | { readonly score: number }
);
