import { constants, createDecipheriv, createHash, type KeyObject, privateDecrypt } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What stands before the first record of a chain. */
export const CHAIN_START: string = sha256().toString('hex').toUpperCase();

/**
 * The hash of a record in its chain: SHA-256 over the hash before it and the SHA-256 of the record.
 * @param record before it is encrypted
 * @param previous in hexadecimal, as the answer has it
 */
export const chainHash = (record: Uint8Array, previous: string): string =>
  sha256(Buffer.from(previous, 'hex'), sha256(record)).toString('hex').toUpperCase();

/** The bytes of both texts, the shorter one with zeros before it, XORed. */
function xorRight(one: string, other: string): Buffer {
  const [a, b] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')];
  const out = Buffer.alloc(Math.max(a.length, b.length));
  a.copy(out, out.length - a.length);
  for (let at = 1; at <= b.length; at += 1) out[out.length - at]! ^= b[b.length - at]!;
  return out;
}

/** AES-GCM's additional data and nonce, which SBI makes of the time and the transaction. */
export function gcmInputs(timestamp: string, transactionId: string): { readonly aad: Buffer; readonly iv: Buffer } {
  const mixed = xorRight(timestamp, transactionId);
  return { aad: mixed.subarray(-16), iv: mixed.subarray(-12) };
}

export interface Sealed {
  /** The AES key, encrypted for `key` by RSA-OAEP with SHA-256. */
  readonly sessionKey: Uint8Array;
  /** AES-256-GCM; the last 16 bytes are the tag. */
  readonly value: Uint8Array;
  readonly timestamp: string;
  readonly transactionId: string;
}

const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The record of an answer to CAPTURE; null where it cannot be opened with this key, or was changed. */
export function unseal({ sessionKey, value, timestamp, transactionId }: Sealed, key: KeyObject): Buffer | null {
  if (value.length < TAG_BYTES || timestamp.length < TAG_BYTES) return null;
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const session = privateDecrypt({ key, padding, oaepHash: 'sha256' }, sessionKey);
    if (session.length !== KEY_BYTES) return null;
    const { aad, iv } = gcmInputs(timestamp, transactionId);
    const decipher = createDecipheriv('aes-256-gcm', session, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(value.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(value.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
