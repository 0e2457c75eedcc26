import type { Problem } from '../core/problem/catalogue.ts';
import { type Clock, within } from './clock.ts';
import type { DeviceEvent, DeviceHealth, DeviceKind, DeviceStatus } from './device.ts';
import { Listeners } from './listeners.ts';

export interface PolledOptions {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly path: string;
  readonly clock: Clock;
  /** Pause between two looks, in milliseconds. */
  readonly everyMs: number;
  /** How long one look may take. */
  readonly limitMs: number;
  /** Looks how the device is. Ends soon after the signal has aborted. */
  readonly look: (signal: AbortSignal) => Promise<DeviceStatus>;
  /** What is said when a look takes too long. */
  readonly late: Problem;
}

/**
 * Keeps a device that has no connection to keep: it is looked at again and again, and every look finds out anew whether
 * it is there. Looks and work are done one at a time; a look that hangs is waited for in the background, never doubled.
 */
export class PolledKeeper {
  readonly events = new Listeners<DeviceEvent>();
  private readonly options: PolledOptions;
  private current: DeviceStatus = { state: 'working', doing: 'connecting' };
  private since: number;
  private readonly closing = new AbortController();
  private queue: Promise<unknown> = Promise.resolve();
  private cancelTimer: (() => void) | null = null;
  private opened = 0;
  private looking: Promise<DeviceStatus> | null = null;
  private late = 0;

  constructor(options: PolledOptions) {
    this.options = options;
    this.since = options.clock.now();
  }

  get status(): DeviceStatus {
    return this.current;
  }

  /** True once `close` was called. */
  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  health(): DeviceHealth {
    const { name, kind, path, clock } = this.options;
    const counters = {
      bytesIn: 0,
      bytesOut: 0,
      opened: this.opened,
      skipped: 0,
      retries: this.late,
      recoveries: {},
    };
    return { name, kind, path, status: this.current, forMs: clock.now() - this.since, counters };
  }

  open(): void {
    if (this.opened > 0) return;
    this.opened = 1;
    void this.check();
  }

  /** There is no connection to drop: it is looked at now. */
  async reopen(): Promise<void> {
    await this.check();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.cancelTimer?.();
    await this.queue;
  }

  /** Looks now, after the work before it. */
  check(): Promise<DeviceStatus> {
    return this.exclusively(async () => {
      if (this.closed) return this.current;
      this.cancelTimer?.();
      this.set(await this.look());
      if (!this.closed) this.cancelTimer = this.options.clock.after(this.options.everyMs, () => void this.check());
      return this.current;
    });
  }

  /** Does `work` when everything before it is done; its signal aborts when the device is closed. */
  exclusively<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const turn = this.queue.then(() => work(this.closing.signal));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  set(status: DeviceStatus): void {
    if (this.closed || JSON.stringify(status) === JSON.stringify(this.current)) return;
    this.current = status;
    this.since = this.options.clock.now();
    this.events.emit({ event: 'status', status });
  }

  private async look(): Promise<DeviceStatus> {
    const { clock, limitMs, late } = this.options;
    const closing = this.closing.signal;
    const tooLate = { state: 'attention', problem: late } as const;
    // What a look that was given up brings in the end is old; but until it has ended nothing else may be asked.
    if (this.looking !== null && !(await within(clock, limitMs, this.looking.then(always), false, closing))) {
      this.late += 1;
      return tooLate;
    }
    const over = new AbortController();
    const looking = this.options.look(AbortSignal.any([over.signal, closing]));
    this.looking = looking;
    const seen = await within(
      clock,
      limitMs,
      looking.finally(() => this.ended(looking)),
      null,
      closing,
    );
    if (seen !== null) return seen;
    over.abort();
    this.late += 1;
    return tooLate;
  }

  private ended(looking: Promise<DeviceStatus>): void {
    if (this.looking === looking) this.looking = null;
  }
}

const always = (): true => true;
