import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract } from '../extract/extract.ts';
import { chanceOf } from '../synthetic/chance.ts';
import { syntheticFinger } from '../synthetic/finger.ts';
import { impression } from '../synthetic/impression.ts';
import { angleDifference, type FlowMap, type Minutia, type Template } from '../template.ts';
import { scoreOf } from './calibration.ts';
import { compare, compareWithPairs, rawComparison } from './compare.ts';

const SIZE = 300;

/** A scatter of minutiae that no other number gives. */
function scatter(number: number, count = 36): Template {
  const chance = chanceOf('scatter', number);
  const minutiae = Array.from(
    { length: count },
    (): Minutia => ({
      x: SIZE * chance.next(),
      y: SIZE * chance.next(),
      angle: 2 * Math.PI * chance.next(),
      type: chance.next() < 0.5 ? 'ending' : 'bifurcation',
      quality: 80,
    }),
  );
  return { width: SIZE, height: SIZE, quality: 80, minutiae };
}

/** The same minutiae on a finger that lies turned (radians, counter-clockwise) and elsewhere. */
function moved(template: Template, turn: number, dx: number, dy: number): Template {
  const [cos, sin, middle] = [Math.cos(turn), Math.sin(turn), SIZE / 2];
  const minutiae = template.minutiae.map((one) => ({
    ...one,
    x: cos * (one.x - middle) + sin * (one.y - middle) + middle + dx,
    y: -sin * (one.x - middle) + cos * (one.y - middle) + middle + dy,
    angle: one.angle + turn,
  }));
  return { ...template, minutiae };
}

const numbers = fc.nat(100_000);
const turns = fc.double({ min: -0.6, max: 0.6, noNaN: true });
const shifts = fc.integer({ min: -60, max: 60 });

describe('compare', () => {
  it('finds a finger again that was turned and shifted, with every pair right', () => {
    fc.assert(
      fc.property(numbers, turns, shifts, shifts, (number, turn, dx, dy) => {
        const one = scatter(number);
        const { score, pairs } = compareWithPairs(one, moved(one, turn, dx, dy));
        expect(score).toBeGreaterThan(60);
        expect(pairs.length).toBeGreaterThan(30);
        expect(pairs.filter(([a, b]) => a !== b)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('lays directions of another cell size on its own', () => {
    // Directions that turn from the top down, as cells of that many pixels.
    const flowOf = (step: number): FlowMap => {
      const side = Math.ceil(SIZE / step);
      const directions = Uint8Array.from({ length: side * side }, (_, at) =>
        Math.floor(((Math.floor(at / side) + 0.5) * step * 127) / SIZE),
      );
      return { step, columns: side, rows: side, directions };
    };
    const one = { ...scatter(3), flow: flowOf(16) };
    const [same, finer] = [rawComparison(one, one), rawComparison(one, { ...one, flow: flowOf(8) })];
    expect(finer.similarity).toBeGreaterThan(0.95 * same.similarity);
  });

  it('gives the same score and the same pairs both ways round', () => {
    fc.assert(
      fc.property(numbers, turns, fc.integer({ min: 0, max: 8 }), (number, turn, fewer) => {
        const one = scatter(number);
        const other = moved({ ...one, minutiae: one.minutiae.slice(fewer) }, turn, 10, -10);
        const [there, back] = [compareWithPairs(one, other), compareWithPairs(other, one)];
        expect(back.score).toBe(there.score);
        expect(back.pairs.map(([a, b]) => [b, a])).toEqual(there.pairs);
      }),
      { numRuns: 25 },
    );
  });

  it('gives the same score both ways round for touches, good and poor, of one finger and of two', () => {
    const touches = [1, 2].flatMap((voter) =>
      (['good', 'dry', 'smeared'] as const).map((condition, capture) => {
        const size = { width: 256, height: 288, dpi: 500 };
        const finger = syntheticFinger({ seed: 'both ways', voter, finger: 2 });
        return extract(impression(finger, { ...size, capture, condition })).template;
      }),
    );
    for (const a of touches) for (const b of touches) expect(compare(a, b)).toBe(compare(b, a));
  });

  it('never takes two different scatters for one finger', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(a !== b);
        expect(compare(scatter(a), scatter(b))).toBeLessThan(40);
      }),
      { numRuns: 100 },
    );
  });

  it('is 0 where there is too little to compare', () => {
    expect(compare(scatter(1, 3), scatter(1, 3))).toBe(0);
    expect(compare(scatter(1, 0), scatter(2))).toBe(0);
  });

  it('pairs each minutia once', () => {
    const { pairs } = compareWithPairs(scatter(1), moved(scatter(1), 0.1, 3, 3));
    expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
    expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
  });
});

describe('the scale', () => {
  it('starts at 0 and never falls', () => {
    expect(scoreOf(0)).toBe(0);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (at, more) => {
          expect(scoreOf(at + more)).toBeGreaterThanOrEqual(scoreOf(at));
        },
      ),
    );
  });
});

describe('angleDifference', () => {
  it('is the short way round', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: -3.1, max: 3.1, noNaN: true }),
        (a, d) => {
          expect(angleDifference(a + d, a)).toBeCloseTo(d, 9);
        },
      ),
    );
  });
});
