import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { feedSheets } from '../../drivers/ballot/sheet-feeder.ts';
import type { GrayPage } from '../../drivers/scanner/page-scanner.ts';
import type { FeederView, ReturnReason } from '../api/ballot-views.ts';
import { deviceView } from '../api/device-view.ts';
import type { DeviceView } from '../api/device-views.ts';
import { FEEDER } from './ballots.ts';
import type { Box } from './box/box.ts';
import { reasonShown } from './box/shown.ts';
import { FeederClient } from './devices/feeder-client.ts';
import type { BallotFrame } from './frame.ts';
import { SYSTEM } from './journalling.ts';

/** Dots per inch of a page: what the box's own scanner has, and thresholds were measured at. */
const DPI = 200;

/** How a feed stands; null while nobody has fed anything of the mobile box that is open. */
type At = FeederView['at'] | null;

/** Why a sheet stays untaken. */
type Untaken = { readonly why: ReturnReason } | { readonly problem: Problem };

interface Running {
  readonly expected: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Ballots of a mobile box, through a scanner with a feeder. A sheet counts once it is in the store; the feed stands still at
 * the first that is not taken, which then lies on top of those that came out. So the number in the store is at any time that
 * of the sheets that lie there, and after any stop persons see whether the last one has to be fed again.
 */
export class Feeder {
  readonly #frame: BallotFrame;
  readonly #box: Pick<Box, 'busy'>;
  readonly #client: FeederClient | null;
  readonly #turned: () => void;
  #running: Running | null = null;
  #at: { readonly box: number; readonly at: At } = { box: 0, at: null };
  /** Sheets of the mobile box that is open, as they were counted once, beside all that were there then. */
  #counted: { readonly of: string; readonly kept: number; readonly sheets: number } | null = null;

  /** @param turned the feeder has begun, or is done: the slot of the box follows it */
  constructor(frame: BallotFrame, box: Pick<Box, 'busy'>, turned: () => void) {
    this.#frame = frame;
    this.#box = box;
    this.#turned = turned;
    const place = frame.options.config.feeder;
    this.#client = place && new FeederClient(place, () => frame.changes.changed());
  }

  get devices(): readonly DeviceView[] {
    const health = this.#client?.health;
    return health
      ? [
          deviceView(
            { ...health, id: 'ballot-feeder', driver: this.#frame.options.config.feeder?.driver ?? '' },
            this.#now,
          ),
        ]
      : [];
  }

  /** Sheets are being drawn in: the slot of the box takes none meanwhile. */
  get running(): boolean {
    return this.#running !== null;
  }

  /** Null where there is no scanner, or no mobile box is open. */
  get view(): FeederView | null {
    const box = this.#openBox();
    if (!this.#client || box === null) return null;
    const at = this.#at.box === box ? this.#at.at : null;
    return { kept: this.#kept(), at: at ?? { is: 'idle' } };
  }

  start(): void {
    this.#client?.start();
  }

  /**
   * Feeds what is left of the open mobile box.
   * @param sheets how many there are in it in all, as persons have counted them
   */
  feed(sheets: number): Result<null, Problem> {
    const client = this.#client;
    const box = this.#openBox();
    if (!client || box === null || this.#running) return err({ code: 'ballot-zone.not-now' });
    if (this.#box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    const stop = new AbortController();
    this.#counted = null;
    this.#running = { expected: sheets, stop, ended: this.#run(client, box, sheets, stop) };
    this.#at = { box, at: { is: 'feeding', expected: sheets } };
    this.#turned();
    this.#frame.changes.changed();
    return ok(null);
  }

  /** Persons stop it: the sheet that is on its way is still taken. */
  stop(): Result<null, Problem> {
    if (!this.#running) return err({ code: 'ballot-zone.not-now' });
    this.#running.stop.abort();
    return ok(null);
  }

  /** The election's data are destroyed: nothing of them stays here. */
  forget(): void {
    this.#running?.stop.abort();
    this.#at = { box: 0, at: null };
    this.#counted = null;
  }

  async close(): Promise<void> {
    this.#running?.stop.abort();
    await this.#client?.close();
    await this.#running?.ended;
  }

  get #now(): Date {
    return this.#frame.options.now();
  }

  /** The mobile box that is open, by its place in the list, from 1. */
  #openBox(): number | null {
    const { phase, mobile } = this.#frame.journal.day;
    const at = mobile.findIndex(({ sheets }) => sheets === null);
    return phase === 'mobile' && at >= 0 ? at + 1 : null;
  }

  async #run(client: FeederClient, box: number, expected: number, stop: AbortController): Promise<void> {
    let untaken: Untaken | null = null;
    const fed = await feedSheets(client, {
      ...{ expected, already: this.#kept(), dpi: DPI, signal: stop.signal },
      onSheet: async (page) => {
        untaken ??= await this.#take(page);
        if (untaken) stop.abort();
        this.#frame.changes.changed();
      },
    });
    this.#running = null;
    const at = atOf(expected, untaken, fed.ok ? null : fed.error.problem);
    // Not where it was forgotten meanwhile.
    if (this.#at.box === box) this.#at = { box, at };
    if (at.is === 'stopped') {
      this.#frame.journal.note('peripheral.problem', { peripheral: 'ballot-feeder', problem: at.problem.code }, SYSTEM);
    }
    this.#turned();
    this.#frame.changes.changed();
  }

  /** @returns null: its ballot counts */
  async #take(page: GrayPage): Promise<Untaken | null> {
    const { packages, reading, ballots } = this.#frame;
    const { taken } = packages;
    const store = ballots.cast;
    if (!taken || !store) return { problem: { code: 'ballot-zone.not-now' } };
    // A page that breaks the reader is a sheet that is not read.
    const read = await reading.read(taken, page, false).catch(() => null);
    if (read === null) return { why: 'again' };
    const { judgement } = read;
    if (judgement.verdict === 'refused') return { why: reasonShown(judgement.why) };
    // The election may have been destroyed while it was read.
    if (ballots.cast !== store) return { problem: { code: 'ballot-zone.not-now' } };
    const into = judgement.verdict === 'invalid' ? 'invalid' : 'valid';
    const kept = reading.keep(store, read, { batch: 'mobile', test: false, into, box: FEEDER });
    if (!kept.ok) return { problem: kept.problem };
    const dropped = store.dropped();
    return dropped.ok ? null : { problem: dropped.error };
  }

  /** Sheets of the open mobile box that lie in the store. Counted once; what comes while it is open is all its own. */
  #kept(): number {
    const { ballots, journal } = this.#frame;
    const { station, mobile } = journal.day;
    const of = `${station.sitting} ${mobile.length}`;
    const sheets = ballots.cast?.sheets ?? 0;
    if (this.#counted?.of !== of) {
      const read = ballots.records();
      const all = read.ok ? read.value.filter(({ batch }) => batch === 'mobile').length : 0;
      const before = mobile.reduce((sum, one) => sum + (one.sheets ?? 0), 0);
      this.#counted = { of, kept: all - before, sheets };
    }
    return this.#counted.kept + sheets - this.#counted.sheets;
  }
}

function atOf(expected: number, untaken: Untaken | null, problem: Problem | null): FeederView['at'] {
  if (untaken) {
    return 'why' in untaken
      ? { is: 'refused', expected, why: untaken.why }
      : { is: 'stopped', expected, problem: untaken.problem };
  }
  if (problem === null) return { is: 'done', expected };
  // Persons have stopped it, and know that.
  return problem.code === 'device.cancelled' ? { is: 'paused', expected } : { is: 'stopped', expected, problem };
}
