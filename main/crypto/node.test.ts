import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Crypto } from '../../core/crypto/crypto.ts';
import { fromHex, toHex, utf8 } from '../../core/crypto/encoding.ts';
import { nobleCrypto } from '../../core/crypto/noble.ts';
import { ed25519Signer, nodeCrypto } from './node.ts';

const both: readonly [string, Crypto, Crypto][] = [
  ['noble', nobleCrypto, nodeCrypto],
  ['node', nodeCrypto, nobleCrypto],
];
const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const message = fc.uint8Array({ maxLength: 300 });
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  const i = at % copy.length;
  copy[i] = (copy[i] ?? 0) ^ 1;
  return copy;
}

describe.each(both)('%s', (_, crypto, other) => {
  it('gives the published answers', () => {
    // FIPS 180-4 "abc"; RFC 4231 case 2; RFC 5869 case 1; RFC 8032 §7.1 test 2; McGrew and Viega GCM test case 14.
    expect(toHex(crypto.sha256(utf8('a'), utf8('bc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(toHex(crypto.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(
      toHex(
        crypto.hkdf(new Uint8Array(22).fill(0x0b), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42),
      ),
    ).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
    const secret = hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const signature = crypto.ed25519Sign(hex('72'), secret);
    expect(toHex(crypto.ed25519PublicKey(secret))).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    expect(toHex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(toHex(crypto.seal(new Uint8Array(32), new Uint8Array(12), new Uint8Array(16), new Uint8Array()))).toBe(
      'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
    );
  });

  it('hashes and derives as the other one does', () => {
    fc.assert(
      fc.property(message, message, message, fc.integer({ min: 1, max: 100 }), (a, b, c, length) => {
        expect(crypto.sha256(a, b)).toEqual(other.sha256(a, b));
        expect(crypto.hmacSha256(a, b)).toEqual(other.hmacSha256(a, b));
        expect(crypto.hkdf(a, b, c, length)).toEqual(other.hkdf(a, b, c, length));
      }),
    );
  });

  it('accepts the signatures of the other one and nothing that differs in a bit', () => {
    fc.assert(
      fc.property(key, message, fc.nat(), (secret, text, at) => {
        const signature = other.ed25519Sign(text, secret);
        const publicKey = crypto.ed25519PublicKey(secret);
        expect(crypto.ed25519Sign(text, secret)).toEqual(signature);
        expect(crypto.ed25519Verify(signature, text, publicKey)).toBe(true);
        expect(crypto.ed25519Verify(flipped(signature, at), text, publicKey)).toBe(false);
        expect(crypto.ed25519Verify(signature, text, flipped(publicKey, at))).toBe(false);
        if (text.length > 0) expect(crypto.ed25519Verify(signature, flipped(text, at), publicKey)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses signatures and keys of the wrong size instead of throwing', () => {
    expect(crypto.ed25519Verify(new Uint8Array(63), utf8('x'), new Uint8Array(32))).toBe(false);
    expect(crypto.ed25519Verify(new Uint8Array(64), utf8('x'), new Uint8Array(31))).toBe(false);
    expect(crypto.ed25519Verify(new Uint8Array(64), utf8('x'), new Uint8Array(32).fill(0xff))).toBe(false);
  });

  it('opens what the other one sealed and nothing that differs in a bit', () => {
    fc.assert(
      fc.property(key, nonce, message, message, fc.nat(), (k, n, text, aad, at) => {
        const sealed = other.seal(k, n, text, aad);
        expect(crypto.open(k, n, sealed, aad)).toEqual(text);
        expect(crypto.open(k, n, flipped(sealed, at), aad)).toBeUndefined();
        expect(crypto.open(flipped(k, at), n, sealed, aad)).toBeUndefined();
        expect(crypto.open(k, flipped(n, at), sealed, aad)).toBeUndefined();
        expect(crypto.open(k, n, sealed, new Uint8Array([...aad, 0]))).toBeUndefined();
        expect(crypto.open(k, n, sealed.subarray(0, 15), aad)).toBeUndefined();
      }),
    );
  });

  it('is the same with a key that is read once', () => {
    const secret = new Uint8Array(32).fill(5);
    expect(ed25519Signer(secret)(utf8('x'))).toEqual(crypto.ed25519Sign(utf8('x'), secret));
  });

  it('calls a key of the wrong size a bug', () => {
    expect(() => crypto.seal(new Uint8Array(16), new Uint8Array(12), new Uint8Array(), new Uint8Array())).toThrow(
      RangeError,
    );
    expect(() => crypto.ed25519Sign(utf8('x'), new Uint8Array(31))).toThrow(RangeError);
  });
});
