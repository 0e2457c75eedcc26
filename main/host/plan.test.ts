import { describe, expect, it } from 'vitest';
import { type ProcessPlan, plansHere } from './plan.ts';

const identification: ProcessPlan = { name: 'identification', entry: 'a.ts', args: [], env: {} };
const ballot: ProcessPlan = {
  name: 'ballot',
  entry: 'b.ts',
  args: [],
  env: {},
  user: 64_201,
  where: '/zone/ballot.json',
};
const namesOf = (plans: readonly ProcessPlan[]) => plans.map(({ name, user }) => [name, user]);

describe('the plan of a house', () => {
  it('leaves out what has no place on this machine', () => {
    const asked: string[] = [];
    const exists = (file: string) => asked.push(file) < 0;
    expect(namesOf(plansHere([identification, ballot], { exists, isRoot: true }))).toEqual([
      ['identification', undefined],
    ]);
    expect(asked).toEqual(['/zone/ballot.json']);
  });

  it('gives a process its own user where the supervisor may choose, and starts it all the same where not', () => {
    const of = (isRoot: boolean) => namesOf(plansHere([identification, ballot], { exists: () => true, isRoot }));
    expect(of(true)).toEqual([
      ['identification', undefined],
      ['ballot', 64_201],
    ]);
    expect(of(false)).toEqual([
      ['identification', undefined],
      ['ballot', undefined],
    ]);
  });
});
