import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../../../core/election/policy.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { type DemoOptions, type DemoStation, prepareDemo } from '../../demo/prepare.ts';
import { printedAtHome } from '../../demo/printed.ts';
import { trustFromPackage } from '../../package/trust.ts';
import { makeFolder } from '../../storage/folder.ts';
import { ChainWatch } from './chain-watch.ts';
import type { DeskClient } from './desk-client.ts';
import { gone } from './house.ts';
import type { Victim } from './killer.ts';
import { PoweredDisk } from './powered-disk.ts';
import { Room } from './room.ts';

export interface StationOptions {
  /** Emptied first, but for the enrolment of an earlier run. */
  readonly stateDir: string;
  readonly precinct: string;
  /** Voters on the list. */
  readonly voters: number;
  /** The election's rules, where they are to be others than the shipped default. */
  readonly policy?: Policy;
  readonly codeCost?: DemoOptions['codeCost'];
  /** What the election and its sticks are, where they are to be others than the demonstration's. */
  readonly election?: DemoOptions['election'];
  readonly sticks?: number;
  /** Whether the kiosk prints the ballots: reprints, exchanges, cancelled sheets and jams are among the mistakes then. */
  readonly printed?: boolean;
  /** Size of a disk of its own for the kiosk, in MiB: it can lose its power, and be full. Null: a folder. */
  readonly disk: number | null;
  readonly onProgress: (step: string, done: number, of: number) => void;
}

/** Folders of one simulation: the kiosk's own, the room's, and the enrolment, which takes minutes and is used again. */
export interface Folders {
  readonly kiosk: string;
  readonly room: string;
  readonly cache: string;
}

export const foldersOf = (stateDir: string): Folders => ({
  kiosk: join(stateDir, 'kiosk'),
  room: join(stateDir, 'room'),
  cache: join(stateDir, 'cache'),
});

/** Every simulation begins with a new kiosk in a new room; only the enrolment stays. */
export function emptied({ kiosk, room }: Folders): void {
  for (const folder of [kiosk, room]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      rmSync(join(folder, name), { recursive: true });
    }
    makeFolder(folder);
  }
}

/** One station of the demonstration in its room, prepared: it takes up its package by itself. */
export class Station extends Room {
  readonly demo: DemoStation;
  readonly trust: Trust;
  readonly chain: ChainWatch;
  readonly disk: PoweredDisk | null;
  /** The power is being cut; the kiosk comes back when this is through. */
  #outage: Promise<void> | null = null;

  private constructor(made: {
    readonly demo: DemoStation;
    readonly trust: Trust;
    readonly kiosk: string;
    readonly room: string;
    readonly disk: PoweredDisk | null;
    readonly precinct: string;
    readonly sticks?: number;
    readonly printed?: boolean;
  }) {
    const { demo, kiosk, disk, precinct, sticks = 1 } = made;
    super({ ...made, people: demo.people, firstPackage: demo.package, sticks });
    this.demo = demo;
    this.trust = made.trust;
    this.disk = disk;
    disk?.sync();
    const { id, mode } = demo.election;
    this.chain = new ChainWatch(kiosk, `journal-${id}-${mode}-${precinct}`, demo.keys, made.trust);
  }

  /** Prepares the station and plugs everything in; the processes are not started yet. */
  static async prepare(options: StationOptions): Promise<Station> {
    const { stateDir, precinct, voters, policy, codeCost, election, onProgress } = options;
    const folders = foldersOf(stateDir);
    const { kiosk, room, cache } = folders;
    const disk = options.disk === null ? null : PoweredDisk.open(stateDir, kiosk, options.disk);
    emptied(folders);
    const prepared = await prepareDemo({
      ...{ stateDir: kiosk, cache, precinct, voters, onProgress },
      ...(policy && { policy }),
      ...(codeCost && { codeCost }),
      ...(election || options.printed ? { election: { ...election, ...(options.printed && printedAtHome()) } } : {}),
    });
    if (!prepared.ok) throw new Error(prepared.error.code);
    const demo = prepared.value;
    const trust = await trustFromPackage(demo.package, {
      known: 'key',
      root: demo.keys.commission()?.root ?? new Uint8Array(),
    });
    if (!trust.ok) throw new Error(trust.error.code);
    const station = new Station({ ...options, demo, trust: trust.value.trust, kiosk, room, disk });
    await station.ballots.open();
    return station;
  }

  override async desk(): Promise<DeskClient> {
    await this.#outage;
    return super.desk();
  }

  /** Resolves when the power is there, if it was cut. */
  async powered(): Promise<void> {
    await this.#outage;
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

  override async close(): Promise<void> {
    await this.#outage;
    await super.close();
    this.disk?.close();
  }
}
