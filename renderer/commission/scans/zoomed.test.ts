import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextZoom, scrolledUnder, zooms } from './zoomed.ts';

it('goes from size to size, and stays where there is none beyond', () => {
  expect(zooms.map((zoom) => nextZoom(zoom, 1))).toEqual([1.5, 2, 3, 4, 4]);
  expect(zooms.map((zoom) => nextZoom(zoom, -1))).toEqual([1, 1, 1.5, 2, 3]);
});

it('keeps what lies under the pointer there', () => {
  const length = fc.integer({ min: 0, max: 4_000 });
  fc.assert(
    fc.property(length, length, fc.constantFrom(1.5, 2, 4), (scrolled, at, by) => {
      const now = scrolledUnder(scrolled, at, by);
      expect(now + at).toBeCloseTo((scrolled + at) * by);
      expect(scrolledUnder(now, at, 1 / by)).toBeCloseTo(scrolled);
    }),
  );
});
