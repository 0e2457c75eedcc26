import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
import { isProblemCode } from '../problem/catalogue.ts';
import { canonical } from './canonical.ts';
import { type BodyOf, type EventType, entryOf, isEventType } from './catalogue.ts';
import { type Actor, type Envelope, EVENT_VERSION, type JournalEvent, type JournalIdentity } from './event.ts';
import { formatHlc, HLC_ZERO, type Hlc } from './hlc.ts';

/** Put before the canonical bytes of an event when it is hashed, so that its hash is never that of something else. */
export const EVENT_DOMAIN = utf8('taanuu/event/1');
/** `prev` of the first event. */
export const GENESIS = '0'.repeat(64);

/** Where a chain stands: number and hash of its last event. Seq 0 with `GENESIS` is before the first. */
export interface ChainState {
  readonly seq: number;
  readonly hash: string;
}

/** Where a writer stands: also the hybrid clock of its last event. */
export interface WriterState extends ChainState {
  readonly hlc: Hlc;
}

export const EMPTY_CHAIN: WriterState = { seq: 0, hash: GENESIS, hlc: HLC_ZERO };

/** Signs 32 bytes with the device's key; 64 bytes of Ed25519. */
export type Sign = (hash: Uint8Array) => Uint8Array;

/** SHA-256("taanuu/event/1" ‖ JCS(event without hash and sig)), 32 bytes. */
export function eventHash(event: Envelope | JournalEvent, crypto: Crypto): Uint8Array {
  const { hash: _hash, sig: _sig, ...hashed } = event;
  return crypto.sha256(EVENT_DOMAIN, utf8(canonical(hashed)));
}

/** What a writer says about the next event; the chain adds the rest. */
export interface EventDraft<T extends EventType = EventType> {
  readonly type: T;
  readonly body: BodyOf<T>;
  readonly actor: Actor;
  readonly sitting: string | null;
  readonly hlc: Hlc;
  /** Local time with offset, see `atSchema`. */
  readonly at: string;
}

/** A new event, the exact line to keep (without line feed), and where the chain then stands. */
export interface MadeEvent {
  readonly event: JournalEvent;
  readonly line: string;
  readonly state: WriterState;
}

/**
 * Makes the event that follows `last` and signs it. Throws if the type is not in the catalogue or the body is not
 * as the catalogue says: that is a bug of the writer, and nothing of it may reach the journal.
 */
export function makeEvent<T extends EventType>(
  identity: JournalIdentity,
  last: WriterState,
  draft: EventDraft<T>,
  sign: Sign,
  crypto: Crypto,
): MadeEvent {
  if (!isEventType(draft.type)) throw new Error(`not in the event catalogue: ${String(draft.type)}`);
  const checked = entryOf(draft.type).body.safeParse(draft.body);
  if (!checked.success) throw new Error(`body of ${draft.type} is not as the catalogue says: ${checked.error.message}`);
  const problem = 'problem' in draft.body ? draft.body.problem : null;
  if (problem !== null && !isProblemCode(problem)) throw new Error(`not in the error catalogue: ${problem}`);
  const seq = last.seq + 1;
  const unsigned = {
    v: EVENT_VERSION,
    ...identity,
    sitting: draft.sitting,
    seq,
    hlc: formatHlc(draft.hlc),
    at: draft.at,
    type: draft.type,
    actor: draft.actor,
    body: checked.data,
    prev: last.hash,
  };
  const hash = crypto.sha256(EVENT_DOMAIN, utf8(canonical(unsigned)));
  const event = { ...unsigned, hash: toHex(hash), sig: toHex(sign(hash)) } as JournalEvent;
  return { event, line: canonical(event), state: { seq, hash: event.hash, hlc: draft.hlc } };
}

/** `at` of an event: wall time `ms` in the given IANA zone, written with its offset from UTC. */
export function localTime(ms: number, zone: string): string {
  const offset = offsetMinutes(ms, zone);
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number) => String(n).padStart(2, '0');
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(ms: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const found = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (!found) throw new RangeError(`no offset for zone ${zone}: ${name}`);
  return (found[1] === '-' ? -1 : 1) * (Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0));
}
