import { z } from 'zod';
import { bytesSchema } from '../../../core/election/common.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { eventCatalogue } from '../../../core/journal/catalogue.ts';
import type { PassportNote } from '../../../core/passport/passport.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import {
  type DeviceKeys,
  type DeviceRequest,
  deviceRequest,
  deviceRequestSchema,
  provesItsKeys,
} from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/** How the name of a passport's file begins. */
export const PASSPORT_PREFIX = 'taanuu-passport';
/** Of a file, in bytes: a note has about 250. */
export const MAX_PASSPORT_BYTES = 1_048_576;
/** Notes that a file holds; the newest ones where there are more. */
export const MAX_NOTES = 2_000;

/** JSON for people to read, the signature over its canonical form. */
const fileSchema = z.strictObject({
  format: z.literal('taanuu-passport'),
  v: z.literal(1),
  at: z.iso.datetime(),
  /** Who wrote it: its public keys, bound to each other by its own proof. */
  by: deviceRequestSchema,
  notes: z.array(eventCatalogue['passport.noted'].body).max(MAX_NOTES),
  signature: bytesSchema(64),
});

/** A passport whose signature is good. */
export interface SignedPassport {
  readonly at: string;
  readonly by: DeviceRequest;
  readonly notes: readonly z.infer<(typeof eventCatalogue)['passport.noted']['body']>[];
}

/** The text of a file with these notes. @param notes newest last */
export function writePassport(at: Date, notes: readonly PassportNote[], simulated: boolean, keys: DeviceKeys): string {
  const told = {
    ...{ format: 'taanuu-passport', v: 1, at: at.toISOString() },
    by: deviceRequest(keys, simulated),
    notes: notes.slice(-MAX_NOTES),
  };
  const signature = Buffer.from(keys.signing.sign(signedBytes(told))).toString('base64url');
  return `${JSON.stringify({ ...told, signature }, null, 2)}\n`;
}

/**
 * Reads a file that anybody may have written: never throws, takes nothing that its signature does not cover.
 * @returns `passport.unreadable`, or `passport.bad-signature`
 */
export function readPassport(bytes: Uint8Array, file: string): Result<SignedPassport, Problem> {
  const unreadable = err<Problem>({ code: 'passport.unreadable', params: { file } });
  if (bytes.length > MAX_PASSPORT_BYTES) return unreadable;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return unreadable;
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return unreadable;
  const { signature, ...told } = parsed.data;
  const signing = Buffer.from(told.by.signing, 'base64url');
  const good =
    provesItsKeys(told.by) && nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), signedBytes(told), signing);
  return good ? ok(told) : err({ code: 'passport.bad-signature', params: { file } });
}

/** What the signature signs: the context of its purpose, then the canonical form of everything else. */
const signedBytes = (told: object): Uint8Array => Buffer.from(`taanuu/passport/1\n${canonical(told)}`, 'utf8');
