import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { utf8 } from '../../crypto/encoding.ts';
import { littleEndian, modulo, type Scalar } from './group.ts';

/** What is hashed: bytes, or a text as its UTF-8. */
export type Framed = Uint8Array | string;

/** A number of four bytes, big-endian. */
export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** frame(domain, x₁, …) of docs/verification.md: the domain, a zero byte, and each part behind its length. */
export function frame(domain: string, ...parts: readonly Framed[]): Uint8Array {
  const pieces = [utf8(domain), new Uint8Array(1)];
  for (const part of parts) {
    const bytes = typeof part === 'string' ? utf8(part) : part;
    pieces.push(u32(bytes.length), bytes);
  }
  return joined(pieces);
}

/** All the pieces one behind the other. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** SHA-256 of the frame: 32 bytes. */
export function hash(domain: string, ...parts: readonly Framed[]): Uint8Array {
  return sha256(frame(domain, ...parts));
}

/** SHA-512 of the frame as a number of the group: of 512 bits, so that no value is likelier than another by more than 2⁻²⁵⁸. */
export function challenge(domain: string, ...parts: readonly Framed[]): Scalar {
  return modulo(littleEndian(sha512(frame(domain, ...parts))));
}
