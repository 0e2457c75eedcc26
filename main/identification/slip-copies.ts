import type { CopiedSlip, SlipTotals } from '../../core/journal/catalogue/day.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { SlipSeriesView } from '../api/day-views.ts';
import { storageProblem } from '../storage/failure.ts';
import type { DaySlips } from './day-slips.ts';
import type { DeviceClient } from './devices/client.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { stationOf } from './state/read.ts';
import { openSeries, type SlipCopy, type SlipSeries } from './state/slip-copies.ts';

/**
 * Slips of the station in numbered copies. How many there are to be is one event, which every copy is drawn from; before a
 * copy's first byte and after its last there is one more. So a series that was broken off goes on at the copy where it
 * stood, and one of which nobody knows whether it is out waits for a person who has looked.
 */
export class SlipCopies {
  readonly #kiosk: Kiosk;
  readonly #files: Pick<KioskFiles, 'current'>;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #slips: Pick<DaySlips, 'copy' | 'due'>;
  readonly #totals: (sitting: string) => SlipTotals;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(around: {
    readonly kiosk: Kiosk;
    readonly files: Pick<KioskFiles, 'current'>;
    readonly devices: Pick<DeviceClient, 'print'>;
    readonly slips: Pick<DaySlips, 'copy' | 'due'>;
    readonly totals: (sitting: string) => SlipTotals;
  }) {
    this.#kiosk = around.kiosk;
    this.#files = around.files;
    this.#devices = around.devices;
    this.#slips = around.slips;
    this.#totals = around.totals;
  }

  /**
   * Writes what the slip is about and that so many copies of it are to be printed: both, or neither ever happened.
   * @param what the event that the slip tells of; nothing where a slip is asked for by itself
   */
  ask(slip: CopiedSlip, copies: number, actor: Actor, what: () => void = () => {}): void {
    const { journal } = this.#files.current;
    journal.transaction(() => {
      what();
      const sitting = stationOf(this.#kiosk.db).sitting;
      if (sitting === null) throw new Error('a slip of no sitting');
      const series = this.#kiosk.newId();
      const totals = this.#totals(sitting);
      this.#kiosk.record('slip.copies-asked', { series, sitting, slip, copies, totals }, actor);
      // The mark on the paper: a journal that was rolled back or rewritten does not have it.
      journal.checkpoint();
    });
    this.#kiosk.changed();
  }

  /** More copies of a slip that the sitting has come to: a series of its own. */
  again(slip: 'start' | 'final', copies: number, actor: Actor): Result<null, Problem> {
    if (!this.#kiosk.inForce()) return err({ code: 'station.no-register' });
    if (!this.#slips.due(slip)) return err({ code: 'station.nothing-to-do' });
    this.ask(slip, copies, actor);
    this.start();
    return ok(null);
  }

  /** A copy is being printed. */
  get busy(): boolean {
    return this.#running !== null;
  }

  /** Copies that are not out, oldest series first. */
  view(): readonly SlipSeriesView[] {
    const printing = this.#running !== null;
    return openSeries(this.#kiosk.db).map((series) => {
      const next = unfinished(series);
      return {
        series: series.series,
        slip: series.slip,
        of: series.copies.length,
        out: series.copies.filter(({ state }) => state === 'out').length,
        next: next?.copy ?? 0,
        state: next?.state === 'maybe' ? 'maybe' : printing ? 'printing' : 'waiting',
        problem: next?.problem ? { code: next.problem } : null,
      };
    });
  }

  /** Begins to print what waits, one copy after another, and returns at once: the view tells how far it is. */
  start(): void {
    if (this.#running || this.#stopped) return;
    this.#running = this.#printAll()
      .catch((error: unknown) => {
        // The disk has refused an event: this stands on every screen, and the copies wait.
        if (!storageProblem(error, 'journal')) throw error;
      })
      .finally(() => {
        this.#running = null;
        this.#kiosk.changed();
      });
    this.#kiosk.changed();
  }

  /** Ends after the copy that is being printed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Resolves when nothing is being printed. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** A person has looked into the tray: the copy is there, or is printed again under the same number. */
  seen(series: string, copy: number, out: boolean, actor: Actor): Result<null, Problem> {
    const found = openSeries(this.#kiosk.db).find((one) => one.series === series);
    if (found?.copies.find((one) => one.copy === copy)?.state !== 'maybe')
      return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('slip.ended', { series, copy, out: out ? 'yes' : 'no', problem: null }, actor);
    this.start();
    return ok(null);
  }

  /** The copies that are not out are not printed any more. */
  leave(series: string, actor: Actor): Result<null, Problem> {
    if (this.#running) return err({ code: 'station.busy' });
    if (!openSeries(this.#kiosk.db).some((one) => one.series === series)) return err({ code: 'station.nothing-to-do' });
    this.#kiosk.record('slip.copies-left', { series }, actor);
    return ok(null);
  }

  /** A copy in the middle of which the last run broke off may be out: only people can know. */
  endBrokenOff(): void {
    for (const { series, copies } of openSeries(this.#kiosk.db)) {
      for (const { copy } of copies.filter(({ state }) => state === 'handed')) {
        this.#kiosk.note('slip.ended', { series, copy, out: 'maybe', problem: 'day.copy-unknown' }, SYSTEM);
      }
    }
  }

  async #printAll(): Promise<void> {
    for (;;) {
      const series = this.#stopped ? undefined : openSeries(this.#kiosk.db)[0];
      const next = series && unfinished(series);
      if (!series || next?.state !== 'waiting') return;
      if (!(await this.#print(series, next.copy))) return;
    }
  }

  /** Prints one copy. @returns whether it is out, and the next one may follow */
  async #print(series: SlipSeries, copy: number): Promise<boolean> {
    const told = { series: series.series, copy };
    const svg = this.#drawn(series, copy);
    if (svg === null) {
      this.#kiosk.note('slip.ended', { ...told, out: 'no', problem: 'day.copy-not-drawn' }, SYSTEM);
      return false;
    }
    this.#kiosk.record('slip.handed', told, SYSTEM);
    const printed = await this.#devices.print(svg);
    if (printed.ok) {
      this.#kiosk.note('slip.ended', { ...told, out: 'yes', problem: null }, SYSTEM);
      return true;
    }
    const { sent, problem } = printed.error;
    const out = sent === 'nothing-sent' ? 'no' : 'maybe';
    this.#kiosk.note('slip.ended', { ...told, out, problem: problem.code }, SYSTEM);
    return false;
  }

  /** A slip that cannot be drawn stands still and is told: whoever waits for it asks for another, and the kiosk works on. */
  #drawn(series: SlipSeries, copy: number): string | null {
    try {
      return this.#slips.copy(series, copy);
    } catch (error) {
      if (storageProblem(error, 'journal')) throw error;
      process.emitWarning(error instanceof Error ? error : String(error));
      return null;
    }
  }
}

/** The first copy that is not out: none is printed before it. */
const unfinished = ({ copies }: SlipSeries): SlipCopy | undefined => copies.find(({ state }) => state !== 'out');
