import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DifferenceOffer,
  type Offer,
  PIECE_BYTES,
  pieceBytes,
  piecesOf,
  wanted,
  wantedDifference,
} from './packages.ts';

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

describe('the difference that a kiosk fetches instead of a package', () => {
  const difference = (base: string, bytes: number, makes = 'm'): DifferenceOffer => {
    return { difference: `${base} to ${makes}`, bytes, base, makes };
  };
  const differences = [difference('a', 30), difference('b', 20), difference('c', 10), difference('a', 1, 'other')];
  const want = (about: Partial<Parameters<typeof wantedDifference>[2]> = {}) =>
    wantedDifference({ differences }, { package: 'm' }, { left: 100, bases: ['a', 'b'], refused: new Set(), ...about });

  it('is the shortest that starts from what is here and leads to it', () => {
    expect(want()).toEqual(difference('b', 20));
    expect(want({ bases: ['a'] })).toEqual(difference('a', 30));
    expect(want({ bases: ['d'] })).toBeNull();
    expect(want({ refused: new Set(['b to m']) })).toEqual(difference('a', 30));
  });

  it('is none where no more of the package is to come', () => {
    expect(want({ left: 20 })).toBeNull();
    expect(want({ left: 21 })).toEqual(difference('b', 20));
  });
});
