import type { Crypto } from '../../core/crypto/crypto.ts';
import { fromHex } from '../../core/crypto/encoding.ts';
import type { CopiedSlip, SlipTotals } from '../../core/journal/catalogue/day.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { shortDate } from '../../core/person/dates.ts';
import { clockOf } from '../../core/person/duration.ts';
import { readSignedCode, type SignedSlip } from '../../core/receipt/signed-totals.ts';

/** What a slip's code proves: whose it is and what it says, or why nothing. */
export type SlipVerdict =
  | { readonly ok: true; readonly told: SignedSlip }
  | {
      readonly ok: false;
      readonly why: 'not-a-code' | 'wrong-election' | 'unknown-device' | 'wrong-station' | 'bad-signature';
    };

/** Holds the code of a slip against the devices that the commission has signed. */
export function verifySlip(code: string, trust: Trust, crypto: Crypto): SlipVerdict {
  const read = readSignedCode(code);
  if (!read) return { ok: false, why: 'not-a-code' };
  const { told } = read;
  if (told.election !== trust.election || (trust.mode !== undefined && told.mode !== trust.mode)) {
    return { ok: false, why: 'wrong-election' };
  }
  const device = trust.devices.find((one) => one.device === told.device && one.key === told.key);
  const key = device && fromHex(device.publicKey);
  if (!device || !key) return { ok: false, why: 'unknown-device' };
  if (device.station !== undefined && device.station !== told.station) return { ok: false, why: 'wrong-station' };
  return read.isSignedBy(key, crypto) ? { ok: true, told } : { ok: false, why: 'bad-signature' };
}

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
