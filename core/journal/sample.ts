import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
import type { BodyOf, EventType } from './catalogue.ts';
import { EMPTY_CHAIN, localTime, makeEvent, type Sign, type WriterState } from './chain.ts';
import type { Actor, JournalIdentity } from './event.ts';
import { makeHead } from './head.ts';
import { tick } from './hlc.ts';
import type { Trust } from './trust.ts';

/**
 * A made-up journal that is the same every time: for tests, measurements and the example in docs/journal.md.
 * Its key is no secret (SHA-256 of a sentence), so it is good for nothing else.
 */
export interface SampleJournal {
  readonly identity: JournalIdentity;
  readonly trust: Trust;
  readonly sign: Sign;
  /** Event lines, then the signed head; without line feeds. */
  readonly lines: readonly string[];
}

const OFFICER: Actor = { role: 'officer', person: 'officer-1' };
const SYSTEM: Actor = { role: 'system' };
/** 8 October 2023, 07:50 in Bishkek. */
const START_MS = 1_696_729_800_000;
const STEP_MS = 1_777;

type Draft = { [T in EventType]: { readonly type: T; readonly body: BodyOf<T>; readonly actor: Actor } }[EventType];

/** The events of one voter, five each. */
function voterDrafts(n: number, crypto: Crypto): readonly Draft[] {
  const attempt = `a-${n}`;
  const admission = `d-${n}`;
  const receipt = `7001-${String(n).padStart(5, '0')}`;
  const voter = toHex(crypto.hmacSha256(utf8('sample pseudonym key'), utf8(String(n))));
  return [
    { type: 'attempt.started', body: { attempt, by: 'document', documentKind: 'id-2017' }, actor: OFFICER },
    {
      type: 'attempt.biometric',
      body: { attempt, modality: 'finger', finger: (n % 10) + 1, result: 'match', try: 1 },
      actor: SYSTEM,
    },
    {
      type: 'admission.reserved',
      body: {
        ...{ admission, attempt, voter, category: 'home', constituency: 'c-1', precinct: '7001' },
        ...{ sex: n % 2 === 0 ? 'female' : 'male', ageGroup: '36–45', modality: 'finger' },
        receipts: [{ receipt, ballot: 'b-1' }],
      },
      actor: SYSTEM,
    },
    { type: 'print.handed', body: { job: `p-${n}`, receipt, copy: 0 }, actor: SYSTEM },
    { type: 'admission.confirmed', body: { admission, receipts: [receipt], evidence: 'printer' }, actor: SYSTEM },
  ];
}

function* drafts(crypto: Crypto): IterableIterator<Draft> {
  yield { type: 'device.started', body: { version: '0.1.0', previous: 'first' }, actor: SYSTEM };
  for (let n = 1; ; n++) {
    yield* voterDrafts(n, crypto);
    if (n % 20 === 0) yield { type: 'sitting.suspended', body: { reason: 'жарык өчтү' }, actor: OFFICER };
    if (n % 20 === 0) yield { type: 'sitting.resumed', body: {}, actor: OFFICER };
  }
}

/** The sample with this many events, a checkpoint at every hundredth. */
export function sampleJournal(count: number, crypto: Crypto): SampleJournal {
  const secret = crypto.sha256(utf8('taanuu sample journal'));
  const sign: Sign = (hash) => crypto.ed25519Sign(hash, secret);
  const identity = {
    election: 'sample-2023',
    mode: 'laboratory',
    station: '7001',
    device: 'KG-MFU-1',
    key: 'k1',
  } as const;
  const publicKey = toHex(crypto.ed25519PublicKey(secret));
  const lines: string[] = [];
  let state: WriterState = EMPTY_CHAIN;
  const source = drafts(crypto);
  while (state.seq < count) {
    const ms = START_MS + state.seq * STEP_MS;
    const checkpoint: Draft = { type: 'checkpoint.made', body: { count: state.seq }, actor: SYSTEM };
    const draft = (state.seq + 1) % 100 === 0 ? checkpoint : source.next().value;
    const stamped = { ...draft, sitting: 'day', hlc: tick(state.hlc, ms), at: localTime(ms, 'Asia/Bishkek') };
    const made = makeEvent(identity, state, stamped, sign, crypto);
    lines.push(made.line);
    state = made.state;
  }
  lines.push(makeHead(identity, state, localTime(START_MS + count * STEP_MS, 'Asia/Bishkek'), sign, crypto));
  const { election, device, key } = identity;
  return { identity, sign, lines, trust: { election, devices: [{ device, key, algorithm: 'Ed25519', publicKey }] } };
}
