import { describe, expect, it } from 'vitest';
import { demoVoters } from '../../demo/voters.ts';
import { leavings, planDay } from './plan.ts';

const everybody = demoVoters();
const others = everybody.filter(({ record, fingers }) => record.precinct !== '0001' && fingers.length > 0);
const planOf = (voters: number, seed = '1') =>
  planDay(everybody.filter(({ record }) => record.precinct === '0001').slice(0, voters), others, seed);

describe('the plan of a day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planOf(30)).toEqual(planOf(30));
    expect(planOf(30)).not.toEqual(planOf(30, '2'));
  });

  it('has every voter of the list come to stay to the end', () => {
    for (const seed of ['1', '2', '3']) {
      const stay = planOf(40, seed).filter(({ voter, hand, leaves }) => voter === hand && !leaves);
      const own = stay.filter(({ voter }) => voter.record.precinct === '0001').map(({ voter }) => voter.record.record);
      expect(new Set(own).size).toBe(40);
    }
  });

  it('has somebody leave in each of the ways, who comes again later and not at once', () => {
    const plan = planOf(40);
    const leavers = plan.filter(({ leaves }) => leaves);
    expect(new Set(leavers.map(({ leaves }) => leaves))).toEqual(new Set(leavings));
    expect(leavers.length).toBeLessThan(plan.length / 6);
    for (const { n, voter, mishap } of leavers) {
      const next = plan.find((visit) => visit.n > n && visit.voter === voter);
      expect(next?.n).toBeGreaterThan(n + 1);
      // Who leaves has a trouble of their own.
      expect(mishap).toBeNull();
    }
  });
});
