import type { Election } from '../../../../core/election/election.ts';
import { defaultPolicy } from '../../../../core/election/policy-default.ts';
import { rehearsalPeople } from '../../../demo/rehearsal.ts';
import { type DemoVoter, demoElection } from '../../../demo/voters.ts';

/** Where the device serves in the first election, and in the one after it. */
export const FIRST_STATION = '0001';
export const NEXT_STATION = '0002';
/** Where those vote who were granted remote voting. */
export const REMOTE_STATION = '0050';

const OUTSIDE = { date: '2023-10-07', open: '08:00', close: '20:00' } as const;
const REPEAT = { date: '2023-10-22', open: '08:00', close: '20:00' } as const;
const NEXT_DAY = { date: '2024-04-14', open: '08:00', close: '20:00' } as const;

/** Hours at which the kiosk is switched on, in the zone of the demonstration election. */
export const hours = {
  reception: '2023-09-12T10:00:00+06:00',
  answers: '2023-09-14T10:00:00+06:00',
  rehearsal: '2023-10-04T14:00:00+06:00',
  outside: '2023-10-07T07:30:00+06:00',
  day: '2023-10-08T07:30:00+06:00',
  afterDay: '2023-10-09T09:00:00+06:00',
  repeat: '2023-10-22T07:30:00+06:00',
  afterRepeat: '2023-10-23T09:00:00+06:00',
  nextDay: '2024-04-14T07:30:00+06:00',
} as const;

/** The demonstration election with the sittings that were decided so far, and the version of its list. */
export function firstElection(list: number, repeat = false): Election {
  const election = demoElection();
  return {
    ...election,
    list: { ...election.list, version: list },
    outside: OUTSIDE,
    sittings: [
      { kind: 'outside', ...OUTSIDE },
      { kind: 'day', ...election.day },
      ...(repeat ? [{ kind: 'repeat' as const, ...REPEAT }] : []),
    ],
  };
}

/** The same with invented voters, for a training of one day. */
export function rehearsedElection(everybody: readonly DemoVoter[]): Election {
  const election: Election = { ...demoElection(), mode: 'training' };
  return { ...election, rehearsal: rehearsalPeople(everybody, election, defaultPolicy, FIRST_STATION) };
}

/** Another election half a year later. */
export function nextElection(): Election {
  const election = demoElection();
  return {
    ...election,
    id: 'saruu-2024-04-14',
    day: NEXT_DAY,
    outside: null,
    list: { stage: 'final', version: 1, date: '2024-04-05' },
  };
}
