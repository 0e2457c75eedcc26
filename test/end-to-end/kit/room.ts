import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawAhead } from '../../../drivers/simulator/slip-reader.ts';
import { CALENDAR, type Calendar } from '../../../main/cli/simulate/calendar.ts';
import { compiledBefore } from '../../../main/cli/simulate/house.ts';
import { type DemoVoter, demoElection } from '../../../main/demo/voters.ts';
import { openWorld, SENSOR_DPI, type World } from '../../../main/demo/world.ts';
import { WorldLedger } from '../../../main/demo/world-ledger.ts';
import { worldPeople } from '../../../main/demo/world-people.ts';
import type { ProcessPlan } from '../../../main/host/plan.ts';
import { serialTable } from '../../../main/identification/devices/setup.ts';
import type { KioskConfig } from '../../../main/identification/zone.ts';
import { type BallotHouse, ballotHouse } from '../../../tools/demo-ballot.ts';
import { root } from '../../../tools/say.ts';

/** The station whose list the people's numbers belong to. */
export const PRECINCT = '0001';

/** The room around a kiosk: people, papers and devices, sticks, and the plan that brings the kiosk up in it. */
export interface Room {
  readonly world: World;
  readonly ledger: WorldLedger;
  readonly plan: readonly ProcessPlan[];
  /** The stick that packages come from and the log is written to. */
  readonly stick: string;
  /** A second one. */
  readonly second: string;
  /** Null without a ballot zone. */
  readonly ballot: BallotHouse | null;
  /** Pulls all plugs; the folders stay. */
  readonly close: () => void;
}

export interface RoomOptions {
  /** What the kiosk keeps. */
  readonly kiosk: string;
  /** Where the world and the sticks lie. */
  readonly folder: string;
  readonly everybody: readonly DemoVoter[];
  /** How many are put in. */
  readonly sticks: 1 | 2;
  /** A package that the kiosk takes up by itself; null: a person imports one. */
  readonly firstPackage: string | null;
  /** The day that the kiosk believes it is, from its next start on. */
  readonly calendar: Calendar;
  /** A ballot zone beside it, and its box in the room. */
  readonly ballots?: boolean;
}

const beforeTheZone = new URL('../../../main/cli/simulate/other-day.ts', import.meta.url).href;

/** Makes the room with its devices plugged in; the world is this process. */
export function openRoom({
  kiosk,
  folder,
  everybody,
  sticks,
  firstPackage,
  calendar,
  ballots = false,
}: RoomOptions): Room {
  const [stick, second, devices] = [join(folder, 'stick'), join(folder, 'second'), join(folder, 'devices')];
  mkdirSync(stick);
  if (sticks === 2) mkdirSync(second);
  const ballot = ballots ? ballotHouse(join(folder, 'room')) : null;
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
    firstPackage,
    ...(ballot ? { hatch: ballot.hatch } : {}),
  };
  writeFileSync(join(kiosk, 'kiosk.json'), JSON.stringify(config));
  drawAhead();
  const ledger = new WorldLedger(join(folder, 'world'), () => Date.now());
  const people = worldPeople(everybody, demoElection(), PRECINCT);
  const box = ballot && {
    port: ballot.port,
    speed: 2_000,
    election: demoElection(),
    ...(ballot.user ? { owner: ballot.user } : {}),
  };
  const world = openWorld({ folder: devices, people, station: PRECINCT, ledger, ...(box ? { box } : {}) });
  const env = { ...compiledBefore(), NODE_OPTIONS: `--import=${beforeTheZone}`, [CALENDAR]: calendar.file };
  const process = (name: string, entry: string, folder: string): ProcessPlan => ({
    ...{ name, entry: join(root, entry), args: [folder, join(root, 'dist/renderer'), '0'], env },
  });
  return {
    ...{ world, ledger, stick, second, ballot },
    plan: [
      process('identification', 'main/identification/main.ts', kiosk),
      ...(ballot
        ? [
            {
              ...process('ballot', 'main/ballot/main.ts', ballot.stateDir),
              ...(ballot.user ? { user: ballot.user } : {}),
            },
          ]
        : []),
    ],
    close: () => world.close(),
  };
}
