import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Mode } from '../../../core/election/common.ts';
import type { Election } from '../../../core/election/election.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { type DemoStation, prepareDemo } from '../../../main/demo/prepare.ts';
import { type DemoVoter, demoElection, demoVoters } from '../../../main/demo/voters.ts';
import { openWorld, SENSOR_DPI, type World } from '../../../main/demo/world.ts';
import { WorldLedger } from '../../../main/demo/world-ledger.ts';
import { worldPeople } from '../../../main/demo/world-people.ts';
import type { ProcessPlan } from '../../../main/host/supervisor.ts';
import { serialTable } from '../../../main/identification/devices/setup.ts';
import type { KioskConfig } from '../../../main/identification/zone.ts';
import { trustFromPackage } from '../../../main/package/trust.ts';
import { root } from '../../../tools/say.ts';
import { type Scratch, scratch } from './kiosk.ts';

export const PRECINCT = '0001';

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
 * @param election what is to be other in the demonstration's election
 */
export async function makeStation(
  voters: number,
  mode: Mode = 'laboratory',
  election: Partial<Election> = {},
): Promise<Made> {
  const { folder, close }: Scratch = scratch();
  const made = await prepareDemo({ stateDir: folder, precinct: PRECINCT, voters, mode, election });
  if (!made.ok) throw new Error(made.error.code);
  const station = made.value;
  const root = station.keys.commission()?.root ?? new Uint8Array();
  const trust = await trustFromPackage(station.package, { known: 'key', root });
  if (!trust.ok) throw new Error(trust.error.code);
  return { station, everybody: demoVoters(), trust: trust.value.trust, folder, close };
}

/** One run of a station: the room around the kiosk, and the plan that brings the kiosk up in it. */
export interface Run {
  readonly world: World;
  readonly ledger: WorldLedger;
  readonly plan: readonly ProcessPlan[];
  /** What the kiosk keeps, and what the commission has made for it. */
  readonly folder: string;
  /** The stick that the log is written to. */
  readonly stick: string;
  /** A second one. */
  readonly second: string;
  readonly close: () => void;
}

/**
 * A fresh copy of a made station with its devices plugged in; the world is this process.
 * @param provisioned false: the kiosk knows no election yet, and its package lies on the stick
 * @param sticks how many are put in
 */
export function runStation({ everybody, folder: template, station }: Made, provisioned = true, sticks: 1 | 2 = 1): Run {
  const { folder, close } = scratch();
  cpSync(template, folder, { recursive: true });
  const [stick, second, devices] = [join(folder, 'stick'), join(folder, 'second'), join(folder, 'devices')];
  mkdirSync(stick);
  if (sticks === 2) mkdirSync(second);
  if (!provisioned) cpSync(station.package, join(stick, basename(station.package)));
  const config: KioskConfig = {
    devices: serialTable(
      {
        fingerprint: join(devices, 'fingerprint'),
        document: join(devices, 'document'),
        printer: join(devices, 'printer'),
      },
      { dpi: SENSOR_DPI, simulated: true },
    ),
    folders: sticks === 2 ? [stick, second] : [stick],
    firstPackage: provisioned ? station.package : null,
  };
  writeFileSync(join(folder, 'kiosk.json'), JSON.stringify(config));
  const ledger = new WorldLedger(join(folder, 'world'), () => Date.now());
  const people = worldPeople(everybody, demoElection(), PRECINCT);
  const world = openWorld({ folder: devices, people, station: PRECINCT, ledger });
  const entry = join(root, 'main/identification/main.ts');
  return {
    world,
    ledger,
    ...{ folder, stick, second },
    plan: [{ name: 'identification', entry, args: [folder, join(root, 'dist/renderer'), '0'], env: {} }],
    close: () => {
      world.close();
      close();
    },
  };
}
