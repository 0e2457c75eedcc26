import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { dpiOf, PER_INCH_OF_METRE, withDpi } from '../dpi.ts';
import { grayOf } from '../gray.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';

/** Windows bitmaps without compression: 8 bits with a palette, or 24 and 32 bits. */
export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d;

const FILE_HEAD = 14;
const LEAST_INFO = 40;

export function decodeBmp(bytes: Uint8Array, limits: ImageLimits): Result<GrayImage, ImageFault> {
  if (bytes.length < FILE_HEAD + LEAST_INFO) return err('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, info] = [view.getUint32(10, true), view.getUint32(14, true)];
  const [width, signedHeight] = [view.getInt32(18, true), view.getInt32(22, true)];
  const [planes, depth, compression] = [view.getUint16(26, true), view.getUint16(28, true), view.getUint32(30, true)];
  const height = Math.abs(signedHeight);
  if (!fits(width, height, limits)) return err('size');
  if (info < LEAST_INFO || planes !== 1 || compression !== 0 || ![8, 24, 32].includes(depth)) return err('unsupported');
  const rate = [38, 42].map((at) => view.getInt32(at, true) * PER_INCH_OF_METRE);
  const dpi = dpiOf(rate[0]!, rate[1]!);
  if (dpi === 'unequal') return err('resolution');
  const rowBytes = Math.ceil((width * depth) / 32) * 4;
  if (start + rowBytes * height > bytes.length) return err('truncated');
  const palette = depth === 8 ? paletteAt(bytes, FILE_HEAD + info, start, view.getUint32(46, true)) : null;
  const step = depth / 8;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    // The lowest row comes first, unless the height is negative.
    const from = start + rowBytes * (signedHeight < 0 ? row : height - 1 - row);
    for (let x = 0; x < width; x += 1) {
      const at = from + x * step;
      pixels[row * width + x] = palette ? palette[bytes[at]!]! : grayOf(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!);
    }
  }
  return ok(withDpi({ width, height, pixels }, dpi));
}

/** Gray of the palette's colours (blue, green, red, nothing), as far as it reaches; black beyond. */
function paletteAt(bytes: Uint8Array, at: number, end: number, told: number): Uint8Array {
  const palette = new Uint8Array(256);
  const colours = Math.min(told || 256, 256, Math.floor(Math.max(0, Math.min(end, bytes.length) - at) / 4));
  for (let colour = 0; colour < colours; colour += 1) {
    const from = at + 4 * colour;
    palette[colour] = grayOf(bytes[from + 2]!, bytes[from + 1]!, bytes[from]!);
  }
  return palette;
}
