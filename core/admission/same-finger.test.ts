import { describe, expect, it } from 'vitest';
import { fuse } from '../fingerprint/fusion.ts';
import { levelOf, sameFingerScore } from './same-finger.ts';

describe('two fingers together', () => {
  it('say more than either when both are alike, and nothing when neither is', () => {
    expect(fuse(40, 40)).toBeGreaterThan(60);
    expect(fuse(0, 0)).toBe(0);
  });

  it('are raised over a threshold by strangers as seldom as the scale says', () => {
    // Scores of strangers are what the scale makes of even chances: s = −10 log10(u).
    let state = 1;
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state + 1) / 2 ** 32;
    };
    const score = () => -10 * Math.log10(next());
    const days = 200_000;
    let raised = 0;
    for (let day = 0; day < days; day += 1) {
      if (
        sameFingerScore([
          [score(), score()],
          [score(), score()],
        ]) >= 20
      )
        raised += 1;
    }
    // No more than one in a hundred at 20; seldomer, for one high score raises a single and a fused one alike.
    expect(raised / days).toBeLessThan(0.0103);
    expect(raised / days).toBeGreaterThan(0.006);
  });
});

describe('the touches of two voters', () => {
  it('count as the best one where one of them gave a single finger, less the looks that were taken', () => {
    expect(sameFingerScore([[71]])).toBe(71);
    expect(sameFingerScore([[3, 71]])).toBeCloseTo(71 - 3.01, 2);
    expect(sameFingerScore([])).toBe(0);
  });

  it('count together where both gave two, whichever way round', () => {
    const straight = sameFingerScore([
      [50, 2],
      [1, 45],
    ]);
    expect(straight).toBeCloseTo(fuse(50, 45) - 10 * Math.log10(4 + 2), 10);
    expect(
      sameFingerScore([
        [2, 50],
        [45, 1],
      ]),
    ).toBeCloseTo(straight, 10);
    // One finger is not used twice.
    expect(
      sameFingerScore([
        [50, 0],
        [50, 0],
      ]),
    ).toBeLessThan(50);
    // One finger again and another one beside it: the stranger does not hide it.
    expect(
      sameFingerScore([
        [0, 90],
        [0, 0],
      ]),
    ).toBeCloseTo(90 - 10 * Math.log10(6), 10);
  });

  it('are told in whole tens', () => {
    expect([64.9, 65, 79.99, 104].map(levelOf)).toEqual([60, 60, 70, 100]);
  });
});
