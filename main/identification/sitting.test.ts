import { beforeEach, describe, expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { demoElection } from '../demo/voters.ts';
import { migrate } from '../storage/migrate.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import { Sitting } from './sitting.ts';
import { stateRoom, stateSteps } from './state/schema.ts';

const chair = { role: 'chair', person: 'chair' } as const;
let db: Database;
let recorded: unknown[];
/** UTC; Bishkek is six hours ahead. */
let now: string;

beforeEach(() => {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  db = opened.value;
  migrate(db, stateRoom, stateSteps);
  recorded = [];
  now = '2023-10-08T04:30:00Z';
});

function sitting(mode: 'official' | 'training'): Sitting {
  const election = { ...demoElection(), mode };
  const force = {
    election,
    policy: defaultPolicy,
    precinct: precinctOf(election, '0001'),
    register: { count: () => 3 },
  };
  const kiosk = {
    db,
    inForce: () => force as unknown as InForce,
    now: () => new Date(now),
    record: (type: string, body: { readonly time: string }) => recorded.push([type, body.time]),
  } as unknown as Kiosk;
  return new Sitting(kiosk, {} as never);
}

describe('the turnout', () => {
  it('is recorded at a time of the policy that has come', () => {
    expect(sitting('official').recordTurnout('10:00', chair)).toEqual({ ok: true, value: null });
    expect(recorded).toEqual([['turnout.recorded', '10:00']]);
  });

  it('is not recorded before its time in an official sitting; a training has no clock', () => {
    expect(sitting('official').recordTurnout('12:00', chair)).toMatchObject({
      ok: false,
      error: { code: 'station.turnout-early', params: { time: '12:00' } },
    });
    now = '2023-10-08T06:00:00Z';
    expect(sitting('official').recordTurnout('12:00', chair).ok).toBe(true);
    expect(sitting('training').recordTurnout('20:00', chair).ok).toBe(true);
  });

  it('is not recorded for a time that the policy does not have', () => {
    expect(sitting('training').recordTurnout('10:01', chair)).toMatchObject({
      ok: false,
      error: { code: 'station.turnout-unknown' },
    });
    expect(recorded).toEqual([]);
  });
});
