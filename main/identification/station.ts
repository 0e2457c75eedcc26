import { join, resolve } from 'node:path';
import type { Actor } from '../../core/journal/event.ts';
import type { Identified } from '../../core/journal/identified.ts';
import { fileName, stamp } from '../../core/media/file-name.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { PackagesView } from '../api/packages.ts';
import type { LogWritten, ReadinessReport } from '../api/views.ts';
import { exportJournal } from '../journal/export.ts';
import { isDifference } from '../package/difference/read.ts';
import { PRODUCT } from '../product.ts';
import type { BallotZone } from './ballot-zone/room.ts';
import { exportPredecessors } from './copy/predecessors-file.ts';
import type { DeviceClient } from './devices/client.ts';
import { type Kiosk, localMoment } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { differencesBeside, type Medium, mediaNow, packagesOn } from './media.ts';
import type { PackageLoader } from './package-loader.ts';
import type { ArrivedPackages } from './packages/room.ts';
import type { Slips } from './slips.ts';
import { copiesOpen } from './state/slip-copies.ts';

type Work = { readonly name: string; readonly done: number; readonly of: number };

/** What the chair and the technician do around the sitting: packages in, slips and the log out. */
export class StationRoom {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'current'>;
  readonly #loader: PackageLoader;
  readonly #arrived: Pick<ArrivedPackages, 'files' | 'view' | 'taken' | 'together' | 'beside'>;
  readonly #devices: Pick<DeviceClient, 'print'>;
  /** What stands on each slip. */
  readonly slips: Slips;
  readonly #folders: () => readonly string[];
  readonly #identified: () => Identified;
  readonly #ballotZone: Pick<BallotZone, 'writeFiles'> | null;
  #work: Work | null = null;
  /** Logs that are being written now. */
  #writing = 0;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'current'>;
    readonly loader: PackageLoader;
    /** Packages that came over the network. */
    readonly arrived: Pick<ArrivedPackages, 'files' | 'view' | 'taken' | 'together' | 'beside'>;
    readonly devices: Pick<DeviceClient, 'print'>;
    readonly slips: Slips;
    /** Folders that packages are taken from and logs written to, besides mounted sticks. */
    readonly folders: () => readonly string[];
    /** Whether every receipt of the journal had an identification before it. */
    readonly identified: () => Identified;
    /** Whose files are carried with the log; null: there is none. */
    readonly ballotZone: Pick<BallotZone, 'writeFiles'> | null;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#loader = around.loader;
    this.#arrived = around.arrived;
    this.#devices = around.devices;
    this.slips = around.slips;
    this.#folders = around.folders;
    this.#identified = around.identified;
    this.#ballotZone = around.ballotZone;
  }

  /** Something long that is under way; null when nothing is. */
  get work(): Work | null {
    return this.#work;
  }

  packages(): PackagesView {
    const onMedia = packagesOn(mediaNow(this.#folders())).map((one) => ({ ...one, arrived: null }));
    return { ...this.#arrived.view(), files: [...this.#arrived.files(), ...onMedia] };
  }

  logTargets(): readonly Medium[] {
    return mediaNow(this.#folders());
  }

  /**
   * Imports one of the packages that `packages` offered; no other path is touched. After a close it makes the next sitting
   * ready, or another election: like both it waits for the papers of the closed one, which tell of the package in force.
   */
  async import(path: string, actor: Actor): Promise<Result<null, Problem>> {
    if (this.#work) return err({ code: 'station.busy' });
    if (!this.packages().files.some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    const owed = copiesOpen(this.#kiosk.db);
    if (owed) return err(owed);
    this.#progress({ name: 'import', done: 0, of: 1 });
    try {
      const progress = (done: number, of: number): void => this.#progress({ name: 'import', done, of });
      const taken = (await isDifference(path))
        ? await this.#importDifference(path, actor, progress)
        : ((await this.#importBeside(path, actor, progress)) ?? (await this.#loader.load(path, actor, progress)));
      if (taken.ok) this.#arrived.taken();
      return taken;
    } finally {
      this.#progress(null);
    }
  }

  /**
   * A package beside which lies what leads to it from the one in force: that is much less to read from a stick. Whatever is
   * wrong with it, the package is there.
   * @returns null: there is none that leads to it, and so it is taken as it lies there
   */
  async #importBeside(
    path: string,
    actor: Actor,
    progress: (done: number, of: number) => void,
  ): Promise<Result<null, Problem> | null> {
    const made = await this.#arrived.beside(path, differencesBeside(path), progress);
    if (made === null) return null;
    try {
      return await this.#loader.load(made.path, actor, progress);
    } finally {
      made.done();
    }
  }

  /** What changes the package in force comes to the whole one first; from there on nothing is different. */
  async #importDifference(
    path: string,
    actor: Actor,
    progress: (done: number, of: number) => void,
  ): Promise<Result<null, Problem>> {
    const made = await this.#arrived.together(path, progress);
    if (!made.ok) {
      this.#kiosk.record('package.refused', { problem: made.error.code }, actor);
      return made;
    }
    try {
      return await this.#loader.load(made.value.path, actor, progress);
    } finally {
      made.value.done();
    }
  }

  /** Prints the technician's test slip. */
  async printTest(): Promise<Result<null, Problem>> {
    if (!this.#kiosk.inForce()) return err({ code: 'station.no-register' });
    const printed = await this.#devices.print(this.slips.station('test', this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  /** Prints a readiness report, for whoever signs that the kiosk was looked at. */
  async printReadiness(report: ReadinessReport): Promise<Result<null, Problem>> {
    if (!this.#kiosk.inForce()) return err({ code: 'station.no-register' });
    const printed = await this.#devices.print(this.slips.readiness(report, this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  /** A package is being loaded, or a log written. */
  get busy(): boolean {
    return this.#work !== null || this.#writing > 0;
  }

  /** Writes the journal to a medium: written, synced, read back and hashed. */
  async downloadLog(target: string, actor: Actor): Promise<Result<LogWritten, Problem>> {
    this.#writing += 1;
    try {
      return await this.#writeLog(target, actor);
    } finally {
      this.#writing -= 1;
    }
  }

  async #writeLog(target: string, actor: Actor): Promise<Result<LogWritten, Problem>> {
    if (!this.logTargets().some((one) => resolve(one.path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    const store = this.#files.current;
    const now = stamp(localMoment(this.#kiosk, this.#kiosk.now()));
    const { election, station, device } = store.journal.identity;
    const name = fileName(['taanuu', election, station, device, now], '.ndjson');
    const exported = await exportJournal({
      journal: store.journal,
      format: 'ndjson',
      file: join(target, name),
      facts: PRODUCT,
    });
    if (!exported.ok) return exported;
    const before = await exportPredecessors(store.db, join(target, name));
    if (!before.ok) return before;
    const { sha256, lines, bytes } = exported.value;
    const { receipts, without } = this.#identified();
    const written = { name, bytes, events: exported.value.head.count, head: exported.value.head.last };
    this.#kiosk.record('log.exported', { format: 'ndjson', sha256, lines, file: written }, actor);
    // In a folder of their own: whatever they are called, they replace nothing of ours.
    const beside = join(target, `${name.replace(/\.ndjson$/, '')}-ballots`);
    const ballotFiles = (await this.#ballotZone?.writeFiles(beside, actor)) ?? [];
    return ok({ file: name, sha256, lines, receipts, identified: receipts - without.length, ballotFiles });
  }

  #progress(work: Work | null): void {
    this.#work = work;
    this.#kiosk.changed();
  }
}
