/**
 * What stands on a slip, as data: `svg.ts` draws it, the printer room makes dots of it. Kyrgyz first, Russian below
 * it, on every line; numbers and hashes once.
 */
export interface Both {
  readonly ky: string;
  readonly ru: string;
}

export type SlipLine =
  /** The headline. */
  | { readonly line: 'title'; readonly text: Both }
  /** Name of a thing and its value on the right. */
  | { readonly line: 'pair'; readonly name: Both; readonly value: string }
  /** The one number that people read aloud. */
  | { readonly line: 'number'; readonly name: Both; readonly value: string }
  /** White on black: training, reprint, void. */
  | { readonly line: 'mark'; readonly text: Both }
  /** What a voter has chosen: as large as people read it without glasses. */
  | { readonly line: 'choice'; readonly text: Both }
  /** Running text. */
  | { readonly line: 'text'; readonly text: Both }
  /** A hash in groups of four, as people compare it. */
  | { readonly line: 'hash'; readonly name: Both; readonly value: string }
  | { readonly line: 'rule' }
  /** Room to write by hand: its name, and dotted lines. */
  | { readonly line: 'write'; readonly name: Both }
  /** A line to sign on. */
  | { readonly line: 'sign'; readonly name: Both }
  /** Letters to look at one by one, in one language. */
  | { readonly line: 'letters'; readonly text: string }
  /** Millimetres over the whole width, to be held against a ruler. */
  | { readonly line: 'ruler' }
  /** From light to black, and a black bar over the whole width: dead dots and a weak head show in it. */
  | { readonly line: 'ramp' };

export interface Slip {
  readonly lines: readonly SlipLine[];
  /** Content of a QR code at the end, or null. */
  readonly qr: string | null;
}

/** Hexadecimal in groups of four, the first `groups` of them. */
export function hashGroups(hash: string, groups: number): string {
  return (hash.match(/.{4}/g) ?? []).slice(0, groups).join(' ');
}

/** `hh:mm` rounded down to `minutes`, so that a slip cannot be matched with a camera's clock. */
export function roundedTime(time: string, minutes: number): string {
  const [hours = 0, minute = 0] = time.split(':').map(Number);
  const rounded = minute - (minute % minutes);
  return `${String(hours).padStart(2, '0')}:${String(rounded).padStart(2, '0')}`;
}

/**
 * The stretch in which a time is told that is rounded on purpose, `hh:mm–hh:mm`, so that nobody takes its beginning for
 * the moment. To the minute it is the moment itself.
 */
export function timeSpan(time: string, minutes: number): string {
  const from = roundedTime(time, minutes);
  if (minutes === 1) return from;
  const [hours = 0, minute = 0] = from.split(':').map(Number);
  const until = Math.min(minute + minutes, 60);
  const [hour, rest] = until === 60 ? [hours + 1, 0] : [hours, until];
  return `${from}–${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
