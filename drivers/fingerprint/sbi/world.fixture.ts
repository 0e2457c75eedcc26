import { encodeImage, type GrayImage, impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import { encodeJpeg } from '../../../main/images/codecs.fixture.ts';
import { type SbiAuthority, sbiAuthority } from '../../simulator/sbi/authority.ts';
import type { Touch } from '../../simulator/sbi/biometrics.ts';

/** A day in the sun of every test here: 1 October 2026, noon. */
export const NOW = Date.UTC(2026, 9, 1, 12);

let made: SbiAuthority | null = null;
/** One set of keys for a file of tests: they take a second to make. */
export function authority(): SbiAuthority {
  made ??= sbiAuthority(NOW);
  return made;
}

/** Of the scanner's provider's root, as configurations hold it. */
export const anchors = (): readonly string[] => [authority().root.certificate.toString()];

const finger = syntheticFinger({ seed: 'sbi', voter: 1, finger: 2 });
const drawn = new Map<number, GrayImage>();
/** One touch of a drawn finger. */
export function touchImage(capture: number): GrayImage {
  const known = drawn.get(capture);
  if (known !== undefined) return known;
  const image = impression(finger, { capture, condition: 'good', width: 192, height: 224, dpi: 500 });
  drawn.set(capture, image);
  return image;
}

/** A right index finger as ISO/IEC 19794-4, without compression. */
export const touchOf = (capture: number): Touch => ({
  bioSubType: 'Right IndexFinger',
  record: encodeImage(touchImage(capture), { finger: 2 }),
  quality: 71,
});

let shown: readonly Uint8Array[] | null = null;
export function previewFrames(): readonly Uint8Array[] {
  shown ??= [1, 2].map((capture) => encodeJpeg(touchImage(capture)));
  return shown;
}
