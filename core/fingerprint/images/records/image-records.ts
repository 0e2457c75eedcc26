import type { FingerPosition } from '../../../admission/facts.ts';
import { err, type Result } from '../../../problem/result.ts';
import { type GrayImage, WORKING_DPI } from '../../image.ts';
import { IMAGE_LIMITS, type ImageFault, type ImageLimits } from '../image-fault.ts';
import { type ImageRecord, type ImageRecordFormat, MAGIC_2005, MAGIC_2011, NO_QUALITY } from './image-record.ts';
import { decode2005, encode2005 } from './record-2005.ts';
import { decode2011, encode2011 } from './record-2011.ts';

const begins = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
export const isImageRecord = (bytes: Uint8Array): boolean => begins(bytes, MAGIC_2005) || begins(bytes, MAGIC_2011);

/**
 * Reads a finger image record as it stands; its images are not decoded. Every length is checked, nothing throws, and time
 * and memory are bounded by `limits`.
 */
export function decodeImageRecord(
  bytes: Uint8Array,
  limits: ImageLimits = IMAGE_LIMITS,
): Result<ImageRecord, ImageFault> {
  if (bytes.length > limits.bytes) return err('too-long');
  if (begins(bytes, MAGIC_2005)) return decode2005(bytes);
  return begins(bytes, MAGIC_2011) ? decode2011(bytes) : err('not-an-image');
}

/** The bytes of a record. */
export function encodeImageRecord(record: ImageRecord): Uint8Array {
  const parts = record.format === 'iso-2005' ? encode2005(record) : encode2011(record);
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export interface EncodeImageOptions {
  readonly format?: ImageRecordFormat;
  readonly finger?: FingerPosition | 0;
  /** 0–100. */
  readonly quality?: number;
}

/** A record of one image without compression. An image without a resolution is written as one of 500 dpi. */
export function encodeImage(
  { width, height, pixels, dpi = WORKING_DPI }: GrayImage,
  { format = 'iso-2011', finger = 0, quality = NO_QUALITY }: EncodeImageOptions = {},
): Uint8Array {
  const rate = [Math.round(dpi), Math.round(dpi)] as const;
  const view = {
    finger,
    position: finger,
    view: format === 'iso-2005' ? 1 : 0,
    quality,
    impression: 0,
    width,
    height,
    depth: 8,
    compression: 'none' as const,
    scale: { unit: 'inch' as const, scan: rate, image: rate },
    data: pixels,
  };
  return encodeImageRecord({ format, device: 0, level: dpi === WORKING_DPI ? 31 : 0, views: [view] });
}
