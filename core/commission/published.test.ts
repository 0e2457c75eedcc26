import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withheld } from './published.ts';

const K = 10;
const part = fc.record({ a: fc.nat(60), b: fc.nat(60), c: fc.nat(200) });
const isTold = (count: number): boolean => count === 0 || count >= K;

describe('what is withheld from publication', () => {
  it('leaves no number below the bound, neither told nor as the difference to the whole', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 12 }), (parts) => {
        const out = withheld(parts, K);
        const told = parts.filter((_, at) => !out.has(at));
        expect(told.every((one) => Object.values(one).every(isTold))).toBe(true);
        const hidden = parts.filter((_, at) => out.has(at));
        if (hidden.length === 0 || hidden.length === parts.length) return;
        expect(hidden.length).toBeGreaterThan(1);
        for (const name of ['a', 'b', 'c'] as const) {
          const difference = hidden.reduce((sum, one) => sum + one[name], 0);
          // Whatever is left of the whole is told by everybody who subtracts.
          const all = parts.filter((one, at) => out.has(at) || Object.values(one).some((n) => n > 0));
          expect(isTold(difference) || hidden.length === all.length).toBe(true);
        }
      }),
    );
  });

  it('withholds nothing where nothing is small, and the next smallest beside the one that is', () => {
    expect([...withheld([{ a: 40 }, { a: 12 }, { a: 0 }], K)]).toEqual([]);
    expect([...withheld([{ a: 40 }, { a: 3 }, { a: 12 }, { a: 90 }], K)].sort()).toEqual([1, 2]);
  });
});
