import { z } from 'zod';
import type { Crypto } from '../crypto/crypto.ts';
import { toHex, utf8 } from '../crypto/encoding.ts';
import { canonical } from './canonical.ts';
import type { ChainState, Sign } from './chain.ts';
import { atSchema, identitySchema, type JournalIdentity } from './event.ts';

/** Put before the canonical bytes of a head when it is hashed. */
export const HEAD_DOMAIN = utf8('taanuu/head/1');

/**
 * The last line of an export: how many events there are and the hash of the last one, signed by the device.
 * Without it a cut tail could not be told from a short journal.
 */
export const headSchema = identitySchema.extend({
  /** Tells a head from an event. */
  head: z.literal(1),
  /** Number of events before this line. */
  count: z.int().min(0),
  /** Hash of the last event; 64 zeros when there is none. */
  last: z.string().regex(/^[0-9a-f]{64}$/),
  at: atSchema,
  sig: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Head = z.infer<typeof headSchema>;

/** The bytes whose signature is `sig`: SHA-256("taanuu/head/1" ‖ JCS(head without sig)), 32 bytes. */
export function headHash(head: Omit<Head, 'sig'> & { readonly sig?: string }, crypto: Crypto): Uint8Array {
  const { sig: _sig, ...hashed } = head;
  return crypto.sha256(HEAD_DOMAIN, utf8(canonical(hashed)));
}

/** The canonical head line (without line feed) of a journal that stands at `state`. */
export function makeHead(identity: JournalIdentity, state: ChainState, at: string, sign: Sign, crypto: Crypto): string {
  const unsigned = { ...identity, head: 1 as const, count: state.seq, last: state.hash, at };
  return canonical({ ...unsigned, sig: toHex(sign(headHash(unsigned, crypto))) });
}
