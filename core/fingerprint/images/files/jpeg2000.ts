import { err, ok, type Result } from '../../../problem/result.ts';
import type { GrayImage } from '../../image.ts';
import { ByteReader } from '../../records/bytes.ts';
import type { ImageCodecs } from '../codecs.ts';
import { dpiOf, PER_INCH_OF_METRE, withDpi } from '../dpi.ts';
import { grayFrom } from '../gray.ts';
import type { ImageFault, ImageLimits } from '../image-fault.ts';
import { readCodestream } from './codestream.ts';

/** JPEG 2000, lossy and lossless: as the file format JP2 (ISO/IEC 15444-1 Annex I) or as the bare codestream. */
const JP2 = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a];
export const isJp2 = (bytes: Uint8Array): boolean => JP2.every((byte, at) => bytes[at] === byte);
export const isCodestream = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51;
export const isJpeg2000 = (bytes: Uint8Array): boolean => isJp2(bytes) || isCodestream(bytes);

const BOX = { head: 0x6a703268, resolution: 0x72657320, captured: 0x72657363, codestream: 0x6a703263 } as const;
const MOST_BOXES = 256;

interface Boxes {
  readonly codestream: Uint8Array | null;
  readonly dpi: number | undefined | 'unequal';
}

/** Resolution of capture: pixels per metre as a fraction and a power of ten, down before across. */
function captured(data: Uint8Array): number | undefined | 'unequal' {
  const from = new ByteReader(data);
  const [down, across] = [from.u16() / from.u16(), from.u16() / from.u16()];
  const [downBy, acrossBy] = [from.u8(), from.u8()].map((power) => 10 ** ((power << 24) >> 24));
  return from.short ? undefined : dpiOf(PER_INCH_OF_METRE * across * acrossBy!, PER_INCH_OF_METRE * down * downBy!);
}

/** Walks boxes, into those that hold boxes; null where a length points outside. */
function readBoxes(bytes: Uint8Array, budget: { left: number }): Boxes | null {
  const from = new ByteReader(bytes);
  let boxes: Boxes = { codestream: null, dpi: undefined };
  while (from.left > 0) {
    const start = from.at;
    const told = from.u32();
    const kind = from.u32();
    budget.left -= 1;
    if (from.short || told === 1 || (told !== 0 && told < 8) || budget.left < 0) return null;
    const length = told === 0 ? bytes.length - start : told;
    if (start + length > bytes.length) return null;
    const data = bytes.subarray(from.at, start + length);
    if (kind === BOX.codestream) boxes = { ...boxes, codestream: boxes.codestream ?? data };
    else if (kind === BOX.captured) boxes = { ...boxes, dpi: captured(data) };
    else if (kind === BOX.head || kind === BOX.resolution) {
      const inner = readBoxes(data, budget);
      if (!inner) return null;
      boxes = { ...boxes, dpi: boxes.dpi ?? inner.dpi };
    }
    from.skip(data.length);
  }
  return boxes;
}

export function decodeJpeg2000(
  bytes: Uint8Array,
  limits: ImageLimits,
  codecs: ImageCodecs | undefined,
): Result<GrayImage, ImageFault> {
  const boxes = isJp2(bytes) ? readBoxes(bytes, { left: MOST_BOXES }) : { codestream: bytes, dpi: undefined };
  if (!boxes) return err('truncated');
  const { codestream, dpi } = boxes;
  if (!codestream || !isCodestream(codestream)) return err('damaged');
  if (dpi === 'unequal') return err('resolution');
  const size = readCodestream(codestream, limits);
  if (!size.ok) return size;
  if (!codecs) return err('no-decoder');
  const { width, height } = size.value;
  const decoded = codecs.jpeg2000(codestream);
  if (decoded?.width !== width || decoded.height !== height) return err('damaged');
  return ok(withDpi({ width, height, pixels: grayFrom(decoded.samples, decoded.channels) }, dpi));
}
