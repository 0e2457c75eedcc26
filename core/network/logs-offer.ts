import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { utf8 } from '../crypto/encoding.ts';
import { idSchema } from '../election/common.ts';
import { MAX_LINE_BYTES } from '../journal/canonical.ts';
import { behindDoor, digitsOf, type Invitation, readWay, wayText } from './invitation.ts';

/**
 * How the commission's console takes the logs of a station from one of its kiosks in the same network.
 *
 * A person at the kiosk opens them for ten minutes and reads out, or has scanned, an address and twelve digits. The channel is
 * TLS 1.3. The console believes a kiosk whose certificate is signed by a key that the commission has registered, and that is
 * the very kiosk which showed the digits: the first four follow from that key. Only then it says the other eight, which are
 * drawn by lot for this offer, and good until a console has everything, or the ten minutes are over. Whoever stands in between
 * therefore hears no digits, and whoever guesses is slowed down (digit-tries.ts).
 */

const MARK = 'TAANUU:LOGS:1';
/** Digits that name the kiosk, and those that are the secret. */
const KIOSK_DIGITS = 4;
export const SECRET_DIGITS = 8;
/** Behind the door of a kiosk. */
const PORT_BEHIND = 4;
/** Where a typed address has no port. */
const PORT = 7_426;

/** What the console needs to take logs there. */
export interface LogsOffer {
  /** `address:port`, at most four. */
  readonly at: readonly string[];
  /** Of the kiosk's key. */
  readonly kiosk: string;
  readonly secret: string;
}

/** The digits by which a kiosk's registered key is known. @param publicKey Ed25519, 32 bytes */
export const kioskDigits = (publicKey: Uint8Array, crypto: Crypto): string =>
  digitsOf(crypto.sha256(utf8('taanuu/logs/1'), publicKey), KIOSK_DIGITS);

/** As a QR code has it. */
export const logsOfferText = ({ at, kiosk, secret }: LogsOffer): string =>
  wayText(MARK, { at, digits: kiosk + secret });

/** Reads what was scanned, or typed: an address, `#` or a space, and twelve digits; null: it is neither. */
export function readLogsOffer(text: string): LogsOffer | null {
  // People read out an address as they know it: four numbers.
  const whole = text.trim().replace(/^(\d{1,3}(?:\.\d{1,3}){3})(?=[\s#])/, `$1:${PORT}`);
  const read: Invitation | null = readWay(whole, MARK, KIOSK_DIGITS + SECRET_DIGITS);
  return read && { at: read.at, kiosk: read.digits.slice(0, KIOSK_DIGITS), secret: read.digits.slice(KIOSK_DIGITS) };
}

/** Where a kiosk gives its logs. @param door where the other kiosks reach it */
export const logsAt = (door: string): string => behindDoor(door, PORT_BEHIND);

/** Lines of a page, and about how many characters; a page has one line at least. */
export const LOG_PAGE = { lines: 200, characters: 262_144 } as const;
/** Journals of one station. */
const JOURNALS_MAX = 64;

const seq = z.int().min(0);

/** A journal that a kiosk has. */
const offeredJournal = z.strictObject({
  station: idSchema,
  device: idSchema,
  /** Number of its last event here, when it was asked for. */
  last: seq,
  /** Of the kiosk's own journal the signed head at that event; of another one's there is none. */
  head: z.string().max(MAX_LINE_BYTES).nullable(),
});
export type OfferedJournal = z.infer<typeof offeredJournal>;
export const offeredJournals = z.array(offeredJournal).max(JOURNALS_MAX);
export const logLines = z.array(z.string().max(MAX_LINE_BYTES)).max(LOG_PAGE.lines);

const linesAsked = z.strictObject({ ask: z.literal('lines'), device: idSchema, after: seq });

/** What the console says, each as a line of JSON: first the secret, and nothing before it was answered. */
export const logsAsk = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('journals'), secret: z.string().regex(/^\d{8}$/) }),
  /** Lines of a journal behind an event. */
  linesAsked,
  /** It has everything: with that the offer is over. */
  z.strictObject({ ask: z.literal('done') }),
]);
export type LogsAsk = z.infer<typeof logsAsk>;
/** Of a line that the console says, in bytes. */
export const ASK_BYTES = 512;

/** What the kiosk answers. */
export const logsAnswer = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('journals'), journals: offeredJournals }),
  z.strictObject({ answer: z.literal('lines'), lines: logLines }),
  z.strictObject({ answer: z.literal('done') }),
  /**
   * `secret`: it is another one; `later`: so many wrong ones were said that this one was not looked at; `over`: a console has
   * everything, its time is over, or a person has ended it.
   */
  z.strictObject({ answer: z.literal('refused'), why: z.enum(['secret', 'later', 'over']) }),
]);
export type LogsAnswer = z.infer<typeof logsAnswer>;
/** Of a line that the kiosk answers, in bytes: a page whose quotation marks are escaped, or the heads of all journals. */
export const ANSWER_BYTES = 2 * (LOG_PAGE.characters + MAX_LINE_BYTES);
