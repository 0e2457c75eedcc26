import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantTimeEqual } from './crypto.ts';
import { fromBase64url, fromHex, toBase64url, toHex } from './encoding.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('one value, one spelling', () => {
  it('comes back from hex and base64url', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromHex(toHex(value))).toEqual(value);
        expect(fromBase64url(toBase64url(value))).toEqual(value);
      }),
    );
  });

  it('whatever is accepted is exactly what would be written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AaBbfFgz09-_+/= \n'), maxLength: 9 }), (text) => {
        const hex = fromHex(text);
        if (hex) expect(toHex(hex)).toBe(text);
        const base64 = fromBase64url(text);
        if (base64) expect(toBase64url(base64)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['A', 'AB', 'AA==', 'A+8', 'AA A'])('refuses base64url %j', (text) => {
    expect(fromBase64url(text)).toBeUndefined();
  });

  it.each(['a', 'AA', '0g', ' 00'])('refuses hex %j', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });
});

describe('constantTimeEqual', () => {
  it('answers as an ordinary comparison', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(constantTimeEqual(a, a.slice())).toBe(true);
        expect(constantTimeEqual(a, b)).toBe(toHex(a) === toHex(b));
      }),
    );
  });
});
