import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKernels } from '../../../tools/build-kernels.ts';
import { boxSum, FILTER_TAPS, filterAtPoints, filterBank } from './kernels.ts';
import { kernelsBase64 } from './kernels.wasm.ts';
import { chanceFor, drawn, fill, inArena, sizes } from './planes.fixture.ts';
import { boxSumTwin, filterAtPointsTwin, filterBankTwin } from './twins.fixture.ts';

describe('the module', () => {
  it('is what its sources give, small, and imports nothing', async () => {
    const bytes = Buffer.from(kernelsBase64, 'base64');
    expect(Buffer.from(await compileKernels()).equals(bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(12_000);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([]);
  });
});

/** A bank whose taps reach `most`. */
function bankOf(filters: number, seed: number, most: number): Int16Array<ArrayBuffer> {
  const bank = fill(new Int16Array(filters * FILTER_TAPS), chanceFor(seed), -most, most);
  return bank.map((tap, at) => (at % 16 === 15 ? 0 : tap));
}

describe('filterBank and filterAtPoints', () => {
  it('agree with their twins on any plane, even where sums overflow', () => {
    const cases = fc.record({
      size: sizes,
      filters: fc.integer({ min: 1, max: 12 }),
      shift: fc.integer({ min: 0, max: 31 }),
      most: fc.constantFrom(1, 1023, 32_767),
    });
    fc.assert(
      fc.property(cases, ({ size: { width, height, seed }, filters, shift, most }) =>
        inArena({ width, height }, (arena) => {
          const chance = chanceFor(seed);
          const level = fill(arena.int16(width * height), chance, -most - 1, most);
          // Some are filters that the bank does not have.
          const index = fill(arena.uint8(width * height), chance, 0, filters + 1);
          const bank = arena.copyOf(bankOf(filters, seed, most));
          const [found, expected] = [arena.int16(width * height), new Int16Array(width * height)];
          const plane = { level, width, height, index, bank, shift };
          filterBank(arena, plane, found);
          filterBankTwin(plane, expected);
          expect(found).toEqual(expected);

          const points = fill(arena.int32(40), chance, -5, width * height + 5);
          const first = fill(arena.uint8(40), chance, 0, filters);
          const asked = { level, width, height, bank, points, first, each: 4, apart: 3 };
          const [answers, right] = [arena.int32(160), new Int32Array(160)];
          filterAtPoints(arena, asked, answers);
          filterAtPointsTwin(asked, right);
          expect(answers).toEqual(right);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('answer most where the filter is what the plane shows', () => {
    inArena({ width: 31, height: 31 }, (arena) => {
      const wave = (x: number, period: number) => Math.round(1000 * Math.cos((2 * Math.PI * x) / period));
      const level = arena.int16(31 * 31).map((_, at) => wave((at % 31) - 15, 9));
      const bank = Int16Array.from({ length: 3 * FILTER_TAPS }, (_, at) => {
        const period = [6, 9, 13][Math.floor(at / FILTER_TAPS)]!;
        return at % 16 === 15 ? 0 : wave((at % 16) - 7, period);
      });
      const answers = arena.int32(3);
      const points = arena.copyOf(Int32Array.of(15 * 31 + 15));
      const plane = { level: arena.copyOf(level), width: 31, height: 31, bank: arena.copyOf(bank) };
      filterAtPoints(arena, { ...plane, points, first: arena.uint8(1), each: 3, apart: 1 }, answers);
      expect(answers.indexOf(Math.max(...answers))).toBe(1);
    });
  });
});

describe('boxSum', () => {
  it('agrees with its twin for planes of 8, 16 and 32 bits', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 64 }), ({ width, height, seed }, radius) =>
        inArena({ width, height }, (arena) => {
          const chance = chanceFor(seed);
          const points = width * height;
          const planes = [
            fill(arena.uint8(points), chance, 0, 255),
            fill(arena.int16(points), chance, -32_768, 32_767),
            fill(arena.int32(points), chance, -(2 ** 31), 2 ** 31 - 1),
          ];
          for (const source of planes) {
            const [found, expected] = [arena.int32(points), new Int32Array(points)];
            boxSum(arena, source, { width, height, radius }, found);
            boxSumTwin(source, { width, height, radius }, expected);
            expect(found).toEqual(expected);
          }
        }),
      ),
      { numRuns: 100 },
    );
  });

  it.each(drawn)('agrees with its twin on a touch that is $condition', ({ image: { width, height, pixels } }) => {
    inArena({ width, height }, (arena) => {
      const [found, expected] = [arena.int32(width * height), new Int32Array(width * height)];
      boxSum(arena, arena.copyOf(pixels), { width, height, radius: 11 }, found);
      boxSumTwin(pixels, { width, height, radius: 11 }, expected);
      expect(found).toEqual(expected);
    });
  });
});
