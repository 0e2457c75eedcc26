/** One letter as a reader saw it. */
export interface Character {
  /** A–Z, 0–9 or <. */
  readonly character: string;
  /** 0–1: how like that letter it is. Each reader has a scale of its own. */
  readonly likeness: number;
  /** How far it is ahead of the next letter, on the same scale. */
  readonly lead: number;
}

/** What a reader saw, line by line. Lines may be too many, too short or too long: it is only what was seen. */
export interface Reading {
  readonly lines: readonly (readonly Character[])[];
}

/** The lines joined by LF. */
export const textOf = (reading: Reading): string =>
  reading.lines.map((line) => line.map(({ character }) => character).join('')).join('\n');
