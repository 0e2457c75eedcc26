/**
 * Where the fields of a machine-readable zone lie, and how its check digits are made.
 * Source: ICAO Doc 9303 part 3 §4.9 (check digits), part 4 (TD3) and part 5 (TD1).
 */

/** TD1: three lines of 30 (ID card). TD3: two lines of 44 (passport). */
export type MrzFormat = 'td1' | 'td3';

/** Number of lines and characters per line of a format. */
export const mrzShape = { td1: { lines: 3, width: 30 }, td3: { lines: 2, width: 44 } } as const;

/** A span of one line: line index, first column, column after the last. */
export type Span = readonly [line: number, from: number, to: number];

interface FieldMap {
  readonly code: Span;
  readonly issuer: Span;
  readonly number: Span;
  readonly numberCheck: Span;
  /** Optional data: the place of the PIN (TD1 line 1, TD3 personal number). */
  readonly optional: Span;
  /** Only TD3 gives the optional data a check digit of its own. */
  readonly optionalCheck: Span | null;
  readonly nationality: Span;
  readonly birth: Span;
  readonly birthCheck: Span;
  readonly sex: Span;
  readonly expiry: Span;
  readonly expiryCheck: Span;
  readonly compositeCheck: Span;
  /** What the composite check digit is computed over, in order. */
  readonly composite: readonly Span[];
  readonly names: Span;
}

export const mrzFields: Readonly<Record<MrzFormat, FieldMap>> = {
  td1: {
    code: [0, 0, 2],
    issuer: [0, 2, 5],
    number: [0, 5, 14],
    numberCheck: [0, 14, 15],
    optional: [0, 15, 30],
    optionalCheck: null,
    birth: [1, 0, 6],
    birthCheck: [1, 6, 7],
    sex: [1, 7, 8],
    expiry: [1, 8, 14],
    expiryCheck: [1, 14, 15],
    nationality: [1, 15, 18],
    compositeCheck: [1, 29, 30],
    composite: [
      [0, 5, 30],
      [1, 0, 7],
      [1, 8, 15],
      [1, 18, 29],
    ],
    names: [2, 0, 30],
  },
  td3: {
    code: [0, 0, 2],
    issuer: [0, 2, 5],
    names: [0, 5, 44],
    number: [1, 0, 9],
    numberCheck: [1, 9, 10],
    nationality: [1, 10, 13],
    birth: [1, 13, 19],
    birthCheck: [1, 19, 20],
    sex: [1, 20, 21],
    expiry: [1, 21, 27],
    expiryCheck: [1, 27, 28],
    optional: [1, 28, 42],
    optionalCheck: [1, 42, 43],
    compositeCheck: [1, 43, 44],
    composite: [
      [1, 0, 10],
      [1, 13, 20],
      [1, 21, 43],
    ],
  },
};

/** Value of an MRZ character for check digits: digits 0–9, letters 10–35, filler 0 (9303-3 §4.9). */
function characterValue(character: string): number {
  if (character === '<') return 0;
  return Number.parseInt(character, 36);
}

const WEIGHTS = [7, 3, 1] as const;

/**
 * The check digit of `text` (characters A–Z, 0–9, <): weights 7-3-1, modulo 10.
 * It finds 9 of 10 misread characters at best, so it proves nothing alone and never drives a repair.
 */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += characterValue(text.charAt(i)) * (WEIGHTS[i % 3] ?? 0);
  return String(sum % 10);
}

/** The characters of a span. */
export function slice(lines: readonly string[], [line, from, to]: Span): string {
  return (lines[line] ?? '').slice(from, to);
}
