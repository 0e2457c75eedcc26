import type { WireMask } from '../transport/recording.ts';
import type { HidLayout } from './hid-codec.ts';

/** A letter for a letter and a digit for a digit: lines and fillers stay, and nobody can be read. */
function hide(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return 0x30;
  if (byte >= 0x41 && byte <= 0x5a) return 0x58;
  if (byte >= 0x61 && byte <= 0x7a) return 0x78;
  return byte < 0x80 ? byte : 0x3f;
}

/** Hides what a serial document reader has read. */
export function documentMask(): WireMask {
  return { in: (bytes) => bytes.map(hide), out: (bytes) => bytes, reset: () => {} };
}

/** Where the text of a report stands: from, to. */
const textOf: Readonly<Record<HidLayout, readonly [number, number]>> = {
  pos: [5, 61],
  counted: [2, 64],
  padded: [0, 64],
};

/** Hides what a scanner has read; numbers, lengths and identifiers of its reports stay. */
export function scannerMask(layout: HidLayout): WireMask {
  const [from, to] = textOf[layout];
  return {
    in: (bytes) => bytes.map((byte, i) => (i % 64 >= from && i % 64 < to ? hide(byte) : byte)),
    out: (bytes) => bytes,
    reset: () => {},
  };
}
