import { crc32, deflateRawSync } from 'node:zlib';
import { type ImageHead, LONGEST_CHUNK } from '../../ballot/messages.ts';
import type { GrayPage } from '../../scanner/page-scanner.ts';

/** A picture as a box keeps it while it holds the sheet: compressed rows. */
export interface Picture {
  readonly head: ImageHead;
  readonly chunks: readonly Uint8Array[];
}

/** Rows that fit into a chunk however badly they compress. */
const rowsFor = (width: number): number => Math.max(1, Math.floor((LONGEST_CHUNK * 0.98) / width));
/** So many times more rows are tried first: clean paper compresses well. */
const FEWER_CHUNKS = [16, 8, 4, 2] as const;

/** Pages that are put in again and again are compressed once. */
const taken = new WeakMap<GrayPage, Picture>();

/** What the scanner of a box makes of a page, pixel for pixel. */
export function takePicture(page: GrayPage): Picture {
  const picture = taken.get(page) ?? compressed(page);
  taken.set(page, picture);
  return picture;
}

function compressed({ width, height, dpi, pixels }: GrayPage): Picture {
  const sure = rowsFor(width);
  for (const times of [...FEWER_CHUNKS, 1]) {
    const rows = Math.min(height, sure * times);
    const chunks = chunksOf(pixels, rows * width);
    if (chunks !== null) return { head: { width, height, dpi, rows, crc: crc32(pixels) }, chunks };
  }
  throw new RangeError('a row of the page has no room in a chunk');
}

/** Null where one of them does not fit into an answer. */
function chunksOf(pixels: Uint8Array, bytes: number): readonly Uint8Array[] | null {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < pixels.length; at += bytes) {
    const chunk = deflateRawSync(pixels.subarray(at, at + bytes), { level: 3 });
    if (chunk.length > LONGEST_CHUNK) return null;
    chunks.push(chunk);
  }
  return chunks;
}
