import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { type Bytes, joined, u32, utf8 } from './bytes.ts';

/** Order of the group: RFC 9496, 4. */
export const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** `frame(domain, …)`: texts stand in it as their UTF-8. */
export function frame(domain: string, ...parts: readonly (Uint8Array | string)[]): Bytes {
  const pieces: Uint8Array[] = [utf8(domain), new Uint8Array(1)];
  for (const part of parts) {
    const bytes = typeof part === 'string' ? utf8(part) : part;
    pieces.push(u32(bytes.length), bytes);
  }
  return joined(pieces);
}

/** `hash(domain, …)`: 32 bytes. */
export const hash = (domain: string, ...parts: readonly (Uint8Array | string)[]): Bytes =>
  Uint8Array.from(sha256(frame(domain, ...parts)));

/** `challenge(domain, …)`: below L. */
export const challenge = (domain: string, ...parts: readonly (Uint8Array | string)[]): bigint =>
  littleEndian(sha512(frame(domain, ...parts))) % L;

/** @returns bytes as a number, the first the lowest */
export function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true);
  return value;
}

/** @returns the 32 bytes of a scalar, the lowest first */
export function scalarBytes(scalar: bigint): Bytes {
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  for (let at = 0, rest = scalar; at < 32; at += 8, rest >>= 64n)
    view.setBigUint64(at, rest & 0xffffffffffffffffn, true);
  return bytes;
}

/** @returns a number in its one spelling below L; null for any other bytes */
export function readScalar(bytes: Uint8Array): bigint | null {
  const scalar = littleEndian(bytes);
  return scalar < L ? scalar : null;
}

/** @returns value modulo L, from 0 */
export const modulo = (value: bigint): bigint => ((value % L) + L) % L;

/** @returns the inverse of a number modulo L (L is prime: Fermat) */
export function inverse(value: bigint): bigint {
  let result = 1n;
  for (let base = modulo(value), rest = L - 2n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % L;
    base = (base * base) % L;
  }
  return result;
}
