import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { ByteReader } from '../../records/bytes.ts';
import type { ImageCodecs } from '../codecs.ts';
import { dpiOf, PER_INCH_OF_CENTIMETRE, withDpi } from '../dpi.ts';
import { grayFrom } from '../gray.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';

/** JPEG (ITU-T T.81): what stands before the first scan is read here, so that the decoder is given only what it can do. */
export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

const MARKER = { jfif: 0xe0, scan: 0xda, end: 0xd9 } as const;
/** Sequential with and without Huffman extensions, and progressive; arithmetic coding and lossless are not read. */
const FRAMES = [0xc0, 0xc1, 0xc2];
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** A progressive image of three colours has about ten; each goes over the whole image. */
const MOST_SCANS = 64;

interface JpegHead {
  readonly width: number;
  readonly height: number;
  readonly dpi: number | undefined;
}

function jfifDpi(segment: Uint8Array): number | undefined | 'unequal' {
  if (String.fromCharCode(...segment.subarray(0, 5)) !== 'JFIF\0') return undefined;
  const from = new ByteReader(segment, 7);
  const unit = from.u8();
  const inch = unit === 1 ? 1 : unit === 2 ? PER_INCH_OF_CENTIMETRE : 0;
  return dpiOf(inch * from.u16(), inch * from.u16());
}

function readFrame(
  marker: number,
  segment: Uint8Array,
  limits: ImageLimits,
): Result<Omit<JpegHead, 'dpi'>, ImageFault> {
  const from = new ByteReader(segment);
  const [depth, height, width, components] = [from.u8(), from.u16(), from.u16(), from.u8()];
  if (from.short) return err('truncated');
  if (!fits(width, height, limits)) return err('size');
  if (!FRAMES.includes(marker) || depth !== 8 || (components !== 1 && components !== 3)) return err('unsupported');
  return ok({ width, height });
}

/** Scans that the bytes could hold: a pair of bytes in a comment may count as one too many. */
function scansFrom(bytes: Uint8Array, start: number): number {
  let scans = 0;
  for (let at = start; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0xff && bytes[at + 1] === MARKER.scan) scans += 1;
  return scans;
}

/** Walks the segments as far as the first scan. */
export function readJpegHead(bytes: Uint8Array, limits: ImageLimits): Result<JpegHead, ImageFault> {
  const from = new ByteReader(bytes, 2);
  let frame: Omit<JpegHead, 'dpi'> | null = null;
  let dpi: number | undefined | 'unequal';
  for (;;) {
    if (from.u8() !== 0xff) return err(from.short ? 'truncated' : 'damaged');
    let marker = from.u8();
    while (marker === 0xff) marker = from.u8();
    const length = from.u16();
    if (from.short) return err('truncated');
    if (marker === MARKER.end || length < 2) return err('damaged');
    if (marker === MARKER.scan) break;
    const segment = from.take(length - 2);
    if (from.short) return err('truncated');
    if (isFrame(marker)) {
      if (frame) return err('damaged');
      const read = readFrame(marker, segment, limits);
      if (!read.ok) return read;
      frame = read.value;
    } else if (marker === MARKER.jfif) dpi ??= jfifDpi(segment);
  }
  if (!frame) return err('damaged');
  if (dpi === 'unequal') return err('resolution');
  return scansFrom(bytes, 2) > MOST_SCANS ? err('unsupported') : ok({ ...frame, dpi });
}

export function decodeJpeg(
  bytes: Uint8Array,
  limits: ImageLimits,
  codecs: ImageCodecs | undefined,
): Result<GrayImage, ImageFault> {
  const head = readJpegHead(bytes, limits);
  if (!head.ok) return head;
  if (!codecs) return err('no-decoder');
  const { width, height, dpi } = head.value;
  const decoded = codecs.jpeg(bytes);
  if (decoded?.width !== width || decoded.height !== height) return err('damaged');
  return ok(withDpi({ width, height, pixels: grayFrom(decoded.samples, decoded.channels) }, dpi));
}
