import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, sleep, systemClock } from '../../clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceStatus, PrintFailure } from '../../device.ts';
import type { Unlisten } from '../../listeners.ts';
import { PolledKeeper } from '../../polled-keeper.ts';
import { CupsQueue, cupsAddress } from './cups-queue.ts';
import {
  documentObstacle,
  type JobProgress,
  type PageDocument,
  type PagePrinter,
  type PagePrintOptions,
} from './page-printer.ts';
import { pagePng } from './page-render.ts';
import { type JobState, pageStatus } from './page-state.ts';

/** Time limits of a page printer, in milliseconds. */
export const CUPS_LIMITS = {
  /** One question to the print service. */
  answer: 3_000,
  /** Handing over a document: the service only stores it. */
  upload: 20_000,
  /** From then to the last page, warming up included. */
  job: 180_000,
  /** How long CUPS may try to reach the printer before somebody is told. */
  connect: 10_000,
  /** How often a job is asked after. */
  look: 500,
  /** How long a job that was cancelled may take to end. */
  cancel: 5_000,
  heartbeat: 5_000,
} as const;
export type CupsLimits = { readonly [K in keyof typeof CUPS_LIMITS]: number };

const CANCELLED: Problem = { code: 'device.cancelled' };
type Printed = { readonly evidence: 'job-completed'; readonly job: number };

export interface CupsOptions {
  /** `queue`, `queue@/path/of/the/socket` or `queue@host:port`. */
  readonly address: string;
  readonly name?: string;
  readonly limits?: Partial<CupsLimits>;
  readonly clock?: Clock;
}

/**
 * A page printer behind CUPS, spoken to in IPP as `lp`, `lpstat` and `cancel` do it: no child that can hang, and no
 * sentence in whatever language that would have to be understood.
 */
export class CupsPrinter implements PagePrinter {
  readonly kind = 'page-printer';
  readonly name: string;
  private readonly limits: CupsLimits;
  private readonly clock: Clock;
  private readonly queue: CupsQueue;
  private readonly keeper: PolledKeeper;

  /** @throws RangeError when the address is none. */
  constructor(options: CupsOptions) {
    const address = cupsAddress(options.address);
    if (address === null) throw new RangeError(`not the address of a print queue: ${options.address}`);
    this.name = options.name ?? 'CUPS';
    this.limits = { ...CUPS_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.queue = new CupsQueue({ ...address, limits: this.limits, clock: this.clock });
    this.keeper = new PolledKeeper({
      name: this.name,
      kind: this.kind,
      path: options.address,
      clock: this.clock,
      everyMs: this.limits.heartbeat,
      limitMs: this.limits.answer + 1_000,
      look: (signal) => this.look(signal),
      late: { code: 'page-printer.service-missing' },
    });
  }

  get status(): DeviceStatus {
    return this.keeper.status;
  }

  health(): DeviceHealth {
    return this.keeper.health();
  }

  on(listener: (event: DeviceEvent) => void): Unlisten {
    return this.keeper.events.on(listener);
  }

  open(): void {
    this.keeper.open();
  }

  async reopen(): Promise<void> {
    await this.keeper.check();
  }

  close(): Promise<void> {
    return this.keeper.close();
  }

  check(): Promise<DeviceStatus> {
    return this.keeper.check();
  }

  async print(
    document: PageDocument,
    { signal, onJob }: PagePrintOptions = {},
  ): Promise<Result<Printed, PrintFailure>> {
    const obstacle = documentObstacle(document);
    if (obstacle !== null) return err({ sent: 'nothing-sent', problem: obstacle });
    const result = await this.keeper.exclusively((closing) => {
      return this.printInTurn(document, signal === undefined ? closing : AbortSignal.any([closing, signal]), onJob);
    });
    void this.keeper.check();
    return result;
  }

  private async look(signal: AbortSignal): Promise<DeviceStatus> {
    const seen = await this.queue.state(signal);
    if (seen.ok) return pageStatus(seen.value);
    return isAbsence(seen.error)
      ? { state: 'missing', problem: seen.error }
      : { state: 'attention', problem: seen.error };
  }

  private async printInTurn(
    document: PageDocument,
    signal: AbortSignal,
    onJob: PagePrintOptions['onJob'],
  ): Promise<Result<Printed, PrintFailure>> {
    const nothing = (problem: Problem) =>
      err({ sent: 'nothing-sent', problem: signal.aborted ? CANCELLED : problem } as const);
    const before = await this.queue.state(signal);
    if (!before.ok) return nothing(before.error);
    if (before.value.blocked !== null) {
      this.keeper.set(pageStatus(before.value));
      return nothing(before.value.blocked);
    }
    const file = document.format === 'svg' ? pagePng(document.bytes) : document.bytes;
    if (file === null) return nothing({ code: 'page-printer.not-printable' });
    this.keeper.set({ state: 'working', doing: 'printing' });
    const pdf = document.format === 'pdf';
    const job = await this.queue.createJob(document.title, pdf ? 'none' : 'fit', signal);
    if (!job.ok) return nothing(job.error);
    // From here on the job has a number: whatever happens, it can be asked after and cancelled.
    const handed = await this.queue.sendDocument(job.value, file, pdf ? 'application/pdf' : 'image/png', signal);
    if (!handed.ok) return this.endAs(job.value, signal.aborted ? CANCELLED : handed.error);
    return this.follow(job.value, signal, teller(onJob));
  }

  /** Asks after the job until it has ended, something stands in its way for good, or time is up. */
  private async follow(
    job: number,
    signal: AbortSignal,
    tell: (progress: JobProgress) => void,
  ): Promise<Result<Printed, PrintFailure>> {
    const until = this.clock.now() + this.limits.job;
    let connectingSince: number | null = null;
    let inTheWay: Problem | null = null;
    while (!signal.aborted && this.clock.now() < until) {
      const seen = await this.queue.jobState(job, signal);
      if (seen.ok) tell({ job, state: seen.value.state, problem: inTheWay });
      if (seen.ok && seen.value.state === 'completed') return ok({ evidence: 'job-completed', job });
      if (seen.ok && (seen.value.state === 'aborted' || seen.value.state === 'canceled')) {
        return this.ended(seen.value, inTheWay ?? { code: 'page-printer.job-failed' });
      }
      const queue = await this.queue.state(signal);
      if (queue.ok) {
        connectingSince = queue.value.connecting ? (connectingSince ?? this.clock.now()) : null;
        const unreached = connectingSince !== null && this.clock.now() - connectingSince >= this.limits.connect;
        inTheWay = queue.value.reported ?? (unreached ? this.queue.unreachable : null);
        // A queue that a technician must start would print the page at some other time. (One that only takes nothing
        // new still prints what it has.)
        if (queue.value.blocked?.code === 'page-printer.stopped')
          return this.endAs(job, inTheWay ?? queue.value.blocked);
      } else if (!signal.aborted) {
        // The service may be restarting: it keeps its jobs.
        inTheWay = queue.error;
      }
      if (inTheWay === null) this.keeper.set({ state: 'working', doing: 'printing' });
      else if (isAbsence(inTheWay)) this.keeper.set({ state: 'missing', problem: inTheWay });
      else this.keeper.set({ state: 'attention', problem: inTheWay });
      await sleep(this.clock, this.limits.look, signal);
    }
    return this.endAs(job, signal.aborted ? CANCELLED : (inTheWay ?? { code: 'page-printer.job-late' }));
  }

  /** Cancels the job, waits until it has ended, and says how far it had come. */
  private async endAs(job: number, problem: Problem): Promise<Result<Printed, PrintFailure>> {
    // The caller has given up, or the device is being closed: the job must be taken back all the same.
    const own = new AbortController().signal;
    await this.queue.cancelJob(job, own);
    const until = this.clock.now() + this.limits.cancel;
    for (;;) {
      const seen = await this.queue.jobState(job, own);
      // It was faster than we.
      if (seen.ok && seen.value.state === 'completed') return ok({ evidence: 'job-completed', job });
      const over = seen.ok && (seen.value.state === 'canceled' || seen.value.state === 'aborted');
      if (over) return this.ended(seen.value, problem);
      if (this.clock.now() >= until) return err({ sent: 'maybe-printed', problem });
      await sleep(this.clock, Math.min(this.limits.look, 200));
    }
  }

  private ended(state: JobState, problem: Problem): Result<never, PrintFailure> {
    return err({ sent: state.begun ? 'maybe-printed' : 'nothing-sent', problem });
  }
}

/** Tells only what is new. */
function teller(onJob: PagePrintOptions['onJob']): (progress: JobProgress) => void {
  let told = '';
  return (progress) => {
    const now = JSON.stringify(progress);
    if (now !== told) onJob?.(progress);
    told = now;
  };
}

const isAbsence = ({ code }: Problem): boolean =>
  code === 'page-printer.service-missing' || code === 'page-printer.no-such-queue';
