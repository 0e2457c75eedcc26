import type { BitReader } from './bits.ts';
import { type HuffmanCode, nextSymbol } from './huffman.ts';

/** Meaning of the symbols (WSQ specification, table of Huffman input symbols); 1–100 are so many zeros. */
export const SYMBOL = {
  longestRun: 100,
  positive8: 101,
  negative8: 102,
  positive16: 103,
  negative16: 104,
  run8: 105,
  run16: 106,
  /** From here on the symbol is a coefficient: itself less `zero`. */
  leastValue: 107,
  zero: 180,
  greatestValue: 254,
} as const;

/**
 * Decodes one block of quantised coefficients, as far as the next marker.
 * @param into where they go, from `at` on; never beyond its end
 * @returns the place after the last, or null where the bits are no code or there are more than there is room for
 */
export function readCoefficients(bits: BitReader, code: HuffmanCode, into: Int32Array, at: number): number | null {
  let place = at;
  for (;;) {
    const symbol = nextSymbol(bits, code);
    if (symbol === -1) return place;
    if (symbol <= 0 || symbol > SYMBOL.greatestValue) return null;
    let run = 0;
    let value = 0;
    if (symbol <= SYMBOL.longestRun) run = symbol;
    else if (symbol >= SYMBOL.leastValue) value = symbol - SYMBOL.zero;
    else {
      const wide = symbol === SYMBOL.positive16 || symbol === SYMBOL.negative16 || symbol === SYMBOL.run16;
      const number = bits.bits(wide ? 16 : 8);
      if (number < 0) return null;
      if (symbol >= SYMBOL.run8) run = number;
      else value = symbol === SYMBOL.positive8 || symbol === SYMBOL.positive16 ? number : -number;
    }
    const zeros = symbol <= SYMBOL.longestRun || symbol === SYMBOL.run8 || symbol === SYMBOL.run16;
    if (place + (zeros ? run : 1) > into.length) return null;
    if (zeros) place += run;
    else {
      into[place] = value;
      place += 1;
    }
  }
}
