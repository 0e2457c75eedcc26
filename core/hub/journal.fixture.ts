import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
import type { BodyOf, EventType } from '../journal/catalogue.ts';
import { EMPTY_CHAIN, localTime, makeEvent, type WriterState } from '../journal/chain.ts';
import type { Actor, JournalEvent } from '../journal/event.ts';
import { tick } from '../journal/hlc.ts';
import type { JournalName } from './names.ts';

/** Kiosks that write what a day brings, for tests and measurements: real events, signed and chained as a kiosk's are. */
export interface Writer {
  readonly name: JournalName;
  readonly publicKey: Uint8Array;
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly lines: string[];
  readonly events: JournalEvent[];
  write<T extends EventType>(type: T, body: BodyOf<T>): JournalEvent;
  /** A voter comes, is found by her finger, and is admitted. @returns the admission */
  admit(voter: number): string;
}

export const SITTING = 'day';
const KEY = 'k1';
const OFFICER: Actor = { role: 'officer', person: 'officer-1' };
/** 30 November 2025, 08:00 in Bishkek. */
const START_MS = 1_764_468_000_000;
const STEP_MS = 900;

/** Pseudonym of a voter by her number: the same at every kiosk. */
export const pseudonym = (voter: number, crypto: Crypto): string =>
  toHex(crypto.hmacSha256(utf8('test pseudonyms'), utf8(String(voter))));

/** Whose signature its events have. */
export interface WriterKey {
  readonly key: string;
  readonly publicKey: Uint8Array;
  readonly sign: (hash: Uint8Array) => Uint8Array;
}

export const writerKey = (secret: Uint8Array, crypto: Crypto): WriterKey => ({
  key: KEY,
  publicKey: crypto.ed25519PublicKey(secret),
  sign: (hash) => crypto.ed25519Sign(hash, secret),
});

/** A kiosk that has been started and whose station is open. */
export function openKiosk(
  name: JournalName,
  crypto: Crypto,
  { key, publicKey, sign } = writerKey(crypto.sha256(utf8(`key of ${name.device}`)), crypto),
): Writer {
  let state: WriterState = EMPTY_CHAIN;
  let admissions = 0;
  const writer: Writer = {
    ...{ name, publicKey, sign, lines: [], events: [] },
    write(type, body) {
      const ms = START_MS + state.seq * STEP_MS;
      const stamps = { sitting: SITTING, hlc: tick(state.hlc, ms), at: localTime(ms, 'Asia/Bishkek') };
      const made = makeEvent({ ...name, key }, state, { type, body, actor: OFFICER, ...stamps }, sign, crypto);
      state = made.state;
      writer.lines.push(made.line);
      writer.events.push(made.event);
      return made.event;
    },
    admit(voter) {
      admissions += 1;
      const [attempt, admission] = [`a-${admissions}`, `d-${admissions}`];
      const receipt = `${name.station}-${admissions}`;
      writer.write('attempt.started', { attempt, by: 'document', documentKind: 'id-2017' });
      writer.write('attempt.biometric', { attempt, modality: 'finger', finger: 2, result: 'match', try: 1 });
      writer.write('admission.reserved', {
        ...{ admission, attempt, voter: pseudonym(voter, crypto), category: 'home', constituency: 'c-1' },
        ...{ precinct: name.station, sex: voter % 2 === 0 ? 'female' : 'male', ageGroup: '36–45' },
        ...{ modality: 'finger', receipts: [{ receipt, ballot: 'b-1' }] },
      });
      writer.write('print.handed', { job: `p-${admissions}`, receipt, copy: 0 });
      writer.write('admission.confirmed', { admission, receipts: [receipt], evidence: 'printer' });
      return admission;
    },
  };
  writer.write('device.started', { version: '1.0.0', previous: 'first' });
  writer.write('sitting.opened', {
    sitting: SITTING,
    kind: 'day',
    registered: 1_500,
    carried: 0,
    approvers: ['chair'],
  });
  return writer;
}

/** The keys of these kiosks, as a package tells them. */
export const keysOf = ({ name, publicKey }: Pick<Writer, 'name' | 'publicKey'>) => ({
  ...{ device: name.device, key: KEY, algorithm: 'Ed25519' as const, publicKey: toHex(publicKey) },
});
