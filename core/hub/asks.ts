import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../crypto/encoding.ts';
import { canonical } from '../journal/canonical.ts';
import { count, hex32, id, problemCode, text } from '../journal/catalogue/fields.ts';
import type { Trust } from '../journal/trust.ts';
import { type JournalName, journalNameSchema } from './names.ts';

/**
 * What a device asks the hub for, beside sending events: signed by the device, so that the process which carries it can ask
 * for nothing in its name.
 */

/** What a device's connection with the hub goes over. */
export const linkKinds = ['cable', 'wireless', 'mobile', 'satellite', 'unknown'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** How a device is, as it says itself, every half minute. */
export const healthSchema = z.strictObject({
  /** Its clock, milliseconds since 1970. */
  now: z.int().min(0),
  version: text,
  /** Number of the last event of its journal. */
  last: count,
  /** Events that have no stored receipt, and when the oldest of them was written. */
  backlog: count,
  oldest: z.int().min(0).nullable(),
  /** What its link to the hub goes over. */
  link: z.enum(linkKinds),
  /** Percent; null: no battery. */
  battery: z.int().min(0).max(100).nullable(),
  onMains: z.boolean().nullable(),
  /** Free on its disk, in megabytes. */
  free: count.nullable(),
  /** Kiosks of its station that it sees. */
  sees: z.array(id).max(64),
  problems: z.array(problemCode).max(32),
});
export type Health = z.infer<typeof healthSchema>;

/** Names one ask: 8 random bytes. */
export const nonceSchema = z.string().regex(/^[0-9a-f]{16}$/);

const askSchema = z.discriminatedUnion('ask', [
  /** The lock of a voter across the country, in a round of the election. Asked again it is the same lock: after a time-out one asks again. */
  z.strictObject({
    ...{ ask: z.literal('lock'), voter: hex32, round: count },
    /** The admission that stands here without it, also of a kiosk with whose sitting this one goes on: it is not elsewhere. */
    admission: text.optional(),
  }),
  /** Gives a lock up that this device took in this revision. */
  z.strictObject({ ask: z.literal('release'), voter: hex32, round: count, revision: z.int().min(1) }),
  /** Which voters of its station's list are admitted elsewhere, behind what is known of them (elsewhere.ts). */
  z.strictObject({ ask: z.literal('elsewhere'), epoch: z.string().max(32).nullable(), after: count }),
  z.strictObject({ ask: z.literal('health'), health: healthSchema }),
  /** The packages that there are for its station. */
  z.strictObject({ ask: z.literal('packages') }),
  /** One piece of one of them (packages.ts): answered by its bytes, or by none. */
  z.strictObject({ ask: z.literal('piece'), package: hex32, n: count }),
]);
export type Ask = z.infer<typeof askSchema>;

const letterSchema = z.strictObject({
  v: z.literal(1),
  ...journalNameSchema.shape,
  /** Drawn for this ask alone: an answer that names it is to no other. */
  nonce: nonceSchema,
  /**
   * The hub's clock as the device reckons it, milliseconds since 1970 (`HubClock`): what was asked before counts no more
   * (fresh.ts). 0: it has heard nothing of the hub yet.
   */
  asked: z.int().min(0),
  ask: askSchema,
  /** Ed25519 by the device's key over SHA-256 of `ASK_DOMAIN` and the canonical form of all else. */
  sig: z.string().regex(/^[0-9a-f]{128}$/),
});
export type AskLetter = z.infer<typeof letterSchema>;

const ASK_DOMAIN = utf8('taanuu/hub-ask/2');
/** Longest ask, in characters. */
const ASK_MAX = 8_192;

const hashOf = (letter: Omit<AskLetter, 'sig'>, crypto: Crypto): Uint8Array =>
  crypto.sha256(ASK_DOMAIN, utf8(canonical(letter)));

/** Writes and signs an ask. @param sign Ed25519 over 32 bytes, by the device's key */
export function writeAsk(
  { election, mode, station, device }: JournalName,
  { nonce, asked, ask }: Pick<AskLetter, 'nonce' | 'asked' | 'ask'>,
  sign: (hash: Uint8Array) => Uint8Array,
  crypto: Crypto,
): string {
  const letter = { v: 1 as const, election, mode, station, device, nonce, asked, ask };
  return canonical({ ...letter, sig: toHex(sign(hashOf(letter, crypto))) });
}

/**
 * Reads an ask; null: it is none, or its device has not signed it.
 * @param trustOf the keys of a device at a station; null: none such
 */
export function readAsk(text: string, trustOf: (name: JournalName) => Trust | null, crypto: Crypto): AskLetter | null {
  if (text.length > ASK_MAX) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const read = letterSchema.safeParse(json);
  if (!read.success) return null;
  const { sig, ...letter } = read.data;
  const signature = fromHex(sig);
  const { election, mode, station, device } = letter;
  const keys = trustOf({ election, mode, station, device })?.devices ?? [];
  const good = keys.some(({ publicKey }) => {
    const key = fromHex(publicKey);
    return signature && key && crypto.ed25519Verify(signature, hashOf(letter, crypto), key);
  });
  return good ? read.data : null;
}
