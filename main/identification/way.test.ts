import { expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { demoElection } from '../demo/voters.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import { VotersWay } from './way.ts';

it('refuses a new voter when the disk takes nothing more, instead of dying', () => {
  const election = demoElection();
  const precinct = precinctOf(election, '0001');
  const force = { election, policy: defaultPolicy, precinct, register: { locked: false } } as unknown as InForce;
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  const kiosk = {
    inForce: () => force,
    newId: () => 'a1',
    record: () => {
      throw full;
    },
  } as unknown as Kiosk;
  const way = new VotersWay({ kiosk } as never);
  const officer = { role: 'officer', person: 'o1' } as const;
  expect(way.find('21502198500002', officer)).toMatchObject({ ok: false, error: { code: 'storage.full' } });
  expect(way.document('nothing readable', officer)).toMatchObject({ ok: false, error: { code: 'storage.full' } });
  expect(way.step).toEqual({ at: 'idle' });
});
