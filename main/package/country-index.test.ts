import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCountryIndex, openCountryIndex } from './country-index.ts';

const key = new Uint8Array(32).fill(9);
const pins = fc.uniqueArray(fc.stringMatching(/^[12]\d{13}$/), { maxLength: 300 });

describe('the country index', () => {
  it('finds every PIN it was built from and no other', () => {
    fc.assert(
      fc.property(pins, (all) => {
        const listed = all.slice(0, Math.ceil(all.length / 2));
        const built = buildCountryIndex(
          listed.map((pin, i) => ({ pin, precinct: i })),
          key,
          listed.length,
        );
        const index = openCountryIndex(built.bytes, key);
        expect(built).toMatchObject({ count: listed.length, duplicates: 0 });
        expect(all.map((pin) => index?.find(pin))).toEqual(all.map((_, i) => (i < listed.length ? i : null)));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the first of a PIN that comes twice, and counts it', () => {
    const built = buildCountryIndex(
      [1, 2, 1].map((pin, precinct) => ({ pin: String(pin), precinct })),
      key,
      3,
    );
    expect(built).toMatchObject({ count: 2, duplicates: 1 });
    expect(openCountryIndex(built.bytes, key)?.find('1')).toBe(0);
  });

  it('says nothing under another key, and refuses bytes that are no index', () => {
    const built = buildCountryIndex([{ pin: '1', precinct: 0 }], key, 1);
    expect(openCountryIndex(built.bytes, new Uint8Array(32))?.find('1')).toBeNull();
    expect(openCountryIndex(built.bytes.subarray(1), key)).toBeNull();
    expect(openCountryIndex(built.bytes.subarray(0, -1), key)).toBeNull();
    expect(openCountryIndex(new Uint8Array(), key)).toBeNull();
    expect(() => buildCountryIndex([{ pin: '1', precinct: 0 }], key, 0)).toThrow(RangeError);
  });
});
