import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { CANCELLED, type DeviceHealth, type DeviceStatus, type PrintFailure } from '../../device.ts';
import { KeptDevice } from '../../kept-device.ts';
import { PolledKeeper } from '../../polled-keeper.ts';
import { CupsQueue, cupsAddress } from './cups-queue.ts';
import { isAbsence, JobFollower, type Printed } from './job-follower.ts';
import { CUPS_LIMITS, type CupsLimits } from './limits.ts';
import { documentObstacle, type PageDocument, type PagePrinter, type PagePrintOptions } from './page-printer.ts';
import { pagePng } from './page-render.ts';
import { pageStatus } from './page-state.ts';

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
export class CupsPrinter extends KeptDevice<PolledKeeper> implements PagePrinter {
  readonly kind = 'page-printer';
  readonly name: string;
  private readonly limits: CupsLimits;
  private readonly clock: Clock;
  private readonly queue: CupsQueue;
  protected readonly keeper: PolledKeeper;
  private readonly follower: JobFollower;

  /** @throws RangeError when the address is none. */
  constructor(options: CupsOptions) {
    super();
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
    const { queue, limits, clock } = this;
    this.follower = new JobFollower({ queue, limits, clock, show: (status) => this.keeper.set(status) });
  }

  health(): DeviceHealth {
    return this.keeper.health();
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

  async clear(): Promise<Result<null, Problem>> {
    return this.keeper.exclusively(async (closing) => {
      const jobs = await this.queue.jobs(closing);
      if (!jobs.ok) return jobs;
      for (const number of jobs.value) {
        const purged = await this.queue.purgeJob({ number, uuid: null }, closing);
        if (!purged.ok) return purged;
      }
      // Asked again: what could not be taken back is not said to be.
      const left = await this.queue.jobs(closing);
      if (!left.ok) return left;
      return left.value.length === 0 ? ok(null) : err({ code: 'page-printer.job-late' });
    });
  }

  private async look(signal: AbortSignal): Promise<DeviceStatus> {
    const seen = await this.queue.state(signal);
    if (seen.ok) {
      await this.follower.takeBack(signal);
      return pageStatus(seen.value);
    }
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
    await this.follower.takeBack(signal);
    const file = document.format === 'svg' ? pagePng(document.bytes) : document.bytes;
    if (file === null) return nothing({ code: 'page-printer.not-printable' });
    this.keeper.set({ state: 'working', doing: 'printing' });
    const pdf = document.format === 'pdf';
    const job = await this.queue.createJob(document.title, pdf ? 'none' : 'fit', signal);
    if (!job.ok) return nothing(job.error);
    // From here on the job has a number: whatever happens, it can be asked after and cancelled.
    const handed = await this.queue.sendDocument(job.value, file, pdf ? 'application/pdf' : 'image/png', signal);
    const printed = handed.ok
      ? await this.follower.follow(job.value, signal, onJob)
      : await this.follower.endAs(job.value, signal.aborted ? CANCELLED : handed.error);
    this.follower.leave(job.value);
    await this.follower.takeBack(signal);
    return printed;
  }
}
