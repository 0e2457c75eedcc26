import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { feedSheets } from '../../drivers/ballot/sheet-feeder.ts';
import type { GrayPage } from '../../drivers/scanner/page-scanner.ts';
import { deviceView } from '../api/device-view.ts';
import type { DeviceView } from '../api/device-views.ts';
import { reasonShown } from './box/shown.ts';
import { FeederClient } from './devices/feeder-client.ts';
import type { ScannerPlace } from './devices/scanner.ts';
import type { BallotFrame } from './frame.ts';
import { SYSTEM } from './journalling.ts';
import type { Stack, StackEnd, StackOrder } from './stack.ts';

/** Dots per inch of a page: what the box's own scanner has, and thresholds were measured at. */
const DPI = 200;

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * The scanner with a feeder: one stack after the other. Sheets are drawn in one at a time, and the feed stands still at the
 * first that is not taken, which then lies on top of those that came out.
 */
export class StackFeed implements Stack {
  readonly #frame: BallotFrame;
  readonly #place: ScannerPlace;
  readonly #client: FeederClient;
  readonly #turned: () => void;
  #running: Running | null = null;

  /** @param turned a feed has begun, or is done: the slot of the box follows it */
  constructor(frame: BallotFrame, place: ScannerPlace, turned: () => void) {
    this.#frame = frame;
    this.#place = place;
    this.#turned = turned;
    this.#client = new FeederClient(place, () => frame.changes.changed());
  }

  get devices(): readonly DeviceView[] {
    const { health } = this.#client;
    const now = this.#frame.options.now();
    return health ? [deviceView({ ...health, id: 'ballot-feeder', driver: this.#place.driver }, now)] : [];
  }

  /** Sheets are being drawn in: the slot of the box takes none meanwhile. */
  get running(): boolean {
    return this.#running !== null;
  }

  start(): void {
    this.#client.start();
  }

  feed(order: StackOrder): Result<null, Problem> {
    if (this.#running) return err({ code: 'ballot-zone.not-now' });
    const stop = new AbortController();
    this.#running = { stop, ended: this.#run(order, stop) };
    this.#turned();
    this.#frame.changes.changed();
    return ok(null);
  }

  stop(): Result<null, Problem> {
    if (!this.#running) return err({ code: 'ballot-zone.not-now' });
    this.#running.stop.abort();
    return ok(null);
  }

  async close(): Promise<void> {
    this.#running?.stop.abort();
    await this.#client.close();
    await this.#running?.ended;
  }

  async #run(order: StackOrder, stop: AbortController): Promise<void> {
    const { expected, already, ended } = order;
    let untaken: Exclude<StackEnd, { is: 'done' | 'paused' }> | null = null;
    const fed = await feedSheets(this.#client, {
      ...{ expected, already, dpi: DPI, signal: stop.signal },
      onSheet: async (page) => {
        untaken ??= await this.#take(page, order);
        if (untaken) stop.abort();
        this.#frame.changes.changed();
      },
    });
    this.#running = null;
    const end = untaken ?? endOf(fed.ok ? null : fed.error.problem);
    ended(end);
    if (end.is === 'stopped') {
      const body = { peripheral: 'ballot-feeder', problem: end.problem.code };
      this.#frame.journal.note('peripheral.problem', body, SYSTEM);
    }
    this.#turned();
    this.#frame.changes.changed();
  }

  async #take(page: GrayPage, order: StackOrder): Promise<Exclude<StackEnd, { is: 'done' | 'paused' }> | null> {
    if ('page' in order) {
      const why = await order.page(page);
      return why && { is: 'stopped', problem: why };
    }
    const { packages, reading } = this.#frame;
    const { taken } = packages;
    if (!taken) return { is: 'stopped', problem: { code: 'ballot-zone.not-now' } };
    // A page that breaks the reader is a sheet that is not read.
    const read = await reading.read(taken, page, false).catch(() => null);
    if (read === null) return { is: 'refused', why: 'again' };
    const { judgement } = read;
    if (judgement.verdict === 'refused') return { is: 'refused', why: reasonShown(judgement.why) };
    const problem = order.take(read);
    return problem && { is: 'stopped', problem };
  }
}

function endOf(problem: Problem | null): StackEnd {
  if (problem === null) return { is: 'done' };
  // Persons have stopped it, and know that.
  return problem.code === 'device.cancelled' ? { is: 'paused' } : { is: 'stopped', problem };
}
