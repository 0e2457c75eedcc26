import { describe, expect, it } from 'vitest';
import { chance } from '../../main/demo/random.ts';
import { mutualInformation, sameDistribution, spearman } from './statistics.ts';

const dice = chance('statistics');
const numbers = Array.from({ length: 500 }, (_, i) => i);
const noise = () => numbers.map(() => dice.next());
/** How many of so many tries with nothing to be found have a p below 0.05: about one in twenty. */
const alarms = (p: () => number) => Array.from({ length: 400 }, p).filter((one) => one < 0.05).length;

describe('the statistics of the order-leak tests', () => {
  it('know a correlation by the book', () => {
    // Spearman (1904) as in every textbook: 1 − 6·Σd²/(n(n²−1)), here Σd² = 194 and n = 10.
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(spearman(iq, hours).rho).toBeCloseTo(1 - (6 * 194) / 990, 10);
    expect(spearman([1, 1, 1], [1, 2, 3])).toMatchObject({ rho: 0 });
  });

  it('see an order, also one among much noise', () => {
    expect(spearman(numbers, numbers)).toEqual({ rho: 1, p: expect.closeTo(0) });
    const faint = numbers.map((i) => i + 1_500 * dice.next());
    expect(spearman(numbers, faint).p).toBeLessThan(0.01);
    expect(mutualInformation(numbers, faint, 6).p).toBeLessThan(0.01);
    const tent = numbers.map((i) => Math.abs(i - 250));
    expect(mutualInformation(numbers, tent, 6).p).toBeLessThan(1e-6);
    expect(
      sameDistribution(
        noise(),
        noise().map((x) => x + 0.2),
      ),
    ).toBeLessThan(0.01);
  });

  it('raise an alarm as often as they say where nothing is to be seen', () => {
    for (const p of [
      () => spearman(numbers, noise()).p,
      () => sameDistribution(noise(), noise()),
      () => mutualInformation(numbers, noise(), 6).p,
    ]) {
      const raised = alarms(p);
      expect(raised).toBeGreaterThan(6);
      expect(raised).toBeLessThan(36);
    }
  });
});
