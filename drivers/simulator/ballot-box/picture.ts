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

/** What the scanner of a box makes of a page, pixel for pixel. */
export function takePicture({ width, height, dpi, pixels }: GrayPage): Picture {
  const rows = rowsFor(width);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < pixels.length; at += rows * width) {
    chunks.push(deflateRawSync(pixels.subarray(at, at + rows * width), { level: 1 }));
  }
  return { head: { width, height, dpi, rows, crc: crc32(pixels) }, chunks };
}
