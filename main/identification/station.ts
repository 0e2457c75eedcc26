import { join, resolve } from 'node:path';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { ReadinessReport } from '../api/views.ts';
import { exportJournal } from '../journal/export.ts';
import type { DeviceClient } from './devices/client.ts';
import { type Kiosk, localMoment } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { type Medium, mediaNow, packagesOn } from './media.ts';
import type { PackageLoader } from './package-loader.ts';
import type { Slips } from './slips.ts';

/** Who made the kiosk and which program it runs, as exports tell it. */
export const PRODUCT = { manufacturer: 'Taanuu', model: 'taanuu-kiosk', version: '0.1.0' } as const;

type Work = { readonly name: string; readonly done: number; readonly of: number };

/** What the chair and the technician do around the sitting: packages in, slips and the log out. */
export class StationRoom {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'current'>;
  readonly #loader: PackageLoader;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #slips: Slips;
  readonly #folders: () => readonly string[];
  #work: Work | null = null;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'current'>;
    readonly loader: PackageLoader;
    readonly devices: Pick<DeviceClient, 'print'>;
    readonly slips: Slips;
    /** Folders that packages are taken from and logs written to, besides mounted sticks. */
    readonly folders: () => readonly string[];
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#loader = around.loader;
    this.#devices = around.devices;
    this.#slips = around.slips;
    this.#folders = around.folders;
  }

  /** Something long that is under way; null when nothing is. */
  get work(): Work | null {
    return this.#work;
  }

  packages(): readonly { readonly path: string; readonly name: string; readonly bytes: number }[] {
    return packagesOn(mediaNow(this.#folders()));
  }

  logTargets(): readonly Medium[] {
    return mediaNow(this.#folders());
  }

  /** Imports one of the packages that `packages` offered; no other path is touched. */
  async import(path: string, actor: Actor): Promise<Result<null, Problem>> {
    if (this.#work) return err({ code: 'station.busy' });
    if (!this.packages().some((one) => one.path === path)) return err({ code: 'station.target-gone' });
    this.#progress({ name: 'import', done: 0, of: 1 });
    try {
      return await this.#loader.load(path, actor, (done, of) => this.#progress({ name: 'import', done, of }));
    } finally {
      this.#progress(null);
    }
  }

  /** Prints a slip of the sitting. It is no voter's receipt: it may be printed again. */
  async printSlip(slip: 'start' | 'final' | 'test'): Promise<Result<null, Problem>> {
    if (!this.#kiosk.inForce()) return err({ code: 'station.no-register' });
    if (slip !== 'test' && !this.#slips.due(slip)) return err({ code: 'station.nothing-to-do' });
    // The printed head is a checkpoint: a journal that was rolled back or rewritten does not have it.
    if (slip !== 'test') this.#files.current.journal.checkpoint();
    const printed = await this.#devices.print(this.#slips.station(slip, this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  /** Prints a readiness report, for whoever signs that the kiosk was looked at. */
  async printReadiness(report: ReadinessReport): Promise<Result<null, Problem>> {
    if (!this.#kiosk.inForce()) return err({ code: 'station.no-register' });
    const printed = await this.#devices.print(this.#slips.readiness(report, this.#kiosk.head()));
    return printed.ok ? ok(null) : err(printed.error.problem);
  }

  /** Writes the journal to a medium: written, synced, read back and hashed. */
  async downloadLog(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string; readonly lines: number }, Problem>> {
    if (!this.logTargets().some((one) => resolve(one.path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    const store = this.#files.current;
    const { date, time } = localMoment(this.#kiosk, this.#kiosk.now());
    const { election, station, device } = store.journal.identity;
    const name = `taanuu-${election}-${station}-${device}-${date}-${time.replace(':', '')}.ndjson`;
    const exported = await exportJournal({
      journal: store.journal,
      format: 'ndjson',
      file: join(target, name),
      facts: PRODUCT,
    });
    if (!exported.ok) return exported;
    const { sha256, lines } = exported.value;
    this.#kiosk.record('log.exported', { format: 'ndjson', sha256, lines }, actor);
    return ok({ file: name, sha256, lines });
  }

  #progress(work: Work | null): void {
    this.#work = work;
    this.#kiosk.changed();
  }
}
