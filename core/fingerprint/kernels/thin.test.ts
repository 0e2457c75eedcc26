import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from './kernels.ts';
import { chanceFor, drawn, fill, inArena, sizes } from './planes.fixture.ts';
import { thinnedTwin } from './twins.fixture.ts';

function agrees(image: Uint8Array, width: number, height: number): Uint8Array {
  return inArena({ width, height }, (arena) => {
    const found = arena.copyOf(image);
    const right = image.slice();
    thin(arena, found, { width, height });
    thinnedTwin(right, { width, height });
    expect(found).toEqual(right);
    return right;
  });
}

describe('thin', () => {
  it('agrees with its twin on noise', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(1, 2, 5, 254), ({ width, height, seed }, most) => {
        // From as many holes as points to hardly any hole.
        const image = fill(new Uint8Array(width * height), chanceFor(seed), 0, most);
        agrees(image, width, height);
        agrees(
          image.map((value) => (value === 0 ? 0 : 200)),
          width,
          height,
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each(drawn)('agrees on the ridges of a touch that is $condition', ({ image: { width, height, pixels } }) => {
    const ridges = pixels.map((value) => (value < 128 ? 1 : 0));
    const lines = agrees(ridges, width, height);
    const count = (plane: Uint8Array) => plane.reduce((sum, one) => sum + one, 0);
    expect(count(lines)).toBeGreaterThan(0);
    expect(count(lines)).toBeLessThan(count(ridges));
  });

  it('leaves a line of a bar', () => {
    const bar = Uint8Array.from({ length: 20 * 9 }, (_, at) => (Math.abs(Math.floor(at / 20) - 4) < 2 ? 1 : 0));
    const line = agrees(bar, 20, 9);
    for (let x = 4; x < 16; x += 1) {
      expect([0, 1, 2, 3, 4, 5, 6, 7, 8].filter((y) => line[y * 20 + x] === 1)).toHaveLength(1);
    }
  });
});
