import type { CopiedSlip, SlipTotals } from '../../core/journal/catalogue/day.ts';
import { shortDate } from '../../core/person/dates.ts';
import { clockOf } from '../../core/person/duration.ts';
import type { SlipVerdict } from '../../core/receipt/verify-slip.ts';

const refusals: Readonly<Record<Extract<SlipVerdict, { ok: false }>['why'], string>> = {
  'not-a-code': 'this is no code of a station’s slip, or a letter of it was read wrongly: read it again',
  'wrong-election': 'NOT GOOD: the slip is of another election, or of a training',
  'unknown-device': 'NOT GOOD: the commission’s package knows no such device and key',
  'wrong-station': 'NOT GOOD: the device belongs to another station',
  'bad-signature': 'NOT GOOD: this device has not signed these numbers',
};

const slips: Readonly<Record<CopiedSlip, string>> = {
  start: 'start receipt',
  final: 'final receipt',
  suspended: 'slip of a standstill',
  resumed: 'slip of going on',
};

const names: Readonly<Record<keyof SlipTotals, string>> = {
  registered: 'voters on the list',
  reserved: 'begun',
  confirmed: 'got a receipt',
  released: 'no receipt given',
  undone: 'undone',
  validSlips: 'valid receipts',
  reprints: 'printed again',
  stoodStill: 'stood still',
  inside: 'inside when the doors were closed',
  signatures: 'signatures in the paper list',
  receipts: 'receipts collected',
  byHand: 'ballots handed out by hand',
  onPaper: 'entered from the paper list, in no other number',
  beside: 'kiosks that served beside this one, papers not compared',
};

/** The verdict in words. */
export function saySlip(verdict: SlipVerdict): readonly string[] {
  if (!verdict.ok) return [refusals[verdict.why]];
  const { told } = verdict;
  const { totals } = told;
  const numbers = (Object.keys(names) as (keyof SlipTotals)[]).flatMap((name) => {
    const value = totals[name];
    if (value === null || value === undefined) return [];
    return [`  ${names[name]}: ${name === 'stoodStill' ? clockOf(value) : value}`];
  });
  return [
    `good: device ${told.device} of station ${told.station} has signed this`,
    `${slips[told.slip]}, sitting ${told.sitting}, ${shortDate(told.at.slice(0, 10))} ${told.at.slice(11, 16)}, mode ${told.mode}`,
    `  admitted: ${totals.confirmed - totals.undone}`,
    ...numbers,
    `to hold the station’s journal against it: journal verify FILE --trust PACKAGE --checkpoint ${told.device}:${told.seq}:${told.head}`,
  ];
}
