import { expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { demoElection } from '../demo/voters.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import { VotersWay } from './way.ts';

const officer = { role: 'officer', person: 'o1' } as const;
const precinct = precinctOf(demoElection(), '0001');
const force = {
  election: demoElection(),
  policy: defaultPolicy,
  precinct,
  register: { locked: false },
} as unknown as InForce;

it('refuses a new voter when the disk takes nothing more, instead of dying', () => {
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  const kiosk = {
    inForce: () => force,
    newId: () => 'a1',
    record: () => {
      throw full;
    },
  } as unknown as Kiosk;
  const way = new VotersWay({ kiosk, power: { orders: { admit: true, problem: null } } } as never);
  expect(way.find('21502198500002', officer)).toMatchObject({ ok: false, error: { code: 'storage.full' } });
  expect(way.document(null, officer)).toMatchObject({ ok: false, error: { code: 'storage.full' } });
  expect(way.step).toEqual({ at: 'idle' });
});

it('begins no new voter on the last of the battery, and says why', () => {
  const record: string[] = [];
  const kiosk = { inForce: () => force, newId: () => 'a1', record: (type: string) => record.push(type) };
  const power = { orders: { admit: false, problem: { code: 'power.low' } } };
  const way = new VotersWay({ kiosk, power } as never);
  expect(way.find('21502198500002', officer)).toEqual({ ok: false, error: { code: 'power.low' } });
  expect(record).toEqual([]);
});
