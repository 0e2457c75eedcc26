import { sha1 } from '@noble/hashes/legacy.js';
import { utf8 } from '../../crypto/encoding.ts';
import type { Command } from './apdu.ts';
import { retailMac, tripleDesCbc } from './des.ts';
import { pad, SecureMessaging } from './secure-messaging.ts';
import { deriveKey, mrzInformation } from './session-keys.ts';
import { join, same } from './tlv.ts';

/** Basic access control (9303-11 §4.3): two keys from the zone, one exchange of random numbers. */
export interface BacKeys {
  readonly encryption: Uint8Array;
  readonly mac: Uint8Array;
}

const NONCE_BYTES = 8;
const SEED_BYTES = 16;
const CRYPTOGRAM_BYTES = 32;

export const getChallenge: Command = { cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, le: NONCE_BYTES };

/** The document's own keys; null where the text is no zone. */
export function bacKeys(mrz: string): BacKeys | null {
  const information = mrzInformation(mrz);
  if (information === null) return null;
  const seed = sha1(utf8(information)).subarray(0, SEED_BYTES);
  return { encryption: deriveKey(seed, 'encryption', '3des'), mac: deriveKey(seed, 'mac', '3des') };
}

/** What the reader throws in: 8 and 16 random bytes. */
export interface BacRandom {
  readonly nonce: Uint8Array;
  readonly seed: Uint8Array;
}

/** The reader's half of the exchange. */
export function externalAuthenticate(keys: BacKeys, chipNonce: Uint8Array, own: BacRandom): Command {
  const data = seal(keys, join(own.nonce, chipNonce, own.seed));
  return { cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x00, data, le: CRYPTOGRAM_BYTES + 8 };
}

/** The session after the chip's half; null if the chip did not prove that it knows the keys. */
export function bacSession(
  keys: BacKeys,
  chipNonce: Uint8Array,
  own: BacRandom,
  answer: Uint8Array,
): SecureMessaging | null {
  const plain = openCryptogram(keys, answer);
  if (plain === null) return null;
  const theirs = plain.subarray(0, NONCE_BYTES);
  const mine = plain.subarray(NONCE_BYTES, 2 * NONCE_BYTES);
  if (!same(theirs, chipNonce) || !same(mine, own.nonce)) return null;
  return sessionOf(own.seed, plain.subarray(2 * NONCE_BYTES), chipNonce, own.nonce);
}

/** Both halves are in: session keys from the two seeds, the counter from the ends of the two numbers. */
export function sessionOf(
  readerSeed: Uint8Array,
  chipSeed: Uint8Array,
  chipNonce: Uint8Array,
  readerNonce: Uint8Array,
): SecureMessaging {
  const seed = readerSeed.map((byte, i) => byte ^ (chipSeed[i] as number));
  const counter = join(chipNonce.subarray(4), readerNonce.subarray(4));
  return new SecureMessaging('3des', deriveKey(seed, 'encryption', '3des'), deriveKey(seed, 'mac', '3des'), counter);
}

/** 32 bytes enciphered, and their MAC. */
export function seal(keys: BacKeys, plain: Uint8Array): Uint8Array {
  const hidden = tripleDesCbc(keys.encryption, plain, 'encrypt');
  return join(hidden, retailMac(keys.mac, pad(hidden, 8)));
}

/** The 32 bytes of a sealed half; null if the MAC is wrong. */
export function openCryptogram(keys: BacKeys, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length !== CRYPTOGRAM_BYTES + 8) return null;
  const hidden = sealed.subarray(0, CRYPTOGRAM_BYTES);
  if (!same(retailMac(keys.mac, pad(hidden, 8)), sealed.subarray(CRYPTOGRAM_BYTES))) return null;
  return tripleDesCbc(keys.encryption, hidden, 'decrypt');
}
