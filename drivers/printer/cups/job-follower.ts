import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, sleep } from '../../clock.ts';
import { CANCELLED, type DeviceStatus, type PrintFailure } from '../../device.ts';
import type { CupsJob, CupsQueue } from './cups-queue.ts';
import type { CupsLimits } from './limits.ts';
import type { JobProgress, PagePrintOptions } from './page-printer.ts';
import type { JobState } from './page-state.ts';

/** A cancelled job is asked after at least this often, in milliseconds. */
const LOOK_AT_ENDING_MS = 200;

export type Printed = { readonly evidence: 'job-completed'; readonly job: number };

export interface FollowerOptions {
  readonly queue: CupsQueue;
  readonly limits: CupsLimits;
  readonly clock: Clock;
  /** Says how the device is meanwhile. */
  readonly show: (status: DeviceStatus) => void;
}

/** Stays with one job until it has ended, and says honestly how. */
export class JobFollower {
  private readonly options: FollowerOptions;
  /** The service still has them: a document that was printed, or one that could not be taken back while it was gone. */
  private readonly left = new Set<CupsJob>();

  constructor(options: FollowerOptions) {
    this.options = options;
  }

  /** Asks after the job until it has ended, something stands in its way for good, or time is up. */
  async follow(
    job: CupsJob,
    signal: AbortSignal,
    onJob: PagePrintOptions['onJob'],
  ): Promise<Result<Printed, PrintFailure>> {
    const { queue, limits, clock, show } = this.options;
    const tell = teller(onJob);
    const until = clock.now() + limits.job;
    let connectingSince: number | null = null;
    let inTheWay: Problem | null = null;
    while (!signal.aborted && clock.now() < until) {
      const seen = await queue.jobState(job, signal);
      if (seen.ok) tell({ job: job.number, state: seen.value.state, problem: inTheWay });
      const end = endOf(job, seen, inTheWay ?? { code: 'page-printer.job-failed' });
      if (end !== null) return end;
      const now = await queue.state(signal);
      if (now.ok) {
        connectingSince = now.value.connecting ? (connectingSince ?? clock.now()) : null;
        const unreached = connectingSince !== null && clock.now() - connectingSince >= limits.connect;
        inTheWay = now.value.reported ?? (unreached ? queue.unreachable : null);
        // A queue that a technician must start would print the page at some other time. (One that only takes nothing
        // new still prints what it has.)
        if (now.value.blocked?.code === 'page-printer.stopped') return this.endAs(job, inTheWay ?? now.value.blocked);
      } else if (!signal.aborted) {
        // The service may be restarting: mostly it keeps its jobs.
        inTheWay = now.error;
      }
      if (inTheWay === null) show({ state: 'working', doing: 'printing' });
      else show({ state: isAbsence(inTheWay) ? 'missing' : 'attention', problem: inTheWay });
      await sleep(clock, limits.look, signal);
    }
    return this.endAs(job, signal.aborted ? CANCELLED : (inTheWay ?? { code: 'page-printer.job-late' }));
  }

  /** Cancels the job, waits until it has ended, and says how far it had come. */
  async endAs(job: CupsJob, problem: Problem): Promise<Result<Printed, PrintFailure>> {
    const { queue, limits, clock } = this.options;
    // The caller has given up, or the device is being closed: the job must be taken back all the same.
    const own = new AbortController().signal;
    let taken = false;
    const until = clock.now() + limits.cancel;
    for (;;) {
      // Looked at first: after a crash of the service the number may be another one's, whose sheet is not to be lost.
      const seen = await queue.jobState(job, own);
      const end = endOf(job, seen, problem);
      if (end !== null) return end;
      if (!taken && seen.ok) taken = (await queue.cancelJob(job, own)).ok;
      if (clock.now() >= until) break;
      await sleep(clock, Math.min(limits.look, LOOK_AT_ENDING_MS));
    }
    return err({ sent: 'maybe-printed', problem });
  }

  /** Nobody asks after this job any more. */
  leave(job: CupsJob): void {
    this.left.add(job);
  }

  /**
   * Has the service forget the jobs that nobody asks after. What could not be taken back would come out hours later, by
   * itself; and of each the document, with people's names in it, would lie on the disk for a day, whatever is emptied.
   */
  async takeBack(signal: AbortSignal): Promise<void> {
    const { queue } = this.options;
    for (const job of this.left) {
      const seen = await queue.jobState(job, signal);
      const purged = seen.ok ? await queue.purgeJob(job, signal) : seen;
      // A service that is gone is asked again; one that refuses it for an ended job always will.
      const refused =
        endOf(job, seen, CANCELLED) !== null && !signal.aborted && !(purged.ok || isAbsence(purged.error));
      if (purged.ok || refused) this.left.delete(job);
    }
  }
}

export const isAbsence = ({ code }: Problem): boolean =>
  code === 'page-printer.service-missing' || code === 'page-printer.no-such-queue';

/**
 * How a job ended; null while it has not, or nobody says so.
 * @param problem why it is not printed, where the service itself does not say
 */
function endOf(job: CupsJob, seen: Result<JobState, Problem>, problem: Problem): Result<Printed, PrintFailure> | null {
  if (!seen.ok) {
    // Nobody will ever say what became of it, and a printer prints what it was handed.
    return seen.error.code === 'page-printer.job-lost' ? err({ sent: 'maybe-printed', problem: seen.error }) : null;
  }
  const { state, begun } = seen.value;
  if (state === 'completed') return ok({ evidence: 'job-completed', job: job.number });
  const over = state === 'canceled' || state === 'aborted';
  return over ? err({ sent: begun ? 'maybe-printed' : 'nothing-sent', problem }) : null;
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
