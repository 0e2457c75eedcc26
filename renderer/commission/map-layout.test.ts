import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MapLayout, namedLayout, squareAt, squareBeside, stripLayout } from './map-layout.ts';

const country = Array.from({ length: 50 }, (_, at) => (at === 49 ? 99 : 49));
const all = country.reduce((sum, count) => sum + count, 0);

/** Whether no two squares lie upon each other: each has a place of its own on a raster of the pitch. */
function isApart({ squares, pitch }: MapLayout): boolean {
  const near = new Map<string, (readonly [number, number])[]>();
  return squares.every(([x, y]) => {
    const [column, row] = [Math.floor(x / pitch), Math.floor(y / pitch)];
    const around = [-1, 0, 1].flatMap((a) => [-1, 0, 1].flatMap((b) => near.get(`${column + a},${row + b}`) ?? []));
    near.set(`${column},${row}`, [...(near.get(`${column},${row}`) ?? []), [x, y]]);
    return around.every(([a, b]) => Math.abs(a - x) > pitch - 0.01 || Math.abs(b - y) > pitch - 0.01);
  });
}

describe('the map of a country', () => {
  it.each([
    ['a strip', stripLayout(country, { width: 780, height: 140 }), { width: 780, height: 140 }],
    ['with names', namedLayout(country, { width: 1_100, height: 500 }, 200), { width: 1_100, height: 500 }],
    [
      'with names on a large screen',
      namedLayout(country, { width: 1_750, height: 780 }, 200),
      { width: 1_750, height: 780 },
    ],
  ])('has each station once, inside, and none upon another: %s', (_, layout, room) => {
    if (layout === null) throw new Error('there is room for it');
    expect(layout.squares).toHaveLength(all);
    for (const [x, y] of layout.squares) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + layout.pitch).toBeLessThanOrEqual(room.width + 0.01);
      expect(y + layout.pitch).toBeLessThanOrEqual(room.height + 0.01);
    }
    expect(isApart(layout)).toBe(true);
  });

  it('has a name for each territory that has a station, and none where they do not fit', () => {
    const layout = namedLayout([3, 0, 5], { width: 400, height: 300 }, 200);
    expect(layout?.names.map(({ group }) => group)).toEqual([0, 2]);
    expect(namedLayout(country, { width: 400, height: 200 }, 200)).toBeNull();
  });

  it('finds the square under a pointer, and nothing between them', () => {
    const layout = stripLayout([4, 4], { width: 300, height: 80 });
    for (const [at, [x, y]] of layout.squares.entries()) expect(squareAt(layout, x + 1, y + 1)).toBe(at);
    expect(squareAt(layout, 299, 79)).toBe(-1);
  });

  it('is walked by arrows without leaving it, and every square is reached', () => {
    const steps = [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }), (counts) => {
        const layout = stripLayout(counts, { width: 500, height: 120 });
        const reached = new Set([0]);
        const waiting = [0];
        for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
          for (const [across, down] of steps) {
            const next = squareBeside(layout, from, across, down);
            if (reached.has(next)) continue;
            reached.add(next);
            waiting.push(next);
          }
        }
        expect(reached.size).toBe(layout.squares.length);
      }),
      { numRuns: 40 },
    );
  });
});
