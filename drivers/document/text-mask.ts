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

/** Reports of scanners on usage page 0x8C: number, length and AIM identifier before the text, two bytes behind it. */
const POS = { size: 64, number: 2, text: [5, 61] } as const;

/**
 * Hides what a scanner has read. Only a report that is laid out as the configuration says keeps its number, length and
 * identifiers; of every other one nothing is known, so all of it is hidden.
 */
export function scannerMask(layout: HidLayout): WireMask {
  const framed = (report: Uint8Array): boolean =>
    layout === 'pos' && report.length === POS.size && report[0] === POS.number;
  return {
    in: (report) => {
      const [from, to] = framed(report) ? POS.text : [0, report.length];
      return report.map((byte, at) => (at >= from && at < to ? hide(byte) : byte));
    },
    out: (bytes) => bytes,
    reset: () => {},
  };
}
