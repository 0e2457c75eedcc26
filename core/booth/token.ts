import { z } from 'zod';
import type { BallotPapers, BallotStyle } from '../ballot/definition.ts';
import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url, toBase64url, toHex, utf8 } from '../crypto/encoding.ts';
import { bytesSchema, idSchema, type Mode, modeSchema, precinctNumberSchema } from '../election/common.ts';
import { canonical, readCanonical } from '../journal/canonical.ts';
import type { Problem } from '../problem/catalogue.ts';
import { err, ok, type Result } from '../problem/result.ts';

/**
 * The token: a slip of paper that lets whoever holds it vote once on one panel, and tells nothing of who she is. It is the
 * one thing that a voter carries from the zone that knows people to the zone that sees choices.
 *
 *     TAANUU:TOKEN:1:JSON.SIGNATURE
 *
 * JSON is the canonical JSON of `Token`, SIGNATURE Ed25519 by the device's key over `taanuu/token/1`, a line feed and that
 * JSON; both base64url. No name, time, number or order stands in it (BS-04).
 */
export const tokenSchema = z.strictObject({
  election: idSchema,
  mode: modeSchema,
  station: precinctNumberSchema,
  /** Which ballot of the election; a voter with two of them has two tokens. */
  ballot: idSchema,
  constituency: idSchema,
  /** Random; the one thing that tells two tokens apart. */
  nonce: bytesSchema(32),
  /** The panel that takes it: device id of its ballot zone. Whether it is spent is known there alone. */
  panel: idSchema,
  /** Who issued it, and by which of its keys it is signed. */
  device: idSchema,
  key: idSchema,
});
export type Token = z.infer<typeof tokenSchema>;

const PREFIX = 'TAANUU:TOKEN:1:';
const DOMAIN = 'taanuu/token/1';
/** Longest text that is taken for a token: every field at its longest. */
const TEXT_MAX = 1_200;

const signed = (json: Uint8Array): Uint8Array => Uint8Array.from([...utf8(`${DOMAIN}\n`), ...json]);

/** What stands in the token's code. @param sign Ed25519 by the device's key */
export function tokenText(token: Token, sign: (message: Uint8Array) => Uint8Array): string {
  const json = utf8(canonical(token));
  return `${PREFIX}${toBase64url(json)}.${toBase64url(sign(signed(json)))}`;
}

/** A token that was read, and what has to be held against its signature; nothing of it is believed yet. */
interface ReadToken {
  readonly token: Token;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

function readToken(text: string): ReadToken | null {
  if (!text.startsWith(PREFIX) || text.length > TEXT_MAX) return null;
  const [json, signature, more] = text.slice(PREFIX.length).split('.').map(fromBase64url);
  if (json === undefined || signature === undefined || more !== undefined) return null;
  const token = tokenSchema.safeParse(readCanonical(json));
  return token.success ? { token: token.data, message: signed(json), signature } : null;
}

/** What a panel holds tokens against. */
export interface TokenPlace {
  readonly election: string;
  readonly mode: Mode;
  readonly station: string;
  /** Device id of this ballot zone. */
  readonly panel: string;
  readonly papers: BallotPapers;
  /** Public key of a device of this station; null where it has no such key, or the device is out of use. */
  readonly keyOf: (device: string, key: string) => Uint8Array | null;
}

/** A token that is good here, as far as it can be known without what was spent. */
export interface GoodToken {
  readonly token: Token;
  readonly style: BallotStyle;
}

/**
 * Holds a token against the place where it was read. What a person can set right by going elsewhere is said first: a
 * token of another station is signed by a device that this one does not know.
 * @returns `booth.token-unreadable`, `-other-election`, `-other-mode`, `-other-station`, `-other-panel`, `-forged`, `-no-ballot`
 */
export function verifyToken(
  text: string,
  place: TokenPlace,
  crypto: Pick<Crypto, 'ed25519Verify'>,
): Result<GoodToken, Problem> {
  const read = readToken(text);
  if (read === null) return err({ code: 'booth.token-unreadable' });
  const { token, message, signature } = read;
  if (token.election !== place.election) return err({ code: 'booth.token-other-election' });
  if (token.mode !== place.mode) return err({ code: 'booth.token-other-mode' });
  if (token.station !== place.station) {
    return err({ code: 'booth.token-other-station', params: { station: token.station } });
  }
  if (token.panel !== place.panel) return err({ code: 'booth.token-other-panel' });
  const key = place.keyOf(token.device, token.key);
  if (key === null || !crypto.ed25519Verify(signature, message, key)) return err({ code: 'booth.token-forged' });
  const style = place.papers.styles.find(
    ({ ballot, constituency }) => ballot === token.ballot && constituency === token.constituency,
  );
  return style === undefined ? err({ code: 'booth.token-no-ballot' }) : ok({ token, style });
}

/**
 * Under what a panel remembers a token: HMAC of its nonce under a key of the ballot zone, hex. Whoever issued the token, and
 * so knows its nonce, finds it in no file of the panel.
 */
export function tokenMark({ nonce }: Token, key: Uint8Array, crypto: Pick<Crypto, 'hmacSha256'>): string {
  return toHex(crypto.hmacSha256(key, utf8(`taanuu/spent-token/1\n${nonce}`)));
}
