import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faults, planNetwork, votersOf } from './plan.ts';

describe('the plan of a day in a hurt network', () => {
  it('has every fault, each between two spells in which all is well, and is the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.record({
          kiosks: fc.integer({ min: 2, max: 6 }),
          events: fc.integer({ min: 1, max: 600 }),
          seed: fc.string(),
          faults: fc.subarray([...faults]),
        }),
        (options) => {
          const plan = planNetwork(options);
          expect(planNetwork(options)).toEqual(plan);
          const wanted = options.faults.filter((one) => one !== 'clock');
          expect(plan.flatMap(({ trouble }) => trouble?.fault ?? []).sort()).toEqual([...wanted].sort());
          expect(plan.every(({ trouble }, n) => (trouble === null) === (n % 2 === 0))).toBe(true);
          const arrivals = plan.flatMap((spell) => spell.arrivals);
          for (const { voter, kiosks } of arrivals) {
            expect(voter >= 1 && voter <= votersOf(plan)).toBe(true);
            expect(new Set(kiosks).size).toBe(kiosks.length);
            expect(kiosks.every((n) => n >= 0 && n < options.kiosks)).toBe(true);
          }
          const visits = arrivals.reduce((sum, { kiosks }) => sum + kiosks.length, 0);
          expect(visits).toBeGreaterThanOrEqual(options.events);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('cuts some from some, and nobody from himself', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      for (const { trouble } of planNetwork({
        kiosks: 3,
        events: 8,
        seed: `${seed}`,
        faults: ['partition', 'one-way'],
      })) {
        if (trouble === null || !('cable' in trouble)) continue;
        const { cut } = trouble.cable;
        expect(cut.length).toBeGreaterThan(0);
        expect(cut.every(([from, to]) => from !== to)).toBe(true);
        // A split is the same from both sides; of one that does not hear the other does.
        const back = cut.filter(([from, to]) => cut.some(([a, b]) => a === to && b === from));
        expect(back.length).toBe(trouble.fault === 'partition' ? cut.length : 0);
      }
    }
  });
});
