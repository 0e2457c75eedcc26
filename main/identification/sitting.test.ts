import { beforeEach, describe, expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { demoElection } from '../demo/voters.ts';
import { migrate } from '../storage/migrate.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import { HandedOut } from './handed-out.ts';
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
  migrate(db, 'journal', ['create table journal(seq integer primary key, type text, line text, hash blob)']);
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
    head: () => 'head',
    record: (type: string, body: { readonly time?: string; readonly total?: number }) =>
      recorded.push([type, body.time ?? null, body.total ?? null]),
  } as unknown as Kiosk;
  return new Sitting(kiosk, {
    ...{ serving: () => false, problems: () => [], shifts: { end: () => {} } },
    questions: { lines: () => [], asksInside: false },
    acts: { lines: () => [] },
    ballotZone: () => [],
    handedOut: new HandedOut(kiosk),
    closed: () => {},
  } as never);
}

describe('the turnout', () => {
  it('is recorded at a time of the policy that has come', () => {
    expect(sitting('official').recordTurnout('10:00', chair)).toEqual({ ok: true, value: null });
    expect(recorded).toEqual([['turnout.recorded', '10:00', 0]]);
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

  it('counts who was admitted before its hour, whenever the button is pressed', () => {
    const insert = db.prepare(
      `insert into admission(admission, attempt, sitting, voter, state, category, constituency, precinct, sex, age_group,
         modality, reserved_at, confirmed_at) values (?, ?, null, ?, 'confirmed', 'home', 'k', '0001', ?, '18', 'finger', ?, ?)`,
    );
    // 09:59:59, 10:00:00 and 11:59 in Bishkek.
    const moments = ['2023-10-08T03:59:59Z', '2023-10-08T04:00:00Z', '2023-10-08T05:59:00Z'];
    for (const [n, at] of moments.entries()) insert.run(`a${n}`, `t${n}`, `v${n}`, n === 0 ? 'male' : 'female', at, at);
    now = '2023-10-08T10:30:00Z';
    const day = sitting('official');
    expect(day.recordTurnout('10:00', chair).ok).toBe(true);
    expect(day.recordTurnout('12:00', chair).ok).toBe(true);
    expect(recorded).toEqual([
      ['turnout.recorded', '10:00', 1],
      ['turnout.recorded', '12:00', 3],
    ]);
  });

  it('is recorded after midnight, when a queue lasted so long', () => {
    now = '2023-10-08T18:10:00Z';
    expect(sitting('official').recordTurnout('20:00', chair).ok).toBe(true);
  });
});

describe('the closing hour', () => {
  const early = { ok: false, error: { code: 'station.before-finish-time', params: { time: '20:00' } } };

  it('holds for whatever button would end an official day before it', () => {
    now = '2023-10-08T05:00:00Z';
    expect(sitting('official').finish(chair)).toEqual(early);
    expect(sitting('official').close(['chair'], chair)).toEqual(early);
    expect(recorded).toEqual([]);
    expect(sitting('training').close(['chair'], chair).ok).toBe(true);
  });

  it('has come at ten past midnight: the queue was long', () => {
    now = '2023-10-08T18:10:00Z';
    expect(sitting('official').finish(chair).ok).toBe(true);
  });
});
