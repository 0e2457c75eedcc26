import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../election/policy-default.ts';
import { duplicateScore, fuse } from './fusion.ts';
import { chanceOf } from './synthetic/chance.ts';

const scores = fc.double({ min: 0, max: 300, noNaN: true });

describe('two fingers', () => {
  it('are never worth more than their sum, nor less than nothing, whichever comes first', () => {
    fc.assert(
      fc.property(scores, scores, (one, two) => {
        const fused = fuse(one, two);
        expect(fused).toBeGreaterThanOrEqual(0);
        expect(fused).toBeLessThanOrEqual(one + two);
        expect(fuse(two, one)).toBe(fused);
      }),
    );
  });

  it('are worth more when one of them scores more', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0.01, max: 50, noNaN: true }), (one, two, more) => {
        expect(fuse(one + more, two)).toBeGreaterThan(fuse(one, two));
      }),
    );
  });

  it('are worth what the one is when the other is missing', () => {
    fc.assert(fc.property(scores, (one) => fuse(one, null) === one && fuse(null, one) === one));
    expect(fuse(null, null)).toBe(0);
  });

  it('keep the scale: of strangers no more than 10^(−f/10) reach f', () => {
    const chance = chanceOf('fusion');
    const SAMPLE = 200_000;
    const exponential = () => -10 * Math.log10(1 - chance.next());
    const fused = Float64Array.from({ length: SAMPLE }, () => fuse(exponential(), exponential())).sort();
    for (const score of [5, 10, 20, 30]) {
      const reach = fused.length - fused.findIndex((one) => one >= score);
      const expected = SAMPLE * 10 ** (-score / 10);
      // Exact for scores whose chances are exact: within four deviations of a count.
      expect(Math.abs(reach - expected)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });
});

describe('the alert of two records that may be one person', () => {
  it('is expected once among 2,500 honest voters', () => {
    const pairs = 3_123_750;
    expect(pairs * 10 ** (-duplicateScore(2500) / 10)).toBeCloseTo(1, 9);
    expect(duplicateScore(2500)).toBeCloseTo(64.95, 2);
    expect(duplicateScore(2500, 0.1)).toBeCloseTo(74.95, 2);
  });

  it('is what the shipped policy would ask for if an election turned it on', () => {
    expect(defaultPolicy.sameFinger.threshold).toBe(Math.ceil(duplicateScore(2500)));
  });
});
