import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../../../core/election/common.ts';
import type { LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import type { Credential } from '../../api/identification.ts';
import type { DemoPerson } from '../../demo/people.ts';
import { ballotsDevice, ballotsSocket } from '../../demo/printed.ts';
import { type DemoVoter, demoElection, demoVoters } from '../../demo/voters.ts';
import { openWorld, SENSOR_DPI, type World } from '../../demo/world.ts';
import { WorldLedger } from '../../demo/world-ledger.ts';
import { worldPeople } from '../../demo/world-people.ts';
import { serialTable } from '../../identification/devices/setup.ts';
import type { KioskConfig } from '../../identification/zone.ts';
import { BallotTray } from './ballot-tray.ts';
import type { Calendar } from './calendar.ts';
import { type DeskClient, must, openDesk } from './desk-client.ts';
import { dayPlan, House } from './house.ts';
import { Trap } from './trap.ts';

export interface RoomOptions {
  /** What the kiosk keeps, apart from everything else. */
  readonly kiosk: string;
  /** Where the world, the sticks and the trap lie. */
  readonly room: string;
  /** Number of the precinct whose list the people's numbers belong to. */
  readonly precinct: string;
  readonly people: readonly DemoPerson[];
  /** A package that the kiosk takes up by itself; null: a person imports one. */
  readonly firstPackage: string | null;
  readonly sticks: number;
  /** Whether the kiosk prints the ballots. */
  readonly printed?: boolean;
  /** Without it the kiosk's clock is this machine's. */
  readonly calendar?: Calendar;
}

/** How long a dead zone may take to serve again, in milliseconds, and how often is looked. */
const BACK_MS = 30_000;
const LOOK_MS = 50;

/**
 * A kiosk with the real processes and the room around it: the world of people, papers and devices with its ledger, the
 * sticks, the trap, and whoever sits down at the desk.
 */
export class Room {
  readonly everybody: readonly DemoVoter[];
  readonly kiosk: string;
  /** Sticks that packages come from and logs go to. */
  readonly sticks: readonly string[];
  readonly world: World;
  readonly ledger: WorldLedger;
  readonly trap: Trap;
  readonly ballots: BallotTray;
  readonly house: House;
  /** Voters' slips that came out whole so far, oldest first; another list after every slip. */
  wholeSlips: readonly LedgerSlip[] = [];
  readonly #people: readonly DemoPerson[];

  /** Plugs everything in; the processes are not started yet. */
  constructor({ kiosk, room, precinct, people, firstPackage, sticks, printed, calendar }: RoomOptions) {
    this.kiosk = kiosk;
    this.#people = people;
    this.everybody = demoVoters();
    this.sticks = Array.from({ length: sticks }, (_, n) => join(room, n === 0 ? 'stick' : `stick-${n + 1}`));
    for (const stick of this.sticks) mkdirSync(stick, { recursive: true });
    const devices = join(room, 'devices');
    const socket = printed ? ballotsSocket(devices) : null;
    const config: KioskConfig = {
      devices: [
        ...serialTable(
          {
            fingerprint: join(devices, 'fingerprint'),
            document: join(devices, 'document'),
            printer: join(devices, 'printer'),
          },
          { dpi: SENSOR_DPI, simulated: true },
        ),
        ...(printed ? [ballotsDevice(devices)] : []),
      ],
      folders: [...this.sticks],
      firstPackage,
    };
    writeFileSync(join(kiosk, 'kiosk.json'), JSON.stringify(config));
    this.ledger = new WorldLedger(join(room, 'world'), () => Date.now());
    this.ballots = new BallotTray(socket, this.ledger);
    this.ledger.read.on((slip) => {
      if (slip.whole) this.wholeSlips = [...this.wholeSlips, slip];
    });
    const actors = worldPeople(this.everybody, demoElection(), precinct);
    this.world = openWorld({ folder: devices, people: actors, station: precinct, ledger: this.ledger });
    this.trap = new Trap(join(room, 'trap'));
    const day = { kiosk, room, trap: this.trap.folder, ...(calendar && { calendar: calendar.file }) };
    this.house = new House({ room, plan: dayPlan(day) });
  }

  get stick(): string {
    return this.sticks[0] ?? '';
  }

  /** A person of the station's list with this role, by code; `nth` where there are several. */
  credential(role: Role, nth = 0): Credential {
    const found = this.#people.filter((one) => one.role === role)[nth];
    if (!found) throw new Error(`nobody is ${role}`);
    return { person: found.id, code: found.code };
  }

  /** The two persons who decide together. */
  get two(): Credential[] {
    return [this.credential('member'), this.credential('chair')];
  }

  /** Who decides about an exception at the desk, in the order in which they are asked. */
  get atHand(): Credential[] {
    return [...this.two, this.credential('officer')];
  }

  /** The desk of the zone as soon as it serves, with nobody signed in or whoever was there. */
  async desk(): Promise<DeskClient> {
    const before = performance.now();
    for (;;) {
      const offered = await this.house.desk();
      const desk = offered && (await openDesk(offered.address, offered.ticket).catch(() => null));
      const seen = desk && (await desk.until(() => true, 'the first view').catch(() => null));
      if (desk && seen) return desk;
      desk?.close();
      if (performance.now() - before > BACK_MS) throw new Error('the zone did not come back');
      await sleep(LOOK_MS);
    }
  }

  /** The same with this person signed in. */
  async deskOf(role: Role): Promise<DeskClient> {
    const desk = await this.desk();
    must(await desk.client.access.signIn(this.credential(role)));
    // A power cut has taken the register's key away: the chair and a second person give it back.
    const { station } = await desk.until(() => true, 'the first view');
    if (station.locked) {
      must(await desk.client.station.unlock({ approvers: [this.credential('chair'), this.credential('member')] }));
      await desk.until((view) => !view.station.locked, 'the unlocked list');
    }
    return desk;
  }

  async close(): Promise<void> {
    await this.house.stop();
    this.world.close();
    this.ballots.close();
  }
}
