import { cbc } from '@noble/ciphers/aes.js';
import type { Command } from './apdu.ts';
import { type Curve, curves, type Point, readPoint, toBytes, toNumber } from './curves.ts';
import { tripleDesCbc } from './des.ts';
import type { PaceOffer } from './pace-parameters.ts';
import { messageMac, SecureMessaging } from './secure-messaging.ts';
import { type ChipAccess, deriveKey, passwordSecret, type SessionCipher } from './session-keys.ts';
import { join, same, tlv } from './tlv.ts';

/**
 * PACE with generic mapping over elliptic curves (9303-11 §4.4), the reader's side and what both sides share.
 * Every answer of the chip may be anything: what does not fit is null and ends the exchange.
 */

/** Secret numbers are drawn with this many bytes more than the curve's order has, so that their remainder is even. */
const SURPLUS_BYTES = 16;
/** Random bytes, `length` of them. */
export type Random = (length: number) => Uint8Array;

export interface KeyPair {
  readonly secret: bigint;
  readonly point: Point;
}

/** MSE:Set AT: which protocol, which password, which curve. */
export function setAuthenticationTemplate(offer: PaceOffer, access: ChipAccess): Command {
  const password = 'can' in access ? 2 : 1;
  const data = [
    tlv(0x80, offer.oid),
    tlv(0x83, Uint8Array.of(password)),
    // Which of several curves; a chip with one curve ignores it (9303-11 §4.4.4.1).
    tlv(0x84, Uint8Array.of(offer.parameterId)),
  ];
  return { cla: 0x00, ins: 0x22, p1: 0xc1, p2: 0xa4, data: join(...data) };
}

/** GENERAL AUTHENTICATE with one object or none; all but the last of the chain say that more follows. */
export function generalAuthenticate(object: Uint8Array | null, last = false): Command {
  const data = object === null ? tlv(0x7c) : tlv(0x7c, object);
  return { cla: last ? 0x00 : 0x10, ins: 0x86, p1: 0x00, p2: 0x00, data, le: 256 };
}

/** The number that the chip has enciphered with the password; null if it has no right length, or the zone is none. */
export function decryptNonce(offer: PaceOffer, access: ChipAccess, encrypted: Uint8Array): Uint8Array | null {
  const key = passwordKey(offer.cipher, access);
  if (key === null || encrypted.length === 0 || encrypted.length % 16 !== 0) return null;
  return offer.cipher === '3des'
    ? tripleDesCbc(key, encrypted, 'decrypt')
    : cbc(key, new Uint8Array(16), { disablePadding: true }).decrypt(encrypted);
}

/** The password's key (9303-11 §9.7.3); null where the zone is none. */
export function passwordKey(cipher: SessionCipher, access: ChipAccess): Uint8Array | null {
  const secret = passwordSecret(access);
  return secret === null ? null : deriveKey(secret, 'password', cipher);
}

/** A fresh pair on `generator`. */
export function keyPair(curve: Curve, random: Random, generator: Point = curve.Point.BASE): KeyPair {
  const order = curve.Point.Fn.ORDER;
  const secret = (toNumber(random(curve.Point.Fn.BYTES + SURPLUS_BYTES)) % (order - 1n)) + 1n;
  return { secret, point: generator.multiply(secret) };
}

/** The generator that both sides share after the first exchange: nonce · G + H. Null if the other side played a trick. */
export function mapGenerator(curve: Curve, nonce: Uint8Array, own: KeyPair, theirs: Uint8Array): Point | null {
  const other = readPoint(curve, theirs);
  const s = toNumber(nonce) % curve.Point.Fn.ORDER;
  if (other === null || s === 0n || other.equals(own.point)) return null;
  const mapped = curve.Point.BASE.multiply(s).add(other.multiply(own.secret));
  return mapped.is0() ? null : mapped;
}

export interface Agreement {
  readonly encryptionKey: Uint8Array;
  readonly macKey: Uint8Array;
  readonly theirs: Point;
}

/** Session keys after the second exchange; null if the other side's point is none, or our own sent back. */
export function agree(offer: PaceOffer, own: KeyPair, theirs: Uint8Array): Agreement | null {
  const curve = curves[offer.curve];
  const other = readPoint(curve, theirs);
  if (other === null || other.equals(own.point)) return null;
  const secret = toBytes(other.multiply(own.secret).toAffine().x, curve.Point.Fp.BYTES);
  return {
    encryptionKey: deriveKey(secret, 'encryption', offer.cipher),
    macKey: deriveKey(secret, 'mac', offer.cipher),
    theirs: other,
  };
}

/** The token by which one side proves that it knows the keys: a MAC over the point of the other (9303-11 §4.4.3.4). */
export function token(offer: PaceOffer, macKey: Uint8Array, point: Point): Uint8Array {
  const key = tlv(0x7f49, tlv(0x06, offer.oid), tlv(0x86, point.toBytes(false)));
  return messageMac(offer.cipher, macKey, key);
}

/** The session, if the chip's token is right; null otherwise: wrong password, or not this chip. */
export function paceSession(
  offer: PaceOffer,
  agreement: Agreement,
  own: KeyPair,
  theirToken: Uint8Array,
): SecureMessaging | null {
  if (!same(token(offer, agreement.macKey, own.point), theirToken)) return null;
  const counter = new Uint8Array(offer.cipher === '3des' ? 8 : 16);
  return new SecureMessaging(offer.cipher, agreement.encryptionKey, agreement.macKey, counter);
}
