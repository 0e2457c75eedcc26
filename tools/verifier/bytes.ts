/** Bytes and their spellings, without anything of Node: the page for telephones uses these too. */

/** Any 32 or more bytes; none of these functions keeps or changes what it is given. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
/** @returns the UTF-8 of a text */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** @returns n as four bytes, big-endian: `u32(n)` of the specification */
export function u32(n: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
}

/** @returns all parts, one after the other: `‖` of the specification */
export function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @returns whether both are the same bytes; takes no secret, and no care of time */
export const same = (one: Uint8Array, other: Uint8Array): boolean => order(one, other) === 0;

/** @returns below 0, 0 or above 0, as `one` stands before, with or after `other` when sorted by bytes */
export function order(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return one[i]! - other[i]!;
  return one.length - other.length;
}

const digits = '0123456789abcdef';
const valueOfDigit = new Map([...digits].map((digit, value) => [digit.charCodeAt(0), value]));

/** @returns lower-case hex */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += digits[byte >> 4]! + digits[byte & 15]!;
  return text;
}

/** @returns the bytes of lower-case hex; null for any other text, or another number of bytes */
export function fromHex(text: string, length: number): Bytes | null {
  if (text.length !== 2 * length) return null;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const high = valueOfDigit.get(text.charCodeAt(2 * i));
    const low = valueOfDigit.get(text.charCodeAt(2 * i + 1));
    if (high === undefined || low === undefined) return null;
    bytes[i] = 16 * high + low;
  }
  return bytes;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @returns base32 (RFC 4648) without padding, upper case */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + letters[(held << (5 - bits)) & 31];
}

/** @returns the bytes of base64url without padding (RFC 4648, 5); null for any other text */
export function fromBase64url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
