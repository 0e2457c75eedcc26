/**
 * Codes that anybody can know: those of the demonstration, which are published, and those that people think of first.
 * The package says of each of its people whether the code is such a one, and an official sitting refuses it.
 */

/** The demonstration's codes (main/demo/people.ts). They stand here too because the demonstration is not shipped. */
const published: ReadonlySet<string> = new Set([
  '110011',
  '220022',
  '330033',
  '440044',
  '550055',
  '660066',
  '770077',
  '880088',
]);

/** Digits that a code of an official election has at least where the device's keys lie in a file (docs/election-package.md). */
export const OFFICIAL_CODE_DIGITS = 8;

/**
 * Whether a code is published or one of the first that somebody would try: one digit throughout, a run up or down
 * (9 goes on at 0), or a shorter piece over and over (112112, 12121212).
 */
export function isDefaultCode(code: string): boolean {
  return published.has(code) || isRun(code, 1) || isRun(code, 9) || repeatsPiece(code);
}

/** Every digit is the one before plus `step`, modulo 10; a step of 9 runs down. */
function isRun(code: string, step: number): boolean {
  const digits = [...code].map(Number);
  return digits.every((digit, i) => i === 0 || digit === ((digits[i - 1] ?? 0) + step) % 10);
}

/** A text that repeats a shorter piece of itself stands in its double at a place that is neither of the two ends. */
function repeatsPiece(code: string): boolean {
  return (code + code).indexOf(code, 1) < code.length;
}
