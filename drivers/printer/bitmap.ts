import { createHash } from 'node:crypto';

/** Black-and-white image: rows from the top, 8 pixels a byte, the leftmost in the highest bit, 1 = black. */
export interface Bitmap {
  /** In dots; a multiple of 8. */
  readonly width: number;
  readonly height: number;
  /** width / 8 bytes a row. */
  readonly bits: Uint8Array;
}

/** A white bitmap. */
export function blankBitmap(width: number, height: number): Bitmap {
  if (width % 8 !== 0) throw new RangeError('the width of a bitmap is a multiple of 8');
  return { width, height, bits: new Uint8Array((width / 8) * height) };
}

/** True if the dot is black. */
export function isBlack({ width, bits }: Bitmap, x: number, y: number): boolean {
  return (((bits[y * (width / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
}

/** The bitmap without white rows at top and bottom: paper feed says nothing. */
export function trimmed(bitmap: Bitmap): Bitmap {
  const stride = bitmap.width / 8;
  const first = bitmap.bits.findIndex((byte) => byte !== 0);
  if (first < 0) return { ...bitmap, height: 0, bits: new Uint8Array(0) };
  const last = bitmap.bits.findLastIndex((byte) => byte !== 0);
  const top = Math.floor(first / stride);
  const bottom = Math.floor(last / stride) + 1;
  return { width: bitmap.width, height: bottom - top, bits: bitmap.bits.slice(top * stride, bottom * stride) };
}

/** SHA-256 (hex) of what can be seen: width and trimmed rows. Equal for the slip that was sent and the one that came out. */
export function bitmapHash(bitmap: Bitmap): string {
  const { width, height, bits } = trimmed(bitmap);
  return createHash('sha256').update(`${width}x${height}\n`).update(bits).digest('hex');
}
