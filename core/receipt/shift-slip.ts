import type { ShiftTotals } from '../journal/shifts.ts';
import { shortDate } from '../person/dates.ts';
import { deviceLine, marks, type SlipPlace, tally } from './content.ts';
import { type Both, hashGroups, type Slip } from './slip.ts';
import { refusalWords, slipWords } from './words.ts';

export interface ShiftFacts extends SlipPlace {
  readonly number: number;
  readonly name: string;
  /** Local hh:mm. */
  readonly from: string;
  readonly until: string;
  readonly totals: ShiftTotals;
}

const both = (ky: string, ru: string): Both => ({ ky, ru });

/** Words of this slip alone; its counters are called as on the station's. */
export const shiftSlipWords = {
  title: both('Оператордун сменасы', 'Смена оператора'),
  shift: both('Смена', 'Смена'),
  times: both('Убактысы', 'Время'),
  operator: both('Оператор', 'Оператор'),
} as const satisfies Readonly<Record<string, Both>>;

const WHOLE_HASH = 16;

/** What an operator takes with her when she leaves: her own totals, of which the station's are the sum. */
export function shiftSlip({ totals, ...facts }: ShiftFacts): Slip {
  return {
    lines: [
      ...marks(facts.mode),
      { line: 'title', text: shiftSlipWords.title },
      { line: 'text', text: both(facts.name, facts.name) },
      { line: 'rule' },
      { line: 'text', text: facts.election },
      { line: 'pair', name: slipWords.station, value: `№ ${facts.station}` },
      deviceLine(facts),
      { line: 'pair', name: shiftSlipWords.shift, value: `№ ${facts.number}` },
      { line: 'pair', name: slipWords.date, value: shortDate(facts.date) },
      { line: 'pair', name: shiftSlipWords.times, value: `${facts.from}–${facts.until}` },
      { line: 'rule' },
      { line: 'number', name: slipWords.admitted, value: String(totals.confirmed - totals.undone) },
      { line: 'pair', name: slipWords.reserved, value: String(totals.reserved) },
      { line: 'pair', name: slipWords.confirmed, value: String(totals.confirmed) },
      { line: 'pair', name: slipWords.released, value: String(totals.released) },
      { line: 'pair', name: slipWords.undone, value: String(totals.undone) },
      { line: 'pair', name: slipWords.reprints, value: String(totals.reprints) },
      { line: 'rule' },
      { line: 'text', text: slipWords.byReason },
      ...tally(totals.refused, refusalWords),
      { line: 'rule' },
      { line: 'hash', name: slipWords.head, value: hashGroups(facts.head, WHOLE_HASH) },
      { line: 'sign', name: shiftSlipWords.operator },
      ...marks(facts.mode),
    ],
    qr: null,
  };
}
