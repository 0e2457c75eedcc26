import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { GrayImage } from '../core/fingerprint/fingerprint.ts';

/** One image of a research set: which finger it shows and how to get its pixels. */
export interface Sample {
  readonly set: string;
  /** The physical finger: samples with equal names are genuine to each other, on whatever sensor. */
  readonly finger: string;
  readonly impression: number;
  readonly kind: 'real' | 'synthetic';
  readonly file: string;
  readonly dpi: number;
}

const setsFile = z.record(
  z.string(),
  z.object({ dpi: z.number(), kind: z.enum(['real', 'synthetic']), sameFingersAs: z.string().optional() }),
);

/**
 * The samples of a folder in the FVC layout: `sets.json`, and one folder for each set with `finger_impression.png`.
 * A set that shows the fingers of another one on a second sensor says so in `sameFingersAs`.
 */
export function samplesIn(folder: string): readonly Sample[] {
  const sets = setsFile.parse(JSON.parse(readFileSync(join(folder, 'sets.json'), 'utf8')));
  return Object.entries(sets).flatMap(([set, { dpi, kind, sameFingersAs }]) =>
    readdirSync(join(folder, set))
      .map((name) => /^(\w+)_(\d+)\.png$/.exec(name))
      .filter((match) => match !== null)
      .map((match) => ({
        set,
        finger: `${sameFingersAs ?? set}/${match[1]}`,
        impression: Number(match[2]),
        kind,
        file: join(folder, set, match[0]),
        dpi,
      }))
      .sort((a, b) => a.finger.localeCompare(b.finger) || a.impression - b.impression),
  );
}

/** Reads an 8-bit gray PNG without interlace, the form of the research sets. Anything else is an error of the caller. */
export function readGrayPng(file: string, dpi: number): GrayImage {
  const bytes = readFileSync(file);
  let [width, height] = [0, 0];
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      if (body[8] !== 8 || body[9] !== 0 || body[12] !== 0) throw new Error(`${file}: not plain 8-bit gray`);
    }
    if (type === 'IDAT') parts.push(body);
    at += 12 + length;
  }
  return { width, height, dpi, pixels: unfiltered(inflateSync(Buffer.concat(parts)), width, height) };
}

/** Undoes the five line filters of PNG (ISO/IEC 15948 §9) for one byte per pixel. */
function unfiltered(raw: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (width + 1)];
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const left = x > 0 ? out[at - 1]! : 0;
      const up = y > 0 ? out[at - width]! : 0;
      const corner = x > 0 && y > 0 ? out[at - width - 1]! : 0;
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : filter === 4
                ? paeth(left, up, corner)
                : 0;
      out[at] = raw[y * (width + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [l, u, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return l <= u && l <= c ? left : u <= c ? up : corner;
}
