import { Unzlib } from 'fflate';
import { crc32 } from '../../../crypto/crc32.ts';
import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { ByteReader } from '../../records/bytes.ts';
import { dpiOf, PER_INCH_OF_METRE, withDpi } from '../dpi.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';
import { type PngForm, pngPixels, rowBytes } from './png-pixels.ts';

/** PNG (ISO/IEC 15948): every colour type and depth, without interlace, which nobody uses for fingers. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, at) => bytes[at] === byte);

const chunkName = (name: string): number => [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
const [IHDR, PLTE, PHYS, IDAT, IEND] = ['IHDR', 'PLTE', 'pHYs', 'IDAT', 'IEND'].map(chunkName);
/** Channels by colour type, and the depths that each may have. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 3: [1, 2, 4, 8] };
/** Compressed bytes that are given to the inflater at once: at most a thousandfold comes out before the next look. */
const PIECE = 4096;

function formOf(from: ByteReader, limits: ImageLimits): Result<PngForm, ImageFault> {
  const [width, height] = [from.u32(), from.u32()];
  const [depth, colour, method, filter, interlace] = [from.u8(), from.u8(), from.u8(), from.u8(), from.u8()];
  if (from.short) return err('truncated');
  if (!fits(width, height, limits)) return err('size');
  const channels = CHANNELS[colour];
  if (channels === undefined || !(DEPTHS[colour] ?? [8, 16]).includes(depth)) return err('damaged');
  if (method !== 0 || filter !== 0 || interlace !== 0) return err('unsupported');
  return ok({ width, height, depth, channels, colour });
}

/** Inflates to exactly that many bytes; null where there are fewer, or the data is damaged. What is more is not made. */
function inflated(parts: readonly Uint8Array[], length: number): Uint8Array | null {
  const out = new Uint8Array(length);
  let filled = 0;
  const inflater = new Unzlib((piece) => {
    out.set(piece.subarray(0, length - filled), filled);
    filled = Math.min(length, filled + piece.length);
  });
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length && filled < length; at += PIECE) inflater.push(part.subarray(at, at + PIECE));
    }
  } catch {
    return null;
  }
  return filled === length ? out : null;
}

export function decodePng(bytes: Uint8Array, limits: ImageLimits): Result<GrayImage, ImageFault> {
  const from = new ByteReader(bytes, SIGNATURE.length);
  let form: PngForm | null = null;
  let palette: Uint8Array = new Uint8Array();
  let dpi: number | undefined | 'unequal';
  const parts: Uint8Array[] = [];
  for (;;) {
    const length = from.u32();
    const start = from.at;
    const name = from.u32();
    from.skip(length);
    const sum = from.u32();
    if (from.short) return err('truncated');
    if (crc32(bytes.subarray(start, start + 4 + length)) !== sum) return err('damaged');
    const data = bytes.subarray(start + 4, start + 4 + length);
    if (!form) {
      if (name !== IHDR) return err('damaged');
      const read = formOf(new ByteReader(data), limits);
      if (!read.ok) return read;
      form = read.value;
    } else if (name === PLTE) palette = data;
    else if (name === PHYS && length === 9 && data[8] === 1) {
      const rate = new ByteReader(data);
      dpi = dpiOf(rate.u32() * PER_INCH_OF_METRE, rate.u32() * PER_INCH_OF_METRE);
    } else if (name === IDAT) parts.push(data);
    else if (name === IEND) break;
  }
  if (dpi === 'unequal') return err('resolution');
  const raw = inflated(parts, form.height * (1 + rowBytes(form)));
  const pixels = raw && pngPixels(raw, form, palette);
  return pixels ? ok(withDpi({ width: form.width, height: form.height, pixels }, dpi)) : err('damaged');
}
