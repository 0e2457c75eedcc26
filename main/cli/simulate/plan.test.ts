import { describe, expect, it } from 'vitest';
import { demoVoters } from '../../demo/voters.ts';
import { hardSkins, leavings, planDay } from './plan.ts';

const everybody = demoVoters();
const others = everybody.filter(({ record, fingers }) => record.precinct !== '0001' && fingers.length > 0);
const planOf = (voters: number, seed = '1', hardFingers = 0) =>
  planDay(everybody.filter(({ record }) => record.precinct === '0001').slice(0, voters), others, seed, hardFingers);

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

  it('gives as many of the list as was asked for fingers that are hard at every visit, in each of the ways', () => {
    const plan = planOf(80, '1', 10);
    const hard = plan.filter(({ skin }) => skin);
    const people = new Set(hard.map(({ hand }) => hand));
    expect(people.size).toBe(8);
    expect(new Set(hard.map(({ skin }) => skin))).toEqual(new Set(hardSkins));
    for (const hand of people) {
      expect(hand.fingers.length).toBeGreaterThan(0);
      expect(new Set(plan.filter((visit) => visit.hand === hand).map(({ skin }) => skin)).size).toBe(1);
    }
    expect(planOf(80, '1', 10)).toEqual(plan);
    const hands = (seed: string) => planOf(80, seed, 10).flatMap(({ skin, hand }) => (skin ? [hand] : []));
    expect(new Set(hands('2'))).not.toEqual(people);
  });

  it('is otherwise the day that it is without hard fingers', () => {
    const easy = planOf(40);
    expect(easy.every(({ skin }) => skin === undefined)).toBe(true);
    expect(planOf(40, '1', 25).map(({ skin: _, ...visit }) => visit)).toEqual(easy);
  });
});
