import { err, ok, type Result } from '../../../problem/result.ts';
import { ByteReader } from '../../records/bytes.ts';
import { fits, type ImageFault, type ImageLimits } from '../image-fault.ts';

/**
 * The head of a JPEG 2000 codestream (ISO/IEC 15444-1 Annex A) and the heads of its tile-parts. A few bytes of it can ask
 * for billions of packets or blocks, so everything that multiplies work is bounded here, before a decoder sees it.
 */
const MARKER = {
  size: 0xff51,
  coding: 0xff52,
  tileLengths: 0xff55,
  packetLengths: 0xff58,
  quantisation: 0xff5c,
  quantisationOf: 0xff5d,
  registration: 0xff63,
  comment: 0xff64,
  tile: 0xff90,
  data: 0xff93,
  end: 0xffd9,
} as const;
/** What changes the order or the parts of single components or tiles is refused: no finger needs it. */
const IN_MAIN: readonly number[] = [
  MARKER.coding,
  MARKER.quantisation,
  MARKER.quantisationOf,
  MARKER.tileLengths,
  MARKER.registration,
  MARKER.comment,
];
const IN_TILE: readonly number[] = [MARKER.packetLengths, MARKER.comment];
const MOST_TILES = 256;
const MOST_LAYERS = 32;
const MOST_LEVELS = 10;
/** Exponent of the least side of a precinct. */
const LEAST_PRECINCT = 5;

export interface Codestream {
  readonly width: number;
  readonly height: number;
}

function readSize(segment: Uint8Array, limits: ImageLimits): Result<Codestream, ImageFault> {
  const from = new ByteReader(segment, 2);
  const [right, bottom, left, top] = [from.u32(), from.u32(), from.u32(), from.u32()];
  const [tileWidth, tileHeight, tileLeft, tileTop] = [from.u32(), from.u32(), from.u32(), from.u32()];
  const components = from.u16();
  const [width, height] = [right - left, bottom - top];
  if (from.short) return err('truncated');
  // The grid and its tiles begin at the origin: a border of it would be reserved as well.
  if (left !== 0 || top !== 0 || tileLeft !== 0 || tileTop !== 0) return err('unsupported');
  if (!fits(width, height, limits)) return err('size');
  if (components !== 1 && components !== 3) return err('unsupported');
  for (let component = 0; component < components; component += 1) {
    const [depth, across, down] = [from.u8(), from.u8(), from.u8()];
    if (from.short) return err('truncated');
    if (depth !== 7 || across !== 1 || down !== 1) return err('unsupported');
  }
  if (tileWidth < 1 || tileHeight < 1) return err('damaged');
  if (Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) > MOST_TILES) return err('unsupported');
  return ok({ width, height });
}

/** Whether coding style asks for no more than an honest image does. */
function codingFits(segment: Uint8Array): boolean {
  const from = new ByteReader(segment);
  const style = from.u8();
  from.skip(1);
  const layers = from.u16();
  from.skip(1);
  const levels = from.u8();
  if (layers < 1 || layers > MOST_LAYERS || levels > MOST_LEVELS) return false;
  from.skip(4);
  for (let level = 0; (style & 1) === 1 && level <= levels; level += 1) {
    const exponents = from.u8();
    if ((exponents & 15) < LEAST_PRECINCT || exponents >> 4 < LEAST_PRECINCT) return false;
  }
  return !from.short;
}

/** Walks the tile-parts, whose first marker has been read, to the end of the codestream or of the bytes. */
function tilesFault(bytes: Uint8Array, first: number): ImageFault | null {
  for (let at = first; at < bytes.length; ) {
    const from = new ByteReader(bytes, at);
    const marker = from.u16();
    if (marker === MARKER.end) return null;
    // The length of the segment and the number of the tile.
    from.skip(4);
    const length = from.u32();
    from.skip(2);
    if (from.short) return 'truncated';
    if (marker !== MARKER.tile) return 'damaged';
    for (;;) {
      const inside = from.u16();
      if (inside === MARKER.data) break;
      if (from.short) return 'truncated';
      if (!IN_TILE.includes(inside)) return 'unsupported';
      from.skip(Math.max(0, from.u16() - 2));
    }
    // 0: as far as the end.
    if (length === 0) return null;
    if (at + length < from.at) return 'damaged';
    if (at + length > bytes.length) return 'truncated';
    at += length;
  }
  return 'truncated';
}

/** @param bytes from the marker “start of codestream” on */
export function readCodestream(bytes: Uint8Array, limits: ImageLimits): Result<Codestream, ImageFault> {
  const from = new ByteReader(bytes, 2);
  let size: Codestream | null = null;
  let coded = false;
  for (;;) {
    const start = from.at;
    const marker = from.u16();
    if (marker === MARKER.tile) {
      const fault = size && coded ? tilesFault(bytes, start) : 'damaged';
      return fault || !size ? err(fault ?? 'damaged') : ok(size);
    }
    const length = from.u16();
    const segment = from.take(Math.max(0, length - 2));
    if (from.short) return err('truncated');
    if (length < 2) return err('damaged');
    if (marker === MARKER.size && !size) {
      const read = readSize(segment, limits);
      if (!read.ok) return read;
      size = read.value;
    } else if (!IN_MAIN.includes(marker) || !size) return err('unsupported');
    if (marker === MARKER.coding) {
      if (coded || !codingFits(segment)) return err('unsupported');
      coded = true;
    }
  }
}
