import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ProcessPlan, plansHere, readPlan } from './plan.ts';

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
    const asked: unknown[] = [];
    const isThere = (where: unknown) => asked.push(where) < 0;
    expect(namesOf(plansHere([identification, ballot], { isThere, isRoot: true }))).toEqual([
      ['identification', undefined],
    ]);
    expect(asked).toEqual(['/zone/ballot.json']);
  });

  it('gives a process its own user where the supervisor may choose, and starts it all the same where not', () => {
    const of = (isRoot: boolean) => namesOf(plansHere([identification, ballot], { isThere: () => true, isRoot }));
    expect(of(true)).toEqual([
      ['identification', undefined],
      ['ballot', 64_201],
    ]);
    expect(of(false)).toEqual([
      ['identification', undefined],
      ['ballot', undefined],
    ]);
  });

  it('has a process where a file, or an entry in one, is there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'taanuu-plan-'));
    const plan = join(folder, 'plan.json');
    const link = { name: 'link', entry: 'link.ts', where: { file: 'state/kiosk.json', has: 'network' } };
    writeFileSync(plan, JSON.stringify([link, { name: 'ballot', entry: 'b.ts', where: 'state/ballot.json' }]));
    mkdirSync(join(folder, 'state'));
    const names = (kiosk: string | null) => {
      if (kiosk !== null) writeFileSync(join(folder, 'state/kiosk.json'), kiosk);
      return readPlan(plan).map(({ name }) => name);
    };
    expect(names(null)).toEqual([]);
    for (const without of ['{"devices":[]}', '{"network', 'null', '"network"']) expect(names(without)).toEqual([]);
    expect(names('{"network":{}}')).toEqual(['link']);
    writeFileSync(join(folder, 'state/ballot.json'), '{}');
    expect(names('{"network":{}}')).toEqual(['link', 'ballot']);
    rmSync(folder, { recursive: true });
  });
});
