import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { GrayPage } from '../../../core/ballot/reading.ts';

/** A square with what is around it, as it was scanned. */
export interface SquarePicture {
  readonly part: string;
  readonly option: string;
  readonly picture: GrayPage;
}

/** Two pixels lie in a byte: sixteen shades are enough for whoever decides about a mark, and take little room. */
const SHADES = 17;
const HEAD_BYTES = 4;

/**
 * The pictures of a ballot's squares as they are kept beside its record. Nothing in it but pixels and which squares they are
 * of: no name, no time. Layout: u32 length ‖ JSON list of [part, option, width, height, dpi] ‖ pixels, all deflated.
 * @param room the most bytes it may take; pictures at the end of the list are left out if there is no room for all
 */
export function keptImage(pictures: readonly SquarePicture[], room: number): Uint8Array | null {
  for (let count = pictures.length; count > 0; count -= 1) {
    const bytes = packed(pictures.slice(0, count));
    if (bytes.length <= room) return bytes;
  }
  return null;
}

function packed(pictures: readonly SquarePicture[]): Uint8Array {
  const list = pictures.map(({ part, option, picture: { width, height, dpi } }) => [part, option, width, height, dpi]);
  const head = Buffer.from(JSON.stringify(list), 'utf8');
  const length = Buffer.alloc(HEAD_BYTES);
  length.writeUInt32BE(head.length);
  const pixels = pictures.map(({ picture }) => halved(picture.pixels));
  return new Uint8Array(deflateRawSync(Buffer.concat([length, head, ...pixels])));
}

/** The pictures by `part/option`. Throws for what `keptImage` has not made: its seal says that we have. */
export function squarePictures(image: Uint8Array): ReadonlyMap<string, GrayPage> {
  const bytes = inflateRawSync(image);
  const end = HEAD_BYTES + bytes.readUInt32BE();
  const list = JSON.parse(bytes.subarray(HEAD_BYTES, end).toString('utf8')) as [
    string,
    string,
    number,
    number,
    number,
  ][];
  const pictures = new Map<string, GrayPage>();
  let at = end;
  for (const [part, option, width, height, dpi] of list) {
    const size = Math.ceil((width * height) / 2);
    const pixels = doubled(bytes.subarray(at, at + size), width * height);
    pictures.set(`${part}/${option}`, { width, height, dpi, pixels });
    at += size;
  }
  return pictures;
}

const shade = (value: number): number => Math.round(value / SHADES);

function halved(pixels: Uint8Array): Buffer {
  const bytes = Buffer.alloc(Math.ceil(pixels.length / 2));
  for (let i = 0; i < pixels.length; i += 1) {
    bytes[i >> 1] = (bytes[i >> 1] ?? 0) | (shade(pixels[i] ?? 0) << (i % 2 === 0 ? 4 : 0));
  }
  return bytes;
}

function doubled(bytes: Uint8Array, count: number): Uint8Array {
  const pixels = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const byte = bytes[i >> 1] ?? 0;
    pixels[i] = (i % 2 === 0 ? byte >> 4 : byte & 15) * SHADES;
  }
  return pixels;
}
