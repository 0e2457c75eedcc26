import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { dpiOf, PER_INCH_OF_CENTIMETRE, withDpi } from '../dpi.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';

/** TIFF 6.0 as research sets come: the first image of the file, gray, 8 bits, strips without compression. */
export const isTiff = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x49 && bytes[1] === 0x49 && bytes[2] === 42 && bytes[3] === 0) ||
  (bytes[0] === 0x4d && bytes[1] === 0x4d && bytes[2] === 0 && bytes[3] === 42);

const TAG = {
  width: 256,
  height: 257,
  depth: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  stripCounts: 279,
  xResolution: 282,
  yResolution: 283,
  unit: 296,
} as const;
const ENTRY = 12;
const SIZE_OF: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 5: 8 };
const FRACTION = 5;
/** Nothing else can be a fraction: there is no half a pixel, and no half a byte to begin at. */
const FRACTIONS: readonly number[] = [TAG.xResolution, TAG.yResolution];
/** A strip is a row at least. */
const mostValues = (limits: ImageLimits): number => limits.side;

/** Values of the tags we know; null where one points outside. Fractions as numbers. */
function readTags(view: DataView, little: boolean, most: number): ReadonlyMap<number, readonly number[]> | null {
  const from = view.getUint32(4, little);
  if (from + 2 > view.byteLength) return null;
  const count = view.getUint16(from, little);
  if (from + 2 + count * ENTRY > view.byteLength) return null;
  const tags = new Map<number, readonly number[]>();
  const known: readonly number[] = Object.values(TAG);
  for (let index = 0; index < count; index += 1) {
    const entry = from + 2 + index * ENTRY;
    const [tag, type] = [view.getUint16(entry, little), view.getUint16(entry + 2, little)];
    const values = view.getUint32(entry + 4, little);
    const size = SIZE_OF[type];
    if (!known.includes(tag) || size === undefined || (type === FRACTION && !FRACTIONS.includes(tag))) continue;
    const at = values * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (values > most || at + values * size > view.byteLength) return null;
    const read = (place: number): number => {
      if (type === 1) return view.getUint8(place);
      if (type === 3) return view.getUint16(place, little);
      const whole = view.getUint32(place, little);
      return type === 4 ? whole : whole / view.getUint32(place + 4, little);
    };
    tags.set(
      tag,
      Array.from({ length: values }, (_, value) => read(at + value * size)),
    );
  }
  return tags;
}

export function decodeTiff(bytes: Uint8Array, limits: ImageLimits): Result<GrayImage, ImageFault> {
  if (bytes.length < 8) return err('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tags = readTags(view, bytes[0] === 0x49, mostValues(limits));
  if (!tags) return err('truncated');
  const one = (tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;
  const [width, height] = [one(TAG.width, 0), one(TAG.height, 0)];
  if (!fits(width, height, limits)) return err('size');
  const photometric = one(TAG.photometric, 1);
  const plain = one(TAG.depth, 1) === 8 && one(TAG.compression, 1) === 1 && one(TAG.samples, 1) === 1;
  if (!plain || photometric > 1) return err('unsupported');
  const inch = one(TAG.unit, 2) === 3 ? PER_INCH_OF_CENTIMETRE : 1;
  const dpi =
    one(TAG.unit, 2) === 1 ? undefined : dpiOf(inch * one(TAG.xResolution, 0), inch * one(TAG.yResolution, 0));
  if (dpi === 'unequal') return err('resolution');
  const pixels = new Uint8Array(width * height);
  const [offsets, counts] = [tags.get(TAG.stripOffsets) ?? [], tags.get(TAG.stripCounts) ?? []];
  let filled = 0;
  for (const [strip, offset] of offsets.entries()) {
    // Writers of a single strip sometimes leave its length out.
    const length = Math.min(counts[strip] ?? pixels.length, pixels.length - filled);
    if (offset + length > bytes.length) return err('truncated');
    pixels.set(bytes.subarray(offset, offset + length), filled);
    filled += length;
  }
  if (filled < pixels.length) return err('truncated');
  if (photometric === 0) for (const [at, value] of pixels.entries()) pixels[at] = 255 - value;
  return ok(withDpi({ width, height, pixels }, dpi));
}
