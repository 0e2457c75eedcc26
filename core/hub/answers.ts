import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../crypto/encoding.ts';
import { canonical } from '../journal/canonical.ts';
import { hex32 } from '../journal/catalogue/fields.ts';
import { causes } from '../journal/finding.ts';
import { resultsVerdicts, standings } from '../results/results-standing.ts';
import { nonceSchema } from './asks.ts';
import { ELSEWHERE_MOST, elsewhereSchema } from './elsewhere.ts';
import { journalNameSchema, tokenSchema } from './names.ts';
import { DIFFERENCES_MAX, differenceOfferSchema, OFFERS_MAX, offerSchema } from './packages.ts';

/**
 * What the hub answers. Each answer is signed by the hub's key: whatever carries it between hub and zone can keep it back or
 * bring it late, and change nothing of it.
 */
const time = z.iso.datetime({ precision: 3 });
const signed = {
  v: z.literal(1),
  ...journalNameSchema.shape,
  /** The hub's clock. */
  at: time,
  /** Name of the hub's key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** Ed25519 by it over SHA-256 of `ANSWER_DOMAIN` and the canonical form of all else. */
  sig: z.string().regex(/^[0-9a-f]{128}$/),
};
const voter = hex32;
/** Which ask is answered: an answer of before is none to a later one. */
const nonce = nonceSchema;

/**
 * The stored receipt: all events of this journal up to `seq`, whose hash is `hash`, lie verified in the hub's stream. It
 * alone counts as delivery, and it is the answer to everything that was not refused: where `seq` is before what was sent,
 * the hub has no more than that. `seq` 0: it has nothing.
 */
const stored = z.strictObject({
  ...signed,
  answer: z.literal('stored'),
  seq: z.int().min(0),
  hash: hex32,
  /** Where in which stream the last batch lies: whoever sends the receipt along spares the hub a look. */
  revision: z.string().regex(/^[a-z0-9]{1,32}:\d{1,16}$/),
});

/**
 * The stored receipt of a results file: it lies whole in the hub's stream, and this is what the hub says of it. It can be
 * said of it later that it is more: the key of its ballot zone, which was not known, came with the station's journal.
 */
const resultsReceipt = z.strictObject({
  ...signed,
  answer: z.literal('results'),
  sha256: hex32,
  standing: z.enum(standings),
  verdict: z.enum(resultsVerdicts),
});
/** What it says, as a kiosk keeps it in its journal. */
export type ResultsReceipt = z.infer<typeof resultsReceipt>;

const answerSchema = z.discriminatedUnion('answer', [
  stored,
  /** Event `seq` cannot be stored, for this cause; those before it were answered before. */
  z.strictObject({ ...signed, answer: z.literal('refused'), cause: z.enum(causes), seq: z.int().min(1) }),
  /** Nothing can be said now: ask again after so many milliseconds. */
  z.strictObject({ ...signed, answer: z.literal('busy'), after: z.int().min(0).max(600_000) }),
  /** The lock of this voter is this device's, in this revision. */
  z.strictObject({ ...signed, answer: z.literal('locked'), nonce, voter, revision: z.int().min(1) }),
  /** Somebody else has it, or has admitted her. */
  z.strictObject({
    ...signed,
    answer: z.literal('taken'),
    nonce,
    voter,
    how: z.enum(['locked', 'admitted']),
    by: z.strictObject({ station: tokenSchema, device: tokenSchema, at: z.string().max(40) }),
  }),
  /** What this device held in that revision is given up; or it held nothing (`was`). */
  z.strictObject({ ...signed, answer: z.literal('released'), nonce, voter, was: z.enum(['held', 'not-held']) }),
  /**
   * The ask is one of before, and nothing was done: to be asked anew, as of `from` at least (milliseconds since 1970 by the
   * hub's clock). Whoever has heard nothing of the hub yet learns its clock so.
   */
  z.strictObject({ ...signed, answer: z.literal('stale'), nonce, from: z.int().min(0) }),
  /** Locks are given to nobody now: the hub's are being rebuilt. */
  z.strictObject({ ...signed, answer: z.literal('not-open'), nonce, voter }),
  /** The packages that there are for the station of whoever asks. */
  z.strictObject({
    ...{ ...signed, answer: z.literal('packages'), nonce, packages: z.array(offerSchema).max(OFFERS_MAX) },
    /** What leads to them from others; without it there is nothing such. */
    differences: z.array(differenceOfferSchema).max(DIFFERENCES_MAX).optional(),
  }),
  /** Voters of the asking station's list who are admitted elsewhere: what is new, and whether there is more of it. */
  z.strictObject({
    ...{ ...signed, answer: z.literal('elsewhere'), nonce, epoch: z.string().max(32), more: z.boolean() },
    entries: z.array(elsewhereSchema).max(ELSEWHERE_MOST),
  }),
  /** An ask that wanted no more than to be heard. */
  z.strictObject({ ...signed, answer: z.literal('heard'), nonce }),
  /** Of this results file the hub has the first so many parts, without a gap; nothing of it is looked at before it is whole. */
  z.strictObject({ ...signed, answer: z.literal('results-parts'), sha256: hex32, parts: z.int().min(0) }),
  resultsReceipt,
]);
export type Answer = z.infer<typeof answerSchema>;

type Unsigned<A> = A extends Answer ? Omit<A, 'v' | 'at' | 'key' | 'sig'> : never;
/** What is answered, before it is signed. */
export type Saying = Unsigned<Answer>;

/** Goes before the canonical bytes of an answer when it is hashed. */
const ANSWER_DOMAIN = utf8('taanuu/hub-answer/1');

/** The hub's key as a kiosk knows it from its package: Ed25519, 32 bytes. */
export type HubKeys = readonly Uint8Array[];

/** Name of a hub's key: the first 16 digits of its SHA-256. */
export const hubKeyName = (publicKey: Uint8Array, crypto: Crypto): string =>
  toHex(crypto.sha256(publicKey)).slice(0, 16);

const hashOf = (answer: Omit<Answer, 'sig'>, crypto: Crypto): Uint8Array =>
  crypto.sha256(ANSWER_DOMAIN, utf8(canonical(answer)));

/** Who answers for the hub. */
export interface HubSigner {
  readonly key: string;
  /** Ed25519 over 32 bytes. */
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly crypto: Crypto;
}

/** Signs an answer. @param now milliseconds since 1970 */
export function writeAnswer(saying: Saying, now: number, { key, sign, crypto }: HubSigner): string {
  const answer = { v: 1 as const, ...saying, at: new Date(now).toISOString(), key } as Omit<Answer, 'sig'>;
  return canonical({ ...answer, sig: toHex(sign(hashOf(answer, crypto))) });
}

/** Reads an answer; null: it is none, or none of these keys has signed it. */
export function readAnswer(text: string, keys: HubKeys, crypto: Crypto): Answer | null {
  if (text.length > 4_096) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = answerSchema.safeParse(json);
  if (!read.success) return null;
  const { sig, ...answer } = read.data;
  const key = keys.find((one) => hubKeyName(one, crypto) === answer.key);
  const signature = fromHex(sig);
  return key && signature && crypto.ed25519Verify(signature, hashOf(answer, crypto), key) ? read.data : null;
}
