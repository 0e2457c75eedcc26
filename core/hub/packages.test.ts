import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Offer, PIECE_BYTES, pieceBytes, piecesOf, wanted } from './packages.ts';

const offer = (version: number, name = version): Offer => ({
  package: name.toString(16).padStart(64, '0'),
  version,
  bytes: 1,
});

describe('the pieces of a package', () => {
  it('are together as long as it is, and none is longer than a piece', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 * PIECE_BYTES }), (bytes) => {
        const lengths = Array.from({ length: piecesOf({ bytes }) }, (_, n) => pieceBytes({ bytes }, n));
        expect(lengths.reduce((sum, one) => sum + one, 0)).toBe(bytes);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(PIECE_BYTES);
        expect(Math.min(...lengths)).toBeGreaterThan(0);
        expect(pieceBytes({ bytes }, lengths.length)).toBe(0);
      }),
    );
  });
});

describe('the package that a kiosk wants', () => {
  it('is the newest that is newer than its own and was not refused', () => {
    const offers = [offer(2), offer(4), offer(3)];
    expect(wanted(offers, 1, new Set())).toEqual(offer(4));
    expect(wanted(offers, 1, new Set([offer(4).package]))).toEqual(offer(3));
    expect(wanted(offers, 4, new Set())).toBeNull();
    expect(wanted([offer(0)], null, new Set())).toEqual(offer(0));
  });
});
