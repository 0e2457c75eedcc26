import { type MrzFormat, mrzShape } from '../mrz-fields.ts';
import { type Reading, textOf } from './reading.ts';

/** What came of a page: the text that two independent readers saw, or why there is none and what each of them saw. */
export type MrzImageResult =
  | { readonly accepted: string }
  | { readonly refused: MrzRefusal; readonly a: string | null; readonly b: string | null };

export type MrzRefusal =
  /** The page is larger than anything that is laid on a scanner, or its size is not what was said. */
  | 'page'
  /** Nothing on the page looks like a zone, or a part of it is cut off or covered. */
  | 'no-zone'
  /** A reader could not make out every letter. */
  | 'unsure'
  /** The readers saw different texts. */
  | 'disagree'
  /** The second reader did not answer. */
  | 'reader-failed';

/** What a reader must be sure of, for every letter. */
interface Sureness {
  readonly likeness: number;
  readonly lead: number;
}
/** Correlation with the drawing: clean print has 0.95 and is 0.1 ahead; half-covered letters fall below 0.7. */
const FIRST: Sureness = { likeness: 0.7, lead: 0.02 };
/** Tesseract's confidence, 0–1: clean print has 0.7 to 0.95. It names no second letter. */
const SECOND: Sureness = { likeness: 0.6, lead: 0 };

/**
 * Accepts a text that both readers saw in the same form, each sure of every letter. Check digits are not looked at:
 * whoever uses the text verifies them (parseMrz), and nothing is ever repaired by them.
 */
export function agree(format: MrzFormat, a: Reading, b: Reading | null): MrzImageResult {
  const first = textOf(a);
  const second = b === null ? null : textOf(b);
  const refuse = (refused: MrzRefusal): MrzImageResult => ({ refused, a: first, b: second });
  if (b === null || !sure(a, FIRST) || !sure(b, SECOND)) return refuse('unsure');
  const { lines, width } = mrzShape[format];
  const shaped = a.lines.length === lines && a.lines.every((line) => line.length === width);
  return shaped && first === second ? { accepted: first } : refuse('disagree');
}

function sure(reading: Reading, { likeness, lead }: Sureness): boolean {
  return reading.lines.every((line) => line.every((one) => one.likeness >= likeness && one.lead >= lead));
}
