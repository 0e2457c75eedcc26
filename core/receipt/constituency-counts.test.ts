import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ConstituencyCount, shownCounts } from './constituency-counts.ts';

const counts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 2 })), { maxLength: 12 })
  .map((all) =>
    all.map(([admitted, more], n): ConstituencyCount => ({ constituency: `k${n}`, admitted, slips: admitted + more })),
  );

it('shows no constituency of which few voters came, and no sum that tells of one or of few; all sums stay', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 40 }), (all, k) => {
      const { shown, together } = shownCounts(all, k);
      for (const one of shown) expect(one.admitted).toBeGreaterThanOrEqual(k);
      const sum = (of: 'admitted' | 'slips') => shown.reduce((n, one) => n + one[of], together?.[of] ?? 0);
      expect([sum('admitted'), sum('slips')]).toEqual([
        all.reduce((n, one) => n + one.admitted, 0),
        all.reduce((n, one) => n + one.slips, 0),
      ]);
      // Beside shown ones what is told as one is of several constituencies and of enough people.
      if (together !== null && shown.length > 0) {
        expect(together.constituencies).toBeGreaterThan(1);
        expect(together.admitted).toBeGreaterThanOrEqual(k);
      }
    }),
  );
});

it('puts the next smallest beside a single small one', () => {
  const of = (constituency: string, admitted: number) => ({ constituency, admitted, slips: admitted });
  expect(shownCounts([of('a', 50), of('b', 3), of('c', 40)], 30)).toEqual({
    shown: [of('a', 50)],
    together: { constituencies: 2, admitted: 43, slips: 43 },
  });
  expect(shownCounts([of('a', 50), of('c', 40)], 30).together).toBeNull();
});
