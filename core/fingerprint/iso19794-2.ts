import type { FingerPosition } from '../admission/facts.ts';
import { err, ok, type Result } from '../problem/result.ts';
import type { Minutia, Template } from './template.ts';

/**
 * ISO/IEC 19794-2:2005 finger minutiae records (" 20\0"), big-endian, one finger view. What is read is never
 * trusted: every length is checked, and nothing throws.
 */
const MAGIC = [0x46, 0x4d, 0x52, 0x00, 0x20, 0x32, 0x30, 0x00] as const;
const HEADER = 24;
const VIEW_HEADER = 4;
const MINUTIA = 6;
/** 500 dpi in pixels per centimetre, as the standard writes it. */
const PX_PER_CM = 197;
const MOST_MINUTIAE = 255;
/** Larger than any record with one view of 255 minutiae and extended data that a card would hold. */
const MOST_BYTES = 65_536;

export type IsoFault = 'not-a-record' | 'truncated' | 'too-long' | 'no-view' | 'resolution' | 'minutia-outside';

const types = ['other', 'ending', 'bifurcation'] as const;

/** Writes one view. Minutiae beyond the 255 that the format holds are left out, the last first. */
export function encodeIso(template: Template, finger: FingerPosition | 0 = 0): Uint8Array {
  const minutiae = template.minutiae.slice(0, MOST_MINUTIAE);
  const length = HEADER + VIEW_HEADER + minutiae.length * MINUTIA + 2;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC, 0);
  view.setUint32(8, length);
  view.setUint16(12, 0);
  view.setUint16(14, template.width);
  view.setUint16(16, template.height);
  view.setUint16(18, PX_PER_CM);
  view.setUint16(20, PX_PER_CM);
  bytes[22] = 1;
  bytes[HEADER] = finger;
  bytes[HEADER + 2] = template.quality;
  bytes[HEADER + 3] = minutiae.length;
  for (const [index, one] of minutiae.entries()) {
    const at = HEADER + VIEW_HEADER + index * MINUTIA;
    view.setUint16(at, (types.indexOf(one.type) << 14) | clamp(one.x, template.width));
    view.setUint16(at + 2, clamp(one.y, template.height));
    bytes[at + 4] = Math.round((one.angle / (2 * Math.PI)) * 256) & 0xff;
    bytes[at + 5] = one.quality;
  }
  return bytes;
}

/** Reads the first view of a record and brings it to 500 dpi. */
export function decodeIso(bytes: Uint8Array): Result<Template, IsoFault> {
  if (bytes.length > MOST_BYTES) return err('too-long');
  if (bytes.length < HEADER || MAGIC.some((byte, index) => bytes[index] !== byte)) return err('not-a-record');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = view.getUint32(8);
  // One published example of the standard is one byte longer than it says.
  if (total > bytes.length || total < HEADER) return err('truncated');
  const [xRate, yRate] = [view.getUint16(18), view.getUint16(20)];
  if (xRate < 99 || yRate < 99) return err('resolution');
  if (bytes[22] === 0 || bytes.length < HEADER + VIEW_HEADER) return err('no-view');
  const [width, height] = [view.getUint16(14), view.getUint16(16)];
  const count = bytes[HEADER + 3] ?? 0;
  if (HEADER + VIEW_HEADER + count * MINUTIA > bytes.length) return err('truncated');
  const minutiae: Minutia[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = HEADER + VIEW_HEADER + index * MINUTIA;
    const x = view.getUint16(at);
    const y = view.getUint16(at + 2) & 0x3fff;
    if ((x & 0x3fff) >= width || y >= height) return err('minutia-outside');
    minutiae.push({
      x: ((x & 0x3fff) * PX_PER_CM) / xRate,
      y: (y * PX_PER_CM) / yRate,
      angle: ((bytes[at + 4] ?? 0) / 256) * 2 * Math.PI,
      type: types[x >> 14] ?? 'other',
      quality: Math.min(100, bytes[at + 5] ?? 0),
    });
  }
  return ok({
    width: Math.round((width * PX_PER_CM) / xRate),
    height: Math.round((height * PX_PER_CM) / yRate),
    minutiae,
    quality: Math.min(100, bytes[HEADER + 2] ?? 0),
  });
}

function clamp(value: number, limit: number): number {
  return Math.max(0, Math.min(limit - 1, Math.round(value), 0x3fff));
}
