import type { FingerPosition } from '../../core/admission/facts.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { decodeRecord, decodeTemplate, encodeTemplate, extract } from '../../core/fingerprint/fingerprint.ts';

/** An enrolled finger as a record carries it. */
type Enrolled = RegisterRecord['fingers'][number];

/** Commissions' scanners give 500 dpi (ISO/IEC 19794-4); a PGM file cannot say it. */
const IMAGE_DPI = 500;
/** No sensor gives more; a hostile head must not make us reserve memory. */
const IMAGE_SIDE_MAX = 2000;

/** A template of that finger, or null if the bytes are none or are another finger's. */
export function fromTemplate(bytes: Buffer, finger: FingerPosition): Enrolled | null {
  const template = decodeTemplate(bytes);
  const record = decodeRecord(bytes);
  if (!template.ok || !record.ok || record.value.views[0]?.finger !== finger) return null;
  return { finger, quality: template.value.quality, template: bytes.toString('base64') };
}

/** A template extracted from a binary PGM image (P5, 8 bits), or null if the bytes are none. */
export function fromImage(bytes: Buffer, finger: FingerPosition): Enrolled | null {
  const head = /^P5(?:\s+#[^\n]*\n|\s)\s*(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 512).toString('latin1'));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  if (!head || width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX) return null;
  const pixels = bytes.subarray(head[0].length);
  if (pixels.length !== width * height || pixels.length === 0) return null;
  const { template, quality } = extract({ width, height, pixels, dpi: IMAGE_DPI });
  const encoded = Buffer.from(encodeTemplate(template, { finger: finger }));
  return { finger, quality: Math.round(quality), template: encoded.toString('base64') };
}
