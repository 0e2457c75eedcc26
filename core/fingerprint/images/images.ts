import { err, ok, type Result } from '../../problem/result.ts';
import type { GrayImage } from '../image.ts';
import type { ImageCodecs } from './codecs.ts';
import { dpiOf, PER_INCH_OF_CENTIMETRE } from './dpi.ts';
import { decodeBmp, isBmp } from './files/bmp.ts';
import { decodeJpeg, isJpeg } from './files/jpeg.ts';
import { decodeJpeg2000, isJpeg2000 } from './files/jpeg2000.ts';
import { decodePgm, isPgm } from './files/pgm.ts';
import { decodePng, isPng } from './files/png.ts';
import { decodeTiff, isTiff } from './files/tiff.ts';
import { unpacked } from './gray.ts';
import { fits, IMAGE_LIMITS, type ImageFault, type ImageLimits } from './image-fault.ts';
import type { ImageView } from './records/image-record.ts';
import { decodeImageRecord, isImageRecord } from './records/image-records.ts';
import { decodeWsq, isWsq } from './wsq/wsq.ts';

/**
 * Images of fingers, of whatever kind, as gray pixels. Bytes are never trusted: sizes are checked before anything is
 * reserved or decoded, nothing throws, and time and memory are bounded by `limits`.
 */
export interface DecodeImageOptions {
  /** Needed for JPEG and JPEG 2000. */
  readonly codecs?: ImageCodecs | undefined;
  readonly limits?: ImageLimits;
}

/** Kinds of files that are told apart by their first bytes. */
export const imageKinds = ['record', 'wsq', 'jpeg', 'jpeg2000', 'png', 'pgm', 'bmp', 'tiff'] as const;
export type ImageKind = (typeof imageKinds)[number];

const begins: Readonly<Record<ImageKind, (bytes: Uint8Array) => boolean>> = {
  record: isImageRecord,
  wsq: isWsq,
  jpeg: isJpeg,
  jpeg2000: isJpeg2000,
  png: isPng,
  pgm: isPgm,
  bmp: isBmp,
  tiff: isTiff,
};

/** What kind of file the bytes say they are. */
export const imageKindOf = (bytes: Uint8Array): ImageKind | undefined => imageKinds.find((kind) => begins[kind](bytes));

/**
 * Decodes a file: PGM (P5), PNG, JPEG, JPEG 2000 (JP2 or codestream), WSQ, BMP, TIFF (gray, uncompressed), or the first
 * image of a record of ISO/IEC 19794-4. `dpi` is set where the file tells one that a finger scanner can have.
 */
export function decodeImage(bytes: Uint8Array, options: DecodeImageOptions = {}): Result<GrayImage, ImageFault> {
  const { codecs, limits = IMAGE_LIMITS } = options;
  if (bytes.length > limits.bytes) return err('too-long');
  switch (imageKindOf(bytes)) {
    case 'record': {
      const record = decodeImageRecord(bytes, limits);
      if (!record.ok) return record;
      const [view] = record.value.views;
      return view ? decodeView(view, options) : err('no-view');
    }
    case 'wsq':
      return decodeWsq(bytes, limits);
    case 'jpeg':
      return decodeJpeg(bytes, limits, codecs);
    case 'jpeg2000':
      return decodeJpeg2000(bytes, limits, codecs);
    case 'png':
      return decodePng(bytes, limits);
    case 'pgm':
      return decodePgm(bytes, limits);
    case 'bmp':
      return decodeBmp(bytes, limits);
    case 'tiff':
      return decodeTiff(bytes, limits);
    case undefined:
      return err('not-an-image');
  }
}

/** The kind of file that each compression of a record holds. */
const compressed: Partial<Record<ImageView['compression'], ImageKind>> = {
  wsq: 'wsq',
  jpeg: 'jpeg',
  jpeg2000: 'jpeg2000',
  'jpeg2000-lossless': 'jpeg2000',
  png: 'png',
};

/** One image of a record, with the resolution that the record tells. */
export function decodeView(view: ImageView, options: DecodeImageOptions = {}): Result<GrayImage, ImageFault> {
  const { width, height, scale, compression, data } = view;
  const inch = scale.unit === 'inch' ? 1 : PER_INCH_OF_CENTIMETRE;
  const dpi = dpiOf(inch * scale.image[0], inch * scale.image[1]);
  if (typeof dpi !== 'number') return err('resolution');
  if (!fits(width, height, options.limits ?? IMAGE_LIMITS)) return err('size');
  if (compression === 'none' || compression === 'packed') return uncompressed(view, dpi);
  // Never a record within a record.
  if (imageKindOf(data) !== compressed[compression]) return err('damaged');
  const inner = decodeImage(data, options);
  if (!inner.ok) return inner;
  if (inner.value.width !== width || inner.value.height !== height) return err('damaged');
  return ok({ ...inner.value, dpi });
}

/** Pixels of a byte each, or of fewer bits without a gap; rows may each begin with a byte of their own. */
function uncompressed(view: ImageView, dpi: number): Result<GrayImage, ImageFault> {
  const { width, height, depth, compression, data } = view;
  if (depth < 1 || depth > 8) return err('unsupported');
  const most = 2 ** depth - 1;
  if (compression === 'none' || depth === 8) {
    if (data.length < width * height) return err('truncated');
    if (data.length > width * height) return err('damaged');
    const pixels = depth === 8 ? data.slice() : data.map((value) => Math.round((Math.min(value, most) * 255) / most));
    return ok({ width, height, pixels, dpi });
  }
  const row = Math.ceil((width * depth) / 8);
  const [dense, padded] = [Math.ceil((width * height * depth) / 8), row * height];
  if (data.length === dense) return ok({ width, height, pixels: unpacked(data, width * height, depth), dpi });
  if (data.length !== padded) return err(data.length < dense ? 'truncated' : 'damaged');
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    pixels.set(unpacked(data.subarray(y * row, (y + 1) * row), width, depth), y * width);
  }
  return ok({ width, height, pixels, dpi });
}
