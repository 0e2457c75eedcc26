import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisSteps, cumulated, hourOf } from './scale.ts';

describe('the steps of an axis', () => {
  it('are those that people count in', () => {
    expect(axisSteps(0.31, 5)).toEqual([0, 0.1, 0.2, 0.30000000000000004, 0.4]);
    expect(axisSteps(97, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(axisSteps(100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('begin at nothing, reach the top, and are not more than wanted', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e7, noNaN: true }), fc.integer({ min: 2, max: 9 }), (top, most) => {
        const steps = axisSteps(top, most);
        expect(steps[0]).toBe(0);
        expect(steps.at(-1)).toBeGreaterThanOrEqual(top * (1 - 1e-9));
        expect(steps.length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});

describe('turnout as it grew', () => {
  it('has a point at the end of each hour, also of one in which nobody came, and ends now', () => {
    const points = cumulated({ '08': 100, '09': 250, '11': 40 }, hourOf('11:30'));
    expect(points).toEqual([
      { hour: 8, admitted: 0 },
      { hour: 9, admitted: 100 },
      { hour: 10, admitted: 350 },
      { hour: 11, admitted: 350 },
      { hour: 11.5, admitted: 390 },
    ]);
  });

  it('ends now with everybody: also with those who were admitted where it is later', () => {
    expect(cumulated({ '08': 7 }, 10.25).at(-1)).toEqual({ hour: 10.25, admitted: 7 });
    expect(cumulated({ '08': 7, '18': 5 }, 9.5)).toEqual([
      { hour: 8, admitted: 0 },
      { hour: 9, admitted: 7 },
      { hour: 9.5, admitted: 12 },
    ]);
  });

  it('is nothing before the first was admitted', () => {
    expect(cumulated({}, 9)).toEqual([]);
  });
});
