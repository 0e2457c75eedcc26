import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, within } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { ByteLink, DownReason, LinkCounters, LinkEvent, WriteFailure, WriteOptions } from './link.ts';

/** How often an open connection is asked whether its far end still stands. */
const LOOK_MS = 500;
/** First and longest pause between attempts to connect. */
const REDIAL_MIN_MS = 200;
const REDIAL_MAX_MS = 2_000;
/** How long one attempt may take: a host that is switched off does not even refuse. */
const DIAL_LIMIT_MS = 3_000;
const DROP_LIMIT_MS = 1_000;
/** A connection that ends sooner counts as an attempt that failed, so that a far end that hangs up is not called at once again. */
const STEADY_MS = 1_000;

/** One connection: made once, thrown away once. */
export interface Connection {
  /** True once the system has taken all bytes; false when it never will. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** False when it is known that the far end is gone, or another one stands at its path. */
  stands(): boolean;
  /** Lets go at once. What has not left yet never leaves. */
  drop(): Promise<void>;
}

export interface ConnectionEvents {
  readonly bytes: (bytes: Uint8Array) => void;
  readonly lost: () => void;
}

/** Makes one connection. Never rejects; leaves nothing open when the signal aborts first. */
export type Dial = (events: ConnectionEvents, signal: AbortSignal) => Promise<Connection | 'absent' | 'refused'>;

/** A byte link over connections that are dialled: it dials until one stands, and again whenever it was lost. */
export class DialledLink implements ByteLink {
  readonly path: string;
  private readonly dial: Dial;
  private readonly clock: Clock;
  private readonly listeners = new Listeners<LinkEvent>();
  private connection: Connection | null = null;
  private openedAt = 0;
  private wanted = false;
  private pause = REDIAL_MIN_MS;
  private cancelTimer: (() => void) | null = null;
  private lastDown: DownReason | null = null;
  private dialling: { readonly over: AbortController; readonly done: Promise<void> } | null = null;
  private bytesIn = 0;
  private bytesOut = 0;
  private opened = 0;

  constructor(options: { readonly path: string; readonly dial: Dial; readonly clock: Clock }) {
    this.path = options.path;
    this.dial = options.dial;
    this.clock = options.clock;
  }

  get up(): boolean {
    return this.connection !== null;
  }

  get counters(): LinkCounters {
    return { bytesIn: this.bytesIn, bytesOut: this.bytesOut, opened: this.opened };
  }

  on(listener: (event: LinkEvent) => void): Unlisten {
    return this.listeners.on(listener);
  }

  open(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.dialNow();
  }

  async close(): Promise<void> {
    this.wanted = false;
    this.dialling?.over.abort();
    await this.drop('closed');
    await this.dialling?.done;
  }

  check(): void {
    if (this.connection !== null && !this.connection.stands()) this.lost(this.connection);
  }

  async reopen(): Promise<void> {
    if (!this.wanted) return;
    await this.drop('reopening');
    if (!this.wanted || this.connection !== null) return;
    this.pause = REDIAL_MIN_MS;
    this.schedule(REDIAL_MIN_MS, () => this.dialNow());
  }

  async write(bytes: Uint8Array, { timeoutMs, signal }: WriteOptions): Promise<Result<void, WriteFailure>> {
    if (signal?.aborted) return err({ why: 'aborted', sent: 'nothing' });
    this.check();
    const connection = this.connection;
    if (connection === null) return err({ why: 'down', sent: 'nothing' });
    // A write that has begun is not aborted: that would cost the connection, and it ends within its limit anyway.
    const outcome = await within(this.clock, timeoutMs, connection.write(bytes), 'late' as const);
    if (outcome === true) {
      this.bytesOut += bytes.length;
      return ok(undefined);
    }
    if (outcome === false) {
      this.lost(connection);
      return err({ why: 'broken', sent: 'maybe' });
    }
    // What is still on its way must not arrive later: only a connection that is dropped forgets it.
    if (connection === this.connection) await this.reopen();
    return err({ why: 'timed-out', sent: 'maybe' });
  }

  private dialNow(): void {
    if (!this.wanted || this.connection !== null || this.dialling !== null) return;
    const over = new AbortController();
    const done = this.dialOnce(over).finally(() => {
      this.dialling = null;
      // Closed and opened again while this attempt was on its way.
      if (over.signal.aborted && this.wanted && this.connection === null) {
        this.schedule(REDIAL_MIN_MS, () => this.dialNow());
      }
    });
    this.dialling = { over, done };
  }

  private async dialOnce(over: AbortController): Promise<void> {
    let current: Connection | null = null;
    const events: ConnectionEvents = {
      bytes: (bytes) => this.received(current, bytes),
      lost: () => this.lost(current),
    };
    const attempt = this.dial(events, over.signal);
    const outcome = await within(this.clock, DIAL_LIMIT_MS, attempt, 'late' as const, over.signal);
    if (outcome === 'late') {
      const aborted = over.signal.aborted;
      over.abort();
      // It may have come about just now.
      void attempt.then((made) => (typeof made === 'string' ? undefined : made.drop()));
      if (!aborted) this.redialLater('absent');
      return;
    }
    if (typeof outcome === 'string') return this.redialLater(outcome);
    if (!this.wanted) {
      await outcome.drop();
      return;
    }
    current = outcome;
    this.connection = outcome;
    this.openedAt = this.clock.now();
    this.opened += 1;
    this.lastDown = null;
    this.schedule(LOOK_MS, () => this.look());
    this.listeners.emit({ event: 'up' });
  }

  private redialLater(why: DownReason): void {
    if (!this.wanted) return;
    this.reportDown(why);
    this.schedule(this.pause, () => this.dialNow());
    this.pause = Math.min(this.pause * 2, REDIAL_MAX_MS);
  }

  private look(): void {
    this.check();
    if (this.connection !== null) this.schedule(LOOK_MS, () => this.look());
  }

  private received(connection: Connection | null, bytes: Uint8Array): void {
    if (connection === null || connection !== this.connection) return;
    this.bytesIn += bytes.length;
    this.listeners.emit({ event: 'bytes', bytes });
  }

  private lost(connection: Connection | null): void {
    if (connection === null || connection !== this.connection) return;
    const steady = this.clock.now() - this.openedAt >= STEADY_MS;
    this.pause = steady ? REDIAL_MIN_MS : Math.min(this.pause * 2, REDIAL_MAX_MS);
    const pause = this.pause;
    void this.drop('lost').then(() => {
      if (this.wanted && this.connection === null) this.schedule(pause, () => this.dialNow());
    });
  }

  private async drop(why: DownReason): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const connection = this.connection;
    this.connection = null;
    if (connection === null) return;
    this.reportDown(why);
    await within(this.clock, DROP_LIMIT_MS, connection.drop(), undefined);
  }

  private reportDown(why: DownReason): void {
    if (this.lastDown === why) return;
    this.lastDown = why;
    this.listeners.emit({ event: 'down', why });
  }

  private schedule(ms: number, then: () => void): void {
    this.cancelTimer?.();
    this.cancelTimer = this.clock.after(ms, then);
  }
}
