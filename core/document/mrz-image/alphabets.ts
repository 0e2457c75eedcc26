import type { MrzFormat } from '../mrz-fields.ts';

/** What a place of the zone may hold: L letters and fillers, D digits and fillers. */
export type Alphabet = 'L' | 'D';

export const alphabetCharacters: Readonly<Record<Alphabet, string>> = {
  L: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<',
  D: '0123456789<',
};

/**
 * The alphabet of every place of a Kyrgyz zone, line by line: two letters and seven digits for the number, digits for
 * the PIN, dates and check digits (Doc 9303 parts 4 and 5; public samples). Only the second reader is told, so that
 * it need not tell O from 0. The first one is free, so a zone that is made otherwise is refused and never bent.
 */
export const zoneAlphabets: Readonly<Record<MrzFormat, readonly string[]>> = {
  td1: [`${'L'.repeat(7)}${'D'.repeat(23)}`, `${'D'.repeat(7)}L${'D'.repeat(7)}LLL${'D'.repeat(12)}`, 'L'.repeat(30)],
  td3: ['L'.repeat(44), `LL${'D'.repeat(8)}LLL${'D'.repeat(7)}L${'D'.repeat(23)}`],
};
