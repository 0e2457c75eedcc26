import type { BitReader } from './bits.ts';

/** A Huffman table as DHT carries it: how many codes there are of each length from 1 to 16, and their symbols in order. */
export interface HuffmanTable {
  readonly counts: readonly number[];
  readonly symbols: Uint8Array;
}

/** Ready for decoding: for each length the first code, the code after the last, and where its symbols begin. */
export interface HuffmanCode {
  readonly first: readonly number[];
  readonly end: readonly number[];
  readonly start: readonly number[];
  readonly symbols: Uint8Array;
}

export const LONGEST_CODE = 16;

/**
 * Codes in order of length, each one more than the last, doubled where the length grows (ITU-T T.81, C.2).
 * @returns null where the lengths need more codes than there are
 */
export function huffmanCode({ counts, symbols }: HuffmanTable): HuffmanCode | null {
  const [first, end, start]: [number[], number[], number[]] = [[], [], []];
  let [code, at] = [0, 0];
  for (let length = 1; length <= LONGEST_CODE; length += 1) {
    const count = counts[length - 1] ?? 0;
    first.push(code);
    start.push(at);
    code += count;
    at += count;
    end.push(code);
    if (code > 2 ** length) return null;
    code *= 2;
  }
  return at === symbols.length ? { first, end, start, symbols } : null;
}

/** The next symbol; -1 where the data ends first, -2 where the bits are no code. */
export function nextSymbol(bits: BitReader, { first, end, start, symbols }: HuffmanCode): number {
  let code = 0;
  for (let length = 0; length < LONGEST_CODE; length += 1) {
    const bit = bits.bit();
    if (bit < 0) return -1;
    code = (code << 1) | bit;
    // Codes of this length stand between those two; a longer one has a prefix that is at least `end`.
    if (code < end[length]!) return symbols[start[length]! + code - first[length]!]!;
  }
  return -2;
}
