import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toBase64url, toHex } from './encoding.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('one value, one spelling', () => {
  it('comes back from hex, and is base64url as others write it', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromHex(toHex(value))).toEqual(value);
        expect(toBase64url(value)).toBe(Buffer.from(value).toString('base64url'));
      }),
    );
  });

  it('whatever is accepted is exactly what would be written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AaBbfFgz09-_+/= \n'), maxLength: 9 }), (text) => {
        const hex = fromHex(text);
        if (hex) expect(toHex(hex)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['a', 'AA', '0g', ' 00'])('refuses hex %j', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });
});
