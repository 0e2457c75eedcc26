import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, fromHex, joined, utf8 } from './bytes.ts';
import { type Json, withoutField } from './json.ts';

type Fields = Readonly<Record<string, Json>>;

/** What a signature of an object is over: its format, a line feed, and its canonical JSON without the signature. */
export const signedBytes = (value: Fields): Bytes =>
  joined([utf8(`${String(value.format)}\n`), withoutField(value, 'signature')]);

/**
 * @param value an object whose `signature` has its shape (shape.ts)
 * @returns the key that signed it; null where the signature does not hold
 */
export function signerOf(value: Fields): Bytes | null {
  const { key, value: signature } = value.signature as { readonly key: string; readonly value: string };
  const keyBytes = fromHex(key, 32);
  const signatureBytes = fromHex(signature, 64);
  if (keyBytes === null || signatureBytes === null) return null;
  try {
    return ed25519.verify(signatureBytes, signedBytes(value), keyBytes, { zip215: false }) ? keyBytes : null;
  } catch {
    return null;
  }
}
