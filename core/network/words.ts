import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../crypto/encoding.ts';
import { idSchema } from '../election/common.ts';
import { OFFERS_MAX, offerSchema, PIECE_BYTES } from '../hub/packages.ts';
import { PART_TEXT } from '../hub/results-part.ts';
import { canonical } from '../journal/canonical.ts';
import { count, hex32 } from '../journal/catalogue/fields.ts';
import { modes } from '../journal/event.ts';
import type { Trust } from '../journal/trust.ts';

/**
 * What the kiosks of a station say to each other. Events speak for themselves: each is signed. All else is a word, signed by
 * the device that says it, for this election and station: a kiosk of the same station cannot speak in another's name.
 */
const voter = z.string().regex(/^[0-9a-f]{64}$/);
const claim = z.string().regex(/^[0-9a-f]{16}$/);
/** The last event of each device of which somebody has all. */
const heads = z.record(idSchema, z.int().min(1)).refine((all) => Object.keys(all).length <= 64, 'too many devices');
const piece = z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4);
const lines = z.array(z.string().max(65_536)).max(500);

/** Said to all, or as a question to one. */
export const wordSchema = z.discriminatedUnion('word', [
  /**
   * Once a second: I am here, my clock says this (milliseconds since 1970), I have these events and this version of the
   * list, and these of my tries to serve a voter are under way.
   */
  z.strictObject({
    word: z.literal('here'),
    now: z.int().min(0),
    heads,
    list: z.int().min(0),
    open: z.array(claim).max(64),
    /** I have a connection with the hub; who has none is carried by whoever has. */
    hub: z.boolean(),
  }),
  /** Events, the moment that they are written or come from another: in the order of their device. */
  z.strictObject({ word: z.literal('events'), lines }),
  /** A question: what comes after these? Answered by `events`, and whether there is more. */
  z.strictObject({ word: z.literal('since'), heads }),
  z.strictObject({ word: z.literal('came'), lines, more: z.boolean() }),
  /** A question: may I serve this voter (claims.ts)? `claim` is a name of this try. */
  z.strictObject({ word: z.literal('claim'), voter, claim }),
  z.strictObject({ word: z.literal('granted'), voter, claim }),
  z.strictObject({
    word: z.literal('refused'),
    voter,
    claim,
    why: z.enum(['admitted', 'claimed']),
    by: idSchema.nullable(),
  }),
  /** A question: which packages have you for our station? Answered by `packages-are`. */
  z.strictObject({ word: z.literal('packages') }),
  z.strictObject({ word: z.literal('packages-are'), offers: z.array(offerSchema).max(OFFERS_MAX) }),
  /** A question: that piece of it (core/hub/packages.ts)? Answered by `piece-is`; null: I have it not, or not now. */
  z.strictObject({ word: z.literal('piece'), package: hex32, n: count }),
  z.strictObject({ word: z.literal('piece-is'), package: hex32, n: count, bytes: piece.nullable() }),
  /** That try is over, whatever came of it: it stands in my journal up to this event. */
  z.strictObject({ word: z.literal('claim-over'), voter, claim, seq: z.int().min(0) }),
  /** Please say this part of my results file to the hub, for I have no link (core/hub/results-part.ts). */
  z.strictObject({ word: z.literal('carry'), number: z.int().min(0), text: z.string().max(PART_TEXT) }),
  /** What the hub answered; null: nothing, or my own events go first. */
  z.strictObject({ word: z.literal('carried'), number: z.int().min(0), text: z.string().max(4_096).nullable() }),
]);
export type Word = z.infer<typeof wordSchema>;

const letterSchema = z.strictObject({
  v: z.literal(1),
  election: idSchema,
  mode: z.enum(modes),
  station: idSchema,
  from: idSchema,
  /** Null: to all kiosks of the station. */
  to: idSchema.nullable(),
  /** Greater in each letter of its sender than in all before, over its stops too: one that was said before is no letter. */
  n: z.int().min(1),
  word: wordSchema,
  /** Ed25519 by the device's key over `LETTER_DOMAIN` and the canonical form of all else, lower-case hex. */
  sig: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Letter = z.infer<typeof letterSchema>;

/** Goes before the canonical bytes of a letter when it is hashed to be signed. */
export const LETTER_DOMAIN = utf8('taanuu/letter/1');

/** Longest letter, in characters: 500 events of ordinary size. */
export const LETTER_MAX = 900_000;

/** Of which station a letter is, and who says it. */
export type Sender = Pick<Letter, 'election' | 'mode' | 'station' | 'from'>;

function hashOf(letter: Omit<Letter, 'sig'>, crypto: Crypto): Uint8Array {
  return crypto.sha256(LETTER_DOMAIN, utf8(canonical(letter)));
}

/** Writes and signs a letter. @param sign Ed25519 over 32 bytes */
export function writeLetter(
  sender: Sender,
  { to, n, word }: Pick<Letter, 'to' | 'n' | 'word'>,
  sign: (hash: Uint8Array) => Uint8Array,
  crypto: Crypto,
): string {
  const { election, mode, station, from } = sender;
  const letter = { v: 1 as const, election, mode, station, from, to, n, word };
  return JSON.stringify({ ...letter, sig: toHex(sign(hashOf(letter, crypto))) });
}

/**
 * Why a letter is none: no letter at all; of another election or station; to or from somebody else; not signed by its
 * sender; said before (`saidBefore`).
 */
export type LetterFault = 'not-a-letter' | 'elsewhere' | 'not-to-me' | 'not-ours' | 'forged' | 'said-before';

/** Numbers of the letters between two starts of a sender; see `Letter.n`. */
const PER_START = 1_000_000_000;

/**
 * Numbers the letters of a kiosk that has no package yet: below all that it says when it has one, and from then on it counts
 * anew. @param start how often it has started without one, from 1
 */
export function numbersBefore(start: number): () => number {
  let n = (start % 1_000) * (PER_START / 1_000);
  return () => {
    n += 1;
    return n;
  };
}

/** Numbers letters. @param start how often their sender has started, from 1 */
export function letterNumbers(start: number): () => number {
  let n = start * PER_START;
  return () => {
    n += 1;
    return n;
  };
}

/**
 * Whoever keeps a letter can say it again, and its signature stays good; nothing else of it would tell that it is old.
 * @param last the greatest number that was heard of each sender; changed in place
 * @returns whether this letter, or a later one of its sender, was heard before
 */
export function saidBefore(last: Map<string, number>, { from, n }: Pick<Letter, 'from' | 'n'>): boolean {
  if (n <= (last.get(from) ?? 0)) return true;
  last.set(from, n);
  return false;
}

/**
 * Reads a letter that came to this kiosk.
 * @param here who reads it: letters of its own are `not-to-me`
 * @param trust the devices of the station by the signed package
 */
export function readLetter(
  text: string,
  here: Sender,
  trust: Trust,
  crypto: Crypto,
): { readonly letter: Letter } | { readonly fault: LetterFault } {
  if (text.length > LETTER_MAX) return { fault: 'not-a-letter' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'not-a-letter' };
  }
  const read = letterSchema.safeParse(json);
  if (!read.success) return { fault: 'not-a-letter' };
  const { sig, ...letter } = read.data;
  if (letter.election !== here.election || letter.mode !== here.mode || letter.station !== here.station) {
    return { fault: 'elsewhere' };
  }
  if (letter.from === here.from || (letter.to !== null && letter.to !== here.from)) return { fault: 'not-to-me' };
  const device = trust.devices.find((one) => one.device === letter.from);
  if (!device || (device.station !== undefined && device.station !== here.station)) return { fault: 'not-ours' };
  const [signature, key] = [fromHex(sig), fromHex(device.publicKey)];
  const good = signature && key && crypto.ed25519Verify(signature, hashOf(letter, crypto), key);
  return good ? { letter: read.data } : { fault: 'forged' };
}
