import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Mode } from '../../../core/election/common.ts';
import type { Election } from '../../../core/election/election.ts';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { Calendar } from '../../../main/cli/simulate/calendar.ts';
import { cheapCodes } from '../../../main/demo/people.ts';
import { type DemoStation, prepareDemo } from '../../../main/demo/prepare.ts';
import { type DemoVoter, demoVoters } from '../../../main/demo/voters.ts';
import { trustFromPackage } from '../../../main/package/trust.ts';
import { type Scratch, scratch } from './kiosk.ts';
import { openRoom, PRECINCT, type Room } from './room.ts';

/** The morning of the demonstration's day, half an hour before the opening. */
export const MORNING = '2023-10-08T07:30:00+06:00';

/** A station as the commission has made it, before its first day: enrolled once, copied for each run. */
export interface Made {
  readonly station: DemoStation;
  /** All voters of the demonstration, those of other stations too. */
  readonly everybody: readonly DemoVoter[];
  readonly trust: Trust;
  readonly folder: string;
  readonly close: () => void;
}

/**
 * Makes a demo station with the first so many voters of its list.
 * @param policy the rules that it is signed with
 * @param election what is to be other in the demonstration's election
 * @param codes as on a kiosk, or cheap to try, for most tests sign somebody in dozens of times
 */
export async function makeStation(
  voters: number,
  mode: Mode = 'laboratory',
  election: Partial<Election> = {},
  policy: Policy = defaultPolicy,
  codes: 'cheap' | 'as shipped' = 'cheap',
): Promise<Made> {
  const { folder, close }: Scratch = scratch();
  const made = await prepareDemo({
    ...{ stateDir: folder, precinct: PRECINCT, voters, mode, election, policy },
    ...(codes === 'cheap' ? { codeCost: cheapCodes } : {}),
    now: () => new Date(MORNING),
  });
  if (!made.ok) throw new Error(made.error.code);
  const station = made.value;
  const root = station.keys.commission()?.root ?? new Uint8Array();
  const trust = await trustFromPackage(station.package, { known: 'key', root });
  if (!trust.ok) throw new Error(trust.error.code);
  return { station, everybody: demoVoters(), trust: trust.value.trust, folder, close };
}

/** One run of a station: the room around the kiosk, and the plan that brings the kiosk up in it. */
export interface Run extends Room {
  /** What the kiosk keeps, and what the commission has made for it. */
  readonly folder: string;
  readonly calendar: Calendar;
}

/**
 * A fresh copy of a made station with its devices plugged in; the world is this process.
 * @param provisioned false: the kiosk knows no election yet, and its package lies on the stick
 * @param sticks how many are put in
 * @param ballots with a ballot zone, and its box in the room
 * @param at what the kiosk's clock shows when it is started: a test at midnight is no other than one at noon
 */
export function runStation(
  { everybody, folder: template, station }: Made,
  provisioned = true,
  sticks: 1 | 2 = 1,
  at = MORNING,
  ballots = false,
): Run {
  const { folder, close } = scratch();
  cpSync(template, folder, { recursive: true });
  const calendar = new Calendar(folder);
  calendar.set(at);
  const firstPackage = provisioned ? station.package : null;
  const room = openRoom({ kiosk: folder, folder, everybody, sticks, firstPackage, calendar, ballots });
  if (!provisioned) cpSync(station.package, join(room.stick, basename(station.package)));
  return {
    ...{ ...room, folder, calendar },
    close: () => {
      room.close();
      close();
    },
  };
}
