import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url, fromHex, toBase64url, toHex, utf8 } from '../crypto/encoding.ts';
import { type CopiedSlip, copiedSlips, type SlipTotals, slipTotals } from '../journal/catalogue/day.ts';
import { type Mode, modes } from '../journal/event.ts';

/**
 * The QR code of a station's slip: its totals, where the journal stood, and the device's signature over both, so that
 * paper proves itself wherever the commission's package is at hand.
 *
 *     taanuu:3:SLIP:ELECTION:MODE:STATION:DEVICE:KEY:SITTING:AT:SEQ:HEAD:TOTALS:SIGNATURE
 *
 * Names are percent-encoded; AT is local time with its offset (`20231008T200512+0600`); HEAD is the hash of event SEQ and
 * SIGNATURE Ed25519 over SHA-256("taanuu/slip/3" ‖ everything before the last colon), both base64url; TOTALS are the numbers
 * of `slipTotals` in its order, with points between them and nothing where there is no number.
 *
 * Form 2 is that of slips whose totals do not have those entered from the paper list: the same without this number. Form 4 is that of
 * slips of a kiosk beside which another one served: the same with the number of such kiosks behind the others.
 */
export interface SignedSlip {
  readonly slip: CopiedSlip;
  readonly election: string;
  readonly mode: Mode;
  readonly station: string;
  readonly device: string;
  /** Name of the signing key. */
  readonly key: string;
  readonly sitting: string;
  /** As events write it: local time with offset. */
  readonly at: string;
  readonly seq: number;
  /** Hash of event `seq`, hex. */
  readonly head: string;
  readonly totals: SlipTotals;
}

type Form = '2' | '3' | '4';
type TotalName = keyof SlipTotals;
const allTotals = Object.keys(slipTotals.shape) as readonly TotalName[];

/** The numbers that a code of each form has, in their order. */
export const totalsOfForm: Readonly<Record<Form, readonly TotalName[]>> = {
  '2': allTotals.filter((name) => name !== 'onPaper' && name !== 'beside'),
  '3': allTotals.filter((name) => name !== 'beside'),
  '4': allTotals,
};
function formOf({ onPaper, beside }: SlipTotals): Form {
  if (beside !== undefined) return '4';
  return onPaper === undefined ? '2' : '3';
}
const isForm = (text: string | undefined): text is Form => text !== undefined && Object.hasOwn(totalsOfForm, text);
const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Signs what is told; `sign` is Ed25519 by the device's key. */
export function signedCode(told: SignedSlip, crypto: Pick<Crypto, 'sha256'>, sign: (hash: Uint8Array) => Uint8Array) {
  const form = formOf(told.totals);
  const text = [
    `taanuu:${form}`,
    ...[told.slip, told.election, told.mode, told.station, told.device, told.key, told.sitting].map(encodeURIComponent),
    compactTime(told.at),
    String(told.seq),
    toBase64url(fromHex(told.head) ?? new Uint8Array(HASH_BYTES)),
    totalsOfForm[form].map((name) => told.totals[name] ?? '').join('.'),
  ].join(':');
  return `${text}:${toBase64url(sign(digest(form, text, crypto)))}`;
}

/** What a code says, not yet believed. */
export interface ReadCode {
  readonly told: SignedSlip;
  /** Whether this public key (32 bytes) signed exactly this. */
  readonly isSignedBy: (publicKey: Uint8Array, crypto: Pick<Crypto, 'sha256' | 'ed25519Verify'>) => boolean;
}

/** Reads a code that anybody may have written; null where it is none, or not in its one spelling. */
export function readSignedCode(code: string): ReadCode | null {
  const parts = code.trim().split(':');
  const form = parts[1];
  if (parts.length !== 14 || parts[0] !== 'taanuu' || !isForm(form)) return null;
  const [slip, election, mode, station, device, key, sitting] = parts.slice(2, 9).map(decoded);
  const [at, seq, head, totals, signature] = parts.slice(9) as [string, string, string, string, string];
  const hash = fromBase64url(head);
  const signed = fromBase64url(signature);
  const numbers = readTotals(totals, totalsOfForm[form]);
  const known = copiedSlips.find((one) => one === slip);
  const knownMode = modes.find((one) => one === mode);
  const time = wholeTime(at);
  if (!known || !knownMode || !numbers || !time || hash?.length !== HASH_BYTES) return null;
  if (signed?.length !== SIGNATURE_BYTES || !/^[1-9]\d{0,8}$/.test(seq)) return null;
  if (!election || !station || !device || !key || !sitting) return null;
  const text = parts.slice(0, -1).join(':');
  return {
    told: {
      ...{ slip: known, mode: knownMode, election, station, device, key, sitting },
      ...{ at: time, seq: Number(seq), head: toHex(hash), totals: numbers },
    },
    isSignedBy: (publicKey, crypto) => crypto.ed25519Verify(signed, digest(form, text, crypto), publicKey),
  };
}

function readTotals(text: string, names: readonly TotalName[]): SlipTotals | null {
  const parts = text.split('.');
  if (parts.length !== names.length || !parts.every((part) => /^(?:0|[1-9]\d{0,8})?$/.test(part))) return null;
  const read = slipTotals.safeParse(
    Object.fromEntries(names.map((name, place) => [name, parts[place] === '' ? null : Number(parts[place])])),
  );
  return read.success ? read.data : null;
}

const digest = (form: Form, text: string, crypto: Pick<Crypto, 'sha256'>): Uint8Array =>
  crypto.sha256(utf8(`taanuu/slip/${form}`), utf8(text));

const decoded = (part: string): string | null => {
  try {
    const text = decodeURIComponent(part);
    return encodeURIComponent(text) === part ? text : null;
  } catch {
    return null;
  }
};

/** `2023-10-08T20:05:12.345+06:00` → `20231008T200512+0600`. */
const compactTime = (at: string): string =>
  at.replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?([+-]\d\d):(\d\d)$/, '$1$2$3T$4$5$6$7$8');

const wholeTime = (at: string): string | null => {
  const [, year, month, day, hour, minute, second, zone, minutes] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/.exec(at) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${minutes}`;
};
