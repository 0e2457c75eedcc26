import type { FingerPosition } from '../../core/admission/facts.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import {
  decodeImage,
  decodeImageRecord,
  decodeRecord,
  decodeTemplate,
  decodeView,
  encodeTemplate,
  extract,
  type GrayImage,
  type ImageFault,
  imageKindOf,
} from '../../core/fingerprint/fingerprint.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { imageCodecs } from '../images/codecs.ts';

/** An enrolled finger as a record carries it. */
type Enrolled = RegisterRecord['fingers'][number];

/** Commissions' scanners give 500 dpi (ISO/IEC 19794-4), where a file does not say what it is. */
const IMAGE_DPI = 500;

/** A template of that finger, or null if the bytes are none or are another finger's. */
export function fromTemplate(bytes: Buffer, finger: FingerPosition): Enrolled | null {
  const template = decodeTemplate(bytes);
  const record = decodeRecord(bytes);
  if (!template.ok || !record.ok || record.value.views[0]?.finger !== finger) return null;
  return { finger, quality: template.value.quality, template: bytes.toString('base64') };
}

/** Why an image gives no template, beyond what the decoder finds. */
export type FingerImageFault = ImageFault | 'another-finger';

/**
 * A template extracted from an image file of any kind that `decodeImage` reads, or from the image of that finger in a
 * record of ISO/IEC 19794-4; at the resolution that it tells.
 */
export function fromImage(bytes: Uint8Array, finger: FingerPosition): Result<Enrolled, FingerImageFault> {
  const image = imageOf(bytes, finger);
  if (!image.ok) return image;
  const { template, quality } = extract({ dpi: IMAGE_DPI, ...image.value });
  const encoded = Buffer.from(encodeTemplate(template, { finger: finger }));
  return ok({ finger, quality: Math.round(quality), template: encoded.toString('base64') });
}

function imageOf(bytes: Uint8Array, finger: FingerPosition): Result<GrayImage, FingerImageFault> {
  if (imageKindOf(bytes) !== 'record') return decodeImage(bytes, { codecs: imageCodecs });
  const record = decodeImageRecord(bytes);
  if (!record.ok) return record;
  // A position that is not told is believed to be that of the file's name; one that is another's is not.
  const view = record.value.views.find((one) => one.finger === finger || one.position === 0);
  return view ? decodeView(view, { codecs: imageCodecs }) : err('another-finger');
}
