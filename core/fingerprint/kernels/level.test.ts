import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../image.ts';
import type { Arena } from './arena.ts';
import { boxMean, boxShare, gridOf, normalise, resample, scaled, structureTensor } from './kernels.ts';
import { chanceFor, drawn, fill, inArena, sizes } from './planes.fixture.ts';
import { boxMeanTwin, boxShareTwin, normaliseTwin, resampleTwin, structureTensorTwin } from './twins.fixture.ts';

const radius = fc.integer({ min: 0, max: 64 });

/** Level and deviation by the kernel, after both twins have agreed. */
function normalised(arena: Arena, { width, height, pixels }: GrayImage, window: { radius: number; faint: number }) {
  const points = width * height;
  const [level, deviation] = [arena.int16(points), arena.int16(points)];
  const right = { level: new Int16Array(points), deviation: new Int16Array(points) };
  const gray = { pixels: arena.copyOf(pixels), width, height, ...window };
  normalise(arena, gray, { level, deviation });
  normaliseTwin(gray, right);
  expect({ level, deviation }).toEqual(right);
  return { level, deviation };
}

function tensorAgrees(
  arena: Arena,
  level: Int16Array,
  width: number,
  height: number,
  step: number,
  radii: [number, number],
) {
  const levels = { level, width, height, step, radii };
  const { columns, rows } = gridOf(levels);
  const cells = columns * rows;
  const found = { cosine: arena.int32(cells), sine: arena.int32(cells), power: arena.int32(cells) };
  const right = { cosine: new Int32Array(cells), sine: new Int32Array(cells), power: new Int32Array(cells) };
  structureTensor(arena, levels, found);
  structureTensorTwin(levels, right);
  expect(found).toEqual(right);
  return found;
}

/** The image between its points, bilinear, without any rounding. */
function resampleExactly(image: GrayImage, factor: number) {
  const { width, height } = scaled(image, factor);
  const data = new Float64Array(width * height);
  const place = (at: number, most: number) => Math.min(most, Math.max(0, (at + 0.5) / factor - 0.5));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [place(x, image.width - 1), place(y, image.height - 1)];
      const [l, t] = [Math.floor(u), Math.floor(v)];
      const [r, b] = [Math.ceil(u), Math.ceil(v)];
      const at = (px: number, py: number) => image.pixels[py * image.width + px]!;
      const top = at(l, t) * (1 - (u - l)) + at(r, t) * (u - l);
      const bottom = at(l, b) * (1 - (u - l)) + at(r, b) * (u - l);
      data[y * width + x] = top * (1 - (v - t)) + bottom * (v - t);
    }
  }
  return { width, height, data };
}

describe('resample', () => {
  it('agrees with its twin on any plane and scale', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.1, max: 4, noNaN: true }), ({ width, height, seed }, factor) => {
        const to = scaled({ width, height }, factor);
        inArena({ width: Math.max(width, to.width), height: Math.max(height, to.height) }, (arena) => {
          const gray = { width, height, pixels: fill(arena.uint8(width * height), chanceFor(seed), 0, 255) };
          const points = to.width * to.height;
          const [found, right] = [arena.uint8(points), new Uint8Array(points)];
          resample(arena, gray, factor, found);
          resampleTwin(gray, factor, right);
          expect(found).toEqual(right);
        });
      }),
      { numRuns: 100 },
    );
  });

  it.each(drawn)('is near the exact one on a touch that is $condition', ({ image }) => {
    const exact = resampleExactly(image, 1.25);
    inArena(exact, (arena) => {
      const out = arena.uint8(exact.data.length);
      resample(arena, { ...image, pixels: arena.copyOf(image.pixels) }, 1.25, out);
      const furthest = exact.data.reduce((most, value, at) => Math.max(most, Math.abs(value - out[at]!)), 0);
      // Half a level by rounding, and what a position in 128ths does to a step from ridge to valley.
      expect(furthest).toBeLessThan(2);
    });
  });
});

describe('normalise', () => {
  it('agrees with its twin on any plane', () => {
    const cases = fc.record({
      size: sizes,
      radius,
      faint: fc.double({ min: 1e-3, max: 65_025, noNaN: true }),
      most: fc.constantFrom(0, 1, 15, 255),
    });
    fc.assert(
      fc.property(cases, ({ size: { width, height, seed }, radius, faint, most }) =>
        inArena({ width, height }, (arena) => {
          const pixels = fill(new Uint8Array(width * height), chanceFor(seed), 255 - most, 255);
          normalised(arena, { width, height, pixels }, { radius, faint });
        }),
      ),
      { numRuns: 100 },
    );
  });

  it('gives the same level for less contrast on another ground, as far as grain allows', () => {
    inArena({ width: 60, height: 60 }, (arena) => {
      const wave = (ground: number, contrast: number) =>
        Uint8Array.from({ length: 3600 }, (_, at) => ground + contrast * Math.cos((2 * Math.PI * (at % 60)) / 9));
      const plane = { width: 60, height: 60 };
      const strong = normalised(arena, { ...plane, pixels: wave(128, 100) }, { radius: 9, faint: 12 });
      const weak = normalised(arena, { ...plane, pixels: wave(60, 50) }, { radius: 9, faint: 12 });
      const middle = 30 * 60 + 30;
      // √2 deviations are 362: less, since two periods and a bit lie in the window, and nine points seldom meet the crest.
      for (const { level } of [strong, weak]) {
        expect(Math.max(...level.subarray(middle, middle + 9))).toBeGreaterThan(300);
        expect(Math.min(...level.subarray(middle, middle + 9))).toBeLessThan(-300);
      }
      expect(strong.deviation[middle]! / 16).toBeCloseTo(100 / Math.SQRT2, -1);
    });
  });
});

describe('structureTensor', () => {
  it('agrees with its twin on any plane, even where sums overflow', () => {
    const reach = fc.integer({ min: 0, max: 16 });
    const cases = fc.record({
      size: sizes,
      step: fc.integer({ min: 1, max: 9 }),
      radii: fc.tuple(reach, reach),
      most: fc.constantFrom(3, 1023, 32_767),
    });
    fc.assert(
      fc.property(cases, ({ size: { width, height, seed }, step, radii, most }) =>
        inArena({ width, height }, (arena) => {
          const level = fill(arena.int16(width * height), chanceFor(seed), -most - 1, most);
          tensorAgrees(arena, level, width, height, step, radii);
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('finds the direction across straight lines', () => {
    inArena({ width: 80, height: 80 }, (arena) => {
      for (const degrees of [0, 30, 45, 90, 120, 170]) {
        const angle = (degrees * Math.PI) / 180;
        const level = arena.int16(6400);
        for (let at = 0; at < 6400; at += 1) {
          const across = (at % 80) * Math.cos(angle) + Math.floor(at / 80) * Math.sin(angle);
          level[at] = 400 * Math.cos((2 * Math.PI * across) / 9);
        }
        const { cosine, sine, power } = tensorAgrees(arena, level, 80, 80, 4, [9, 6]);
        const middle = 10 * 20 + 10;
        const found = 0.5 * Math.atan2(sine[middle]!, cosine[middle]!);
        expect(Math.abs(Math.sin(found - angle))).toBeLessThan(0.02);
        expect(Math.hypot(sine[middle]!, cosine[middle]!) / power[middle]!).toBeGreaterThan(0.97);
      }
    });
  });

  it('does not overflow where levels are as high as they can be', () => {
    inArena({ width: 60, height: 60 }, (arena) => {
      const level = arena.int16(3600).map((_, at) => (at % 4 < 2 ? 1023 : -1023));
      const { power, cosine } = tensorAgrees(arena, arena.copyOf(level), 60, 60, 4, [9, 6]);
      for (const value of [power, cosine]) expect(Math.min(...value)).toBeGreaterThan(0);
    });
  });
});

describe('boxMean and boxShare', () => {
  it('agree with their twins', () => {
    fc.assert(
      fc.property(sizes, radius, fc.integer({ min: 0, max: 1000 }), ({ width, height, seed }, radius, part) =>
        inArena({ width, height }, (arena) => {
          const [points, chance] = [width * height, chanceFor(seed)];
          const source = fill(arena.int16(points), chance, -32_768, 32_767);
          const [means, rightMeans] = [arena.int16(points), new Int16Array(points)];
          boxMean(arena, source, { width, height, radius }, means);
          boxMeanTwin(source, { width, height, radius }, rightMeans);
          expect(means).toEqual(rightMeans);

          const mask = fill(arena.uint8(points), chance, 0, 1);
          const share = { width, height, radius, part, whole: 1000 };
          const [found, right] = [arena.uint8(points), new Uint8Array(points)];
          boxShare(arena, mask, share, found);
          boxShareTwin(mask, share, right);
          expect(found).toEqual(right);
        }),
      ),
      { numRuns: 100 },
    );
  });

  it('ask for more than the share', () => {
    inArena({ width: 4, height: 1 }, (arena) => {
      const mask = arena.copyOf(Uint8Array.of(1, 0, 0, 1));
      const out = arena.uint8(4);
      boxShare(arena, mask, { width: 4, height: 1, radius: 1, part: 1, whole: 2 }, out);
      expect([...out]).toEqual([0, 0, 0, 0]);
      boxShare(arena, mask, { width: 4, height: 1, radius: 1, part: 1, whole: 3 }, out);
      expect([...out]).toEqual([1, 0, 0, 1]);
    });
  });
});

describe.each(drawn)('a touch that is $condition', ({ image }) => {
  it('is normalised alike, and its flow found alike', () => {
    const { width, height } = image;
    inArena(image, (arena) => {
      const { level, deviation } = normalised(arena, image, { radius: 11, faint: 12 });
      tensorAgrees(arena, level, width, height, 4, [9, 6]);
      const [means, right] = [arena.int16(width * height), new Int16Array(width * height)];
      boxMean(arena, deviation, { width, height, radius: 10 }, means);
      boxMeanTwin(deviation, { width, height, radius: 10 }, right);
      expect(means).toEqual(right);
    });
  });
});
