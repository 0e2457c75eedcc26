import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceStatus } from '../device.ts';
import { climb, type Ladder } from '../ladder.ts';
import { Listeners } from '../listeners.ts';

export interface ScannerKeeperOptions {
  readonly name: string;
  /** The configured device name or address. */
  readonly path: string;
  readonly ladder: Ladder;
  readonly heartbeatMs: number;
  /** A ladder that was climbed in vain is climbed again after this pause: no state is final. */
  readonly againMs: number;
  readonly clock: Clock;
  /** Asks the scanner how it is. An error is a reason to climb; a status is the scanner's own word. */
  readonly probe: (signal: AbortSignal) => Promise<Result<DeviceStatus, Problem>>;
  /** Re-enumeration: what was learnt of the scanner is void. */
  readonly forget: () => void;
}

/** Codes under which nobody is there, rather than somebody with a problem. */
const AWAY: ReadonlySet<Problem['code']> = new Set(['scanner.missing', 'scanner.silent']);

/** After these nobody knows how the scanner is. */
const LOST: ReadonlySet<Problem['code']> = new Set([
  ...AWAY,
  'scanner.wrong-answer',
  'scanner.io-error',
  'scanner.timed-out',
  'scanner.unknown',
]);

/** Until somebody has acted nothing more can be scanned. Others (an empty feeder, a size that is too large) end with the scan. */
const STOPS: ReadonlySet<Problem['code']> = new Set([
  'scanner.jammed',
  'scanner.cover-open',
  'scanner.busy',
  'scanner.stopped',
  'scanner.out-of-memory',
  'scanner.access-denied',
  'scanner.part-missing',
]);

/**
 * What `Keeper` is for devices with a byte link, for scanners, which have none between two questions: asks after the
 * scanner while it is idle, climbs its ladder when it does not answer, does one piece of work at a time. Nothing of this
 * process holds on to a scanner (every scan is a new child process or connection), so that its restart is no step of
 * the ladder and is never cried for.
 */
export class ScannerKeeper {
  readonly events = new Listeners<DeviceEvent>();
  private readonly options: ScannerKeeperOptions;
  private current: DeviceStatus = { state: 'working', doing: 'connecting' };
  private since: number;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly closing = new AbortController();
  private begun = false;
  private recovering = false;
  private cancelNext: (() => void) | null = null;
  private readonly counts = { bytesIn: 0, bytesOut: 0, opened: 0, skipped: 0, retries: 0 };
  private readonly recoveries: Record<string, number> = {};

  constructor(options: ScannerKeeperOptions) {
    this.options = options;
    this.since = options.clock.now();
  }

  get status(): DeviceStatus {
    return this.current;
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  health(): DeviceHealth {
    const { name, path, clock } = this.options;
    const counters = { ...this.counts, recoveries: { ...this.recoveries } };
    return { name, kind: 'page-scanner', path, status: this.current, forMs: clock.now() - this.since, counters };
  }

  /** Adds to a counter of the scanner's health. */
  count(what: keyof typeof this.counts, by = 1): void {
    this.counts[what] += by;
  }

  open(): void {
    if (this.begun || this.closed) return;
    this.begun = true;
    void this.look();
  }

  async reopen(): Promise<void> {
    if (this.closed) return;
    this.options.forget();
    this.set({ state: 'working', doing: 'recovering' });
    await this.look();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.cancelNext?.();
    await this.queue;
  }

  set(status: DeviceStatus): void {
    if (this.closed || JSON.stringify(status) === JSON.stringify(this.current)) return;
    const wasThere = this.current.state === 'ready' || this.current.state === 'attention';
    if (status.state === 'ready' && !wasThere) this.counts.opened += 1;
    this.current = status;
    this.since = this.options.clock.now();
    this.events.emit({ event: 'status', status });
  }

  /**
   * Does `work` when everything before it is done; its signal aborts when the caller's does and when the scanner is
   * closed. A caller that aborts while it waits for its turn gets `unstarted` at once.
   */
  exclusively<T>(
    work: (signal: AbortSignal) => Promise<T>,
    caller: { readonly signal?: AbortSignal | undefined; readonly unstarted: T },
  ): Promise<T> {
    const signal = caller.signal ? AbortSignal.any([this.closing.signal, caller.signal]) : this.closing.signal;
    let started = false;
    const turn = this.queue.then(() => {
      if (signal.aborted) return caller.unstarted;
      started = true;
      this.cancelNext?.();
      return work(signal);
    });
    this.queue = turn.catch(() => undefined);
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => {
        if (!started) resolve(caller.unstarted);
      };
      signal.addEventListener('abort', giveUp);
      turn.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', giveUp);
        this.lookLater(this.options.heartbeatMs);
      });
    });
  }

  /** The scanner did not answer, or as something else: climb. Returns at once. */
  recover(problem: Problem): void {
    if (this.recovering || this.closed) return;
    this.recovering = true;
    // What is looked for every few seconds keeps its name until it is found.
    if (this.current.state === 'ready' || this.current.state === 'working')
      this.set({ state: 'working', doing: 'recovering' });
    void this.exclusively((signal) => this.climbOnce(problem, signal), { unstarted: undefined });
  }

  /** What the end of a scan, well or with this problem, says of the scanner itself. */
  settle(problem: Problem | null): void {
    // Who gave up has learnt nothing.
    if (problem?.code === 'device.cancelled' && this.current.state !== 'working') return;
    if (problem && LOST.has(problem.code)) this.recover(problem);
    else if (problem && STOPS.has(problem.code)) this.set({ state: 'attention', problem });
    else this.set({ state: 'ready' });
  }

  private async climbOnce(first: Problem, signal: AbortSignal): Promise<void> {
    const { clock, ladder, probe, forget } = this.options;
    let problem = first;
    const attempt = async (step: string, own: AbortSignal): Promise<boolean> => {
      this.recoveries[step] = (this.recoveries[step] ?? 0) + 1;
      if (step === 're-enumerate') forget();
      const probed = await probe(own);
      if (own.aborted) return false;
      if (probed.ok) this.set(probed.value);
      else problem = probed.error;
      return probed.ok;
    };
    const end = await climb(ladder, attempt, { clock, signal });
    this.recovering = false;
    if (end !== 'exhausted') return;
    this.set({ state: AWAY.has(problem.code) ? 'missing' : 'attention', problem });
  }

  private async look(): Promise<void> {
    await this.exclusively(
      async (signal) => {
        const probed = await this.options.probe(signal);
        if (signal.aborted) return;
        if (probed.ok) this.set(probed.value);
        else this.recover(probed.error);
      },
      { unstarted: undefined },
    );
  }

  /** An idle scanner is asked after; one that is not there is looked for. */
  private lookLater(ms: number): void {
    const { clock, againMs } = this.options;
    this.cancelNext?.();
    if (this.closed || this.recovering) return;
    const there = this.current.state === 'ready';
    this.cancelNext = clock.after(there ? ms : Math.min(ms, againMs), () => {
      if (this.current.state === 'missing') this.recover(this.current.problem);
      else void this.look();
    });
  }
}
