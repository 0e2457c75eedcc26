import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../../../core/election/common.ts';
import type { Policy } from '../../../core/election/policy.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import type { LedgerSlip } from '../../../drivers/simulator/ledger.ts';
import type { Credential } from '../../api/identification.ts';
import { type DemoStation, prepareDemo } from '../../demo/prepare.ts';
import { type DemoVoter, demoElection, demoVoters } from '../../demo/voters.ts';
import { openWorld, SENSOR_DPI, type World } from '../../demo/world.ts';
import { WorldLedger } from '../../demo/world-ledger.ts';
import { worldPeople } from '../../demo/world-people.ts';
import { serialTable } from '../../identification/devices/setup.ts';
import type { KioskConfig } from '../../identification/zone.ts';
import { trustFromPackage } from '../../package/trust.ts';
import { ChainWatch } from './chain-watch.ts';
import { type DeskClient, openDesk } from './desk-client.ts';
import { gone, House } from './house.ts';
import type { Victim } from './killer.ts';
import { must } from './officer.ts';
import { PoweredDisk } from './powered-disk.ts';
import { Trap } from './trap.ts';

export interface StationOptions {
  /** Emptied first, but for the enrolment of an earlier run. */
  readonly stateDir: string;
  readonly precinct: string;
  /** Voters on the list. */
  readonly voters: number;
  /** The election's rules, where they are to be others than the shipped default. */
  readonly policy?: Policy;
  /** Size of a disk of its own for the kiosk, in MiB: it can lose its power, and be full. Null: a folder. */
  readonly disk: number | null;
  readonly onProgress: (step: string, done: number, of: number) => void;
}

/** How long a dead zone may take to serve again, in milliseconds, and how often is looked. */
const BACK_MS = 30_000;
const LOOK_MS = 50;

/**
 * One station of the demonstration with the real processes and the room around them: the world of people, papers and
 * devices with its ledger, the stick, and the trap. What the kiosk keeps lies in `kiosk`, apart from all of these.
 */
export class Station {
  readonly demo: DemoStation;
  readonly everybody: readonly DemoVoter[];
  readonly kiosk: string;
  /** The stick that packages come from and logs go to. */
  readonly stick: string;
  readonly world: World;
  readonly ledger: WorldLedger;
  readonly trap: Trap;
  readonly house: House;
  readonly trust: Trust;
  readonly chain: ChainWatch;
  readonly disk: PoweredDisk | null;
  /** Voters' slips that came out whole so far, oldest first; another list after every slip. */
  wholeSlips: readonly LedgerSlip[] = [];
  /** The power is being cut; the kiosk comes back when this is through. */
  #outage: Promise<void> | null = null;

  private constructor(made: {
    readonly demo: DemoStation;
    readonly trust: Trust;
    readonly kiosk: string;
    readonly room: string;
    readonly disk: PoweredDisk | null;
    readonly precinct: string;
  }) {
    const { demo, kiosk, room, disk, precinct } = made;
    this.demo = demo;
    this.trust = made.trust;
    this.kiosk = kiosk;
    this.disk = disk;
    this.everybody = demoVoters();
    this.stick = join(room, 'stick');
    mkdirSync(this.stick, { recursive: true });
    const devices = join(room, 'devices');
    const config: KioskConfig = {
      devices: serialTable(
        {
          fingerprint: join(devices, 'fingerprint'),
          document: join(devices, 'document'),
          printer: join(devices, 'printer'),
        },
        { dpi: SENSOR_DPI, simulated: true },
      ),
      folders: [this.stick],
      firstPackage: demo.package,
    };
    writeFileSync(join(kiosk, 'kiosk.json'), JSON.stringify(config));
    disk?.sync();
    this.ledger = new WorldLedger(join(room, 'world'), () => Date.now());
    this.ledger.read.on((slip) => {
      if (slip.whole) this.wholeSlips = [...this.wholeSlips, slip];
    });
    const people = worldPeople(this.everybody, demoElection(), precinct);
    this.world = openWorld({ folder: devices, people, station: precinct, ledger: this.ledger });
    this.trap = new Trap(join(room, 'trap'));
    this.house = new House({ kiosk, room, trap: this.trap.folder });
    const { id, mode } = demo.election;
    this.chain = new ChainWatch(kiosk, `journal-${id}-${mode}-${precinct}`, demo.keys, made.trust);
  }

  /** Prepares the station and plugs everything in; the processes are not started yet. */
  static async prepare(options: StationOptions): Promise<Station> {
    const { stateDir, precinct, voters, policy, onProgress } = options;
    const [kiosk, room, cache] = ['kiosk', 'room', 'cache'].map((name) => join(stateDir, name)) as [
      string,
      string,
      string,
    ];
    // Every day begins with a new kiosk; only the enrolment, which takes minutes, is used again.
    const disk = options.disk === null ? null : PoweredDisk.open(stateDir, kiosk, options.disk);
    for (const folder of [kiosk, room]) {
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        rmSync(join(folder, name), { recursive: true });
      }
      mkdirSync(folder, { recursive: true });
    }
    const prepared = await prepareDemo({
      ...{ stateDir: kiosk, cache, precinct, voters, onProgress },
      ...(policy && { policy }),
    });
    if (!prepared.ok) throw new Error(prepared.error.code);
    const demo = prepared.value;
    const trust = await trustFromPackage(demo.package, {
      known: 'key',
      root: demo.keys.commission()?.root ?? new Uint8Array(),
    });
    if (!trust.ok) throw new Error(trust.error.code);
    return new Station({ ...options, demo, trust: trust.value.trust, kiosk, room, disk });
  }

  /** A person of the station's list with this role, by code. */
  credential(role: Role): Credential {
    const found = this.demo.people.find((one) => one.role === role);
    if (!found) throw new Error(`nobody is ${role}`);
    return { person: found.id, code: found.code };
  }

  /** The two persons who decide together. */
  get two(): Credential[] {
    return [this.credential('member'), this.credential('chair')];
  }

  /** The desk of the zone as soon as it serves, with nobody signed in or whoever was there. */
  async desk(): Promise<DeskClient> {
    await this.#outage;
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

  /** Kills a process, or cuts the power of all of them and of the disk. @returns whether anything was there */
  strike(victim: Victim): boolean {
    if (victim !== 'power') return this.house.kill(victim);
    const { disk } = this;
    if (!disk) throw new Error('without a disk of its own the kiosk has no power to cut');
    this.#outage = gone(this.house.killAll()).then(() => {
      disk.cut();
      this.house.start();
    });
    return true;
  }

  async close(): Promise<void> {
    await this.#outage;
    await this.house.stop();
    this.world.close();
    this.disk?.close();
  }
}
