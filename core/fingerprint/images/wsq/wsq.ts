import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { ByteReader } from '../../records/bytes.ts';
import { withDpi } from '../dpi.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';
import { BitReader } from './bits.ts';
import { readCoefficients } from './coefficients.ts';
import { codedCount, dequantise } from './dequantise.ts';
import { type Frame, MARKER, readFrame, readTable, type Tables } from './markers.ts';
import { reconstruct } from './reconstruct.ts';
import { CODED_BANDS, LEAST_SIDE, treeOf } from './tree.ts';

/**
 * Wavelet Scalar Quantization, the FBI's compression for gray fingerprints, written from its specification
 * (IAFIS-IC-0110 V3; the public domain sources of NIST's NBIS were read to settle what it leaves open).
 * No file of another encoder was at hand: what is proven is that it agrees with an encoder of our own, written from the
 * same specification, and with facts worked out by hand.
 */

export const isWsq = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xa0;

/** The bytes after a segment's length, or null where it is longer than what is left. */
function segmentOf(from: ByteReader): Uint8Array | null {
  const length = from.u16();
  if (from.short || length < 2 || length - 2 > from.left) return null;
  return from.take(length - 2);
}

/**
 * Decodes an image. Time and memory are bounded by the size of its sides, which `limits` bounds.
 * `dpi` is set where NIST's comment tells it.
 */
export function decodeWsq(bytes: Uint8Array, limits: ImageLimits): Result<GrayImage, ImageFault> {
  const tables: Tables = { codes: new Map() };
  let frame: Frame | null = null;
  let coefficients = new Int32Array();
  let count = 0;
  let from = new ByteReader(bytes, 2);
  for (;;) {
    const marker = from.u16();
    if (from.short) return err('truncated');
    if (marker === MARKER.endOfImage) break;
    const segment = segmentOf(from);
    if (!segment) return err('truncated');
    if (marker === MARKER.startOfFrame) {
      const head = new ByteReader(segment);
      if (frame) return err('damaged');
      frame = readFrame(head);
      if (head.short) return err('truncated');
      if (!fits(frame.width, frame.height, limits)) return err('size');
      if (frame.width < LEAST_SIDE || frame.height < LEAST_SIDE) return err('unsupported');
      coefficients = new Int32Array(frame.width * frame.height);
    } else if (marker === MARKER.startOfBlock) {
      const code = tables.codes.get(segment[0] ?? -1);
      if (!frame || !code) return err('damaged');
      const bits = new BitReader(bytes, from.at);
      const after = readCoefficients(bits, code, coefficients, count);
      if (after === null) return err('damaged');
      count = after;
      from = new ByteReader(bytes, bits.at);
    } else {
      const read = readTable(marker, segment, tables);
      if (!read) return err(read === null ? 'unsupported' : 'damaged');
    }
  }
  return frame ? pixelsOf(frame, tables, coefficients, count) : err('damaged');
}

function pixelsOf(
  { width, height, shift, scale }: Frame,
  { filters, bins, dpi }: Tables,
  coefficients: Int32Array,
  count: number,
): Result<GrayImage, ImageFault> {
  if (!filters || !bins) return err('damaged');
  const tree = treeOf(width, height);
  // What is never coded must not be announced, and all that is announced must be there.
  if (bins.widths.slice(CODED_BANDS).some((bin) => bin !== 0)) return err('unsupported');
  if (count !== codedCount(tree.bands, bins)) return err('damaged');
  const plane = new Float32Array(width * height);
  dequantise(coefficients, tree.bands, bins, plane, width);
  reconstruct(plane, width, tree, filters);
  // Typed arrays of bytes take numbers beyond 255 modulo 256; nonsensical filters may even give none.
  const pixels = new Uint8ClampedArray(plane.length);
  for (let at = 0; at < plane.length; at += 1) pixels[at] = Math.floor(plane[at]! * scale + shift + 0.5);
  return ok(withDpi({ width, height, pixels: new Uint8Array(pixels.buffer) }, dpi));
}
