import { ByteReader } from '../../records/bytes.ts';
import type { Bins } from './dequantise.ts';
import { type HuffmanCode, huffmanCode, LONGEST_CODE } from './huffman.ts';
import type { Filters } from './reconstruct.ts';

/** Markers and the segments behind them, as the WSQ specification (IAFIS-IC-0110 V3) lays them out; numbers big-endian. */
export const MARKER = {
  startOfImage: 0xffa0,
  endOfImage: 0xffa1,
  startOfFrame: 0xffa2,
  startOfBlock: 0xffa3,
  filters: 0xffa4,
  bins: 0xffa5,
  huffman: 0xffa6,
  comment: 0xffa8,
} as const;

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** What was taken away from the pixels, and then what they were divided by. */
  readonly shift: number;
  readonly scale: number;
}

/** What segments have said so far. */
export interface Tables {
  filters?: Filters | undefined;
  bins?: Bins | undefined;
  readonly codes: Map<number, HuffmanCode>;
  dpi?: number | undefined;
}

const SUBBANDS = 64;
const MOST_TAPS = 32;

/** A number and by how many decimal places it is moved. */
function scaled(from: ByteReader): number {
  const places = from.u8();
  return from.u16() / 10 ** places;
}

export function readFrame(from: ByteReader): Frame {
  // Gray levels of black and white: told, not used.
  from.skip(2);
  const [height, width] = [from.u16(), from.u16()];
  return { width, height, shift: scaled(from), scale: scaled(from) };
}

function readTaps(from: ByteReader, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const negative = from.u8() !== 0;
    const places = from.u8();
    const value = from.u32() / 10 ** places;
    return negative ? -value : value;
  });
}

/** Filters of even length belong to encoders that were never certified: null, as for a nonsensical number of taps. */
function readFilters(from: ByteReader): Filters | null {
  const [low, high] = [from.u8(), from.u8()];
  if (low % 2 === 0 || high % 2 === 0 || low > MOST_TAPS || high > MOST_TAPS) return null;
  return { low: readTaps(from, (low + 1) / 2), high: readTaps(from, (high + 1) / 2) };
}

function readBins(from: ByteReader): Bins {
  const centre = scaled(from);
  const [widths, zeros]: [number[], number[]] = [[], []];
  for (let band = 0; band < SUBBANDS; band += 1) {
    widths.push(scaled(from));
    zeros.push(scaled(from));
  }
  return { centre, widths, zeros };
}

/** One segment may hold several tables. */
function readHuffman(from: ByteReader, codes: Map<number, HuffmanCode>): boolean {
  while (from.left > 0) {
    const name = from.u8();
    const counts = Array.from({ length: LONGEST_CODE }, () => from.u8());
    const symbols = from.take(counts.reduce((sum, count) => sum + count, 0));
    const code = from.short ? null : huffmanCode({ counts, symbols });
    if (!code) return false;
    codes.set(name, code);
  }
  return true;
}

/** NIST_COM, the comment of NIST's own encoder and of those that follow it: lines of a name and a value. */
function dpiIn(comment: Uint8Array): number | undefined {
  const text = String.fromCharCode(...comment.subarray(0, 4096));
  const told = text.startsWith('NIST_COM') ? /\nPPI (\d{2,4})\s/.exec(`${text}\n`) : null;
  return told ? Number(told[1]) : undefined;
}

/** Takes in a table or comment. False where it is damaged, null where it is of a kind that is not read. */
export function readTable(marker: number, segment: Uint8Array, tables: Tables): boolean | null {
  const from = new ByteReader(segment);
  if (marker === MARKER.comment) tables.dpi ??= dpiIn(segment);
  else if (marker === MARKER.bins) tables.bins = readBins(from);
  else if (marker === MARKER.huffman) return readHuffman(from, tables.codes);
  else if (marker === MARKER.filters) {
    const filters = readFilters(from);
    if (!filters) return null;
    tables.filters = filters;
  } else return false;
  return !from.short;
}
