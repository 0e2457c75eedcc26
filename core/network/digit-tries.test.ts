import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigitTries, isToldOf } from './digit-tries.ts';

const TEN_MINUTES = 600_000;
const MOST_AT_ONCE = 8_000;

describe('digits that are tried', () => {
  it('are looked at at once, and after a wrong one later each time', () => {
    const tries = new DigitTries();
    expect(tries.begin('a', 0)).toBe(0);
    expect(tries.begin('a', 5_000)).toBe(0);
    // The second wrong one costs two seconds, the third four.
    expect(tries.begin('a', 6_000)).toBe(1_000);
    expect(tries.begin('a', 7_000)).toBe(4_000);
    // Longer than anybody waits.
    expect(tries.begin('a', 7_000)).toBeNull();
    expect(tries.begin('b', 7_000)).toBe(500);
    tries.right('a');
    expect(tries.begin('a', 8_000)).toBe(0);
  });

  it('have turns: many addresses together are no faster, and another one has its turn among them', () => {
    const tries = new DigitTries();
    for (let n = 0; n < 8; n++) expect(tries.begin(`stranger ${n}`, 0)).toBe(n * 500);
    expect(tries.begin('console', 100)).toBe(3_900);
  });

  it('are never so many that guessing helps, from however many addresses, and whether or not anybody waits', () => {
    const said = fc.record({
      after: fc.integer({ min: 0, max: 1_500 }),
      address: fc.integer({ min: 0, max: 40 }).map(String),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 3_000 }), (all) => {
        const tries = new DigitTries();
        const of = new Map<string, number>();
        let now = 0;
        for (const { after, address } of all) {
          now += after;
          const wait = now > TEN_MINUTES ? null : tries.begin(address, now);
          if (wait !== null && now + wait <= TEN_MINUTES) of.set(address, (of.get(address) ?? 0) + 1);
        }
        expect([...of.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(TEN_MINUTES / 500 + 1);
        expect(Math.max(0, ...of.values())).toBeLessThanOrEqual(16);
      }),
      { numRuns: 50 },
    );
    // One address as fast as it can.
    const tries = new DigitTries();
    let count = 0;
    for (let now = 0; now < TEN_MINUTES; now += 100) if (tries.begin('a', now) !== null) count += 1;
    expect(count).toBe(16);
    expect(tries.begin('b', TEN_MINUTES)).toBeLessThanOrEqual(MOST_AT_ONCE);
  });

  it('are told of when there are five wrong ones, ten, twenty', () => {
    const told = Array.from({ length: 1_200 }, (_, n) => n).filter(isToldOf);
    expect(told).toEqual([5, 10, 20, 40, 80, 160, 320, 640]);
  });
});
