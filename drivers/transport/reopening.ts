import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, within } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { FindPath } from './identity.ts';
import type { ByteLink, DownReason, LinkCounters, LinkEvent, WriteFailure, WriteOptions } from './link.ts';
import { nodeAt as nodeOfSystem } from './node-at.ts';

/** How often the path of an open port is looked at: unplugs are not always reported (see drivers/README.md). */
const PATH_CHECK_MS = 500;
/** First and longest pause between attempts to open. */
const REOPEN_MIN_MS = 200;
const REOPEN_MAX_MS = 2_000;
/** Open and close answer in milliseconds; a driver must outlive one that never does. */
const OPEN_LIMIT_MS = 3_000;
const CLOSE_LIMIT_MS = 1_000;
/** A list of ports comes from a program of its own, which may hang. */
const FIND_LIMIT_MS = 5_000;

/** One connection to a port. It is never used again once it was lost or closed. */
export interface Connection {
  readonly isOpen: boolean;
  /** Resolves when the bytes have left, or when it is known that they have not; perhaps never. */
  write(bytes: Uint8Array): Promise<'written' | 'broken'>;
  /** Lets go of the port; perhaps never resolves. */
  close(): Promise<void>;
}

/** What a connection tells. After `close` nobody listens. */
export interface ConnectionEvents {
  readonly received: (bytes: Uint8Array) => void;
  readonly lost: () => void;
}

export interface ReopeningOptions {
  /** Device path, or its name where `find` is given. May be a symbolic link that is re-pointed. */
  readonly path: string;
  /** Looks the path up before every opening; `path` is then only the name that people see. */
  readonly find?: FindPath;
  /** Tells one device node from another at the same path; null where there is none. */
  readonly nodeAt?: (path: string) => string | null;
  readonly clock: Clock;
}

/** A byte link over something with a path, which opens it whenever it is there, each time by a new connection. */
export abstract class ReopeningLink implements ByteLink {
  readonly path: string;
  private readonly find: FindPath;
  private readonly nodeAt: (path: string) => string | null;
  private readonly clock: Clock;
  private readonly listeners = new Listeners<LinkEvent>();
  private connection: Connection | null = null;
  private node: string | null = null;
  /** Where the open port was found. */
  private foundAt: string;
  private wanted = false;
  private pause = REOPEN_MIN_MS;
  private cancelTimer: (() => void) | null = null;
  private lastDown = '';
  private opening: Promise<void> | null = null;
  private bytesIn = 0;
  private bytesOut = 0;
  private opened = 0;

  constructor({ path, find = async () => ok(path), nodeAt = nodeOfSystem, clock }: ReopeningOptions) {
    this.path = path;
    this.foundAt = path;
    this.find = find;
    this.nodeAt = nodeAt;
    this.clock = clock;
  }

  /** Opens the port; null, or a rejection, when it refuses. */
  protected abstract connect(path: string, events: ConnectionEvents): Promise<Connection | null>;

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
    this.tryOpen();
  }

  async close(): Promise<void> {
    this.wanted = false;
    await this.drop('closed');
    await this.opening;
  }

  check(): void {
    if (this.connection !== null && this.nodeAt(this.foundAt) !== this.node) this.lost(this.connection);
  }

  async reopen(): Promise<void> {
    if (!this.wanted) return;
    await this.drop('reopening');
    this.pause = REOPEN_MIN_MS;
    this.schedule(REOPEN_MIN_MS, () => this.tryOpen());
  }

  async write(bytes: Uint8Array, { timeoutMs, signal }: WriteOptions): Promise<Result<void, WriteFailure>> {
    const connection = this.connection;
    if (signal?.aborted) return err({ why: 'aborted', sent: 'nothing' });
    // A closed port would queue the bytes and send them at some later time.
    if (connection === null) return err({ why: 'down', sent: 'nothing' });
    if (!connection.isOpen) {
      this.lost(connection);
      return err({ why: 'down', sent: 'nothing' });
    }
    // A write that has begun is not aborted: that would cost the connection, and it ends within its limit anyway.
    const outcome = await within(this.clock, timeoutMs, connection.write(bytes), 'late' as const);
    if (outcome === 'written') {
      this.bytesOut += bytes.length;
      return ok(undefined);
    }
    if (outcome === 'broken') {
      this.lost(connection);
      return err({ why: 'broken', sent: 'maybe' });
    }
    // What is still in the port's queue must not leave later: only a new connection forgets it.
    await this.reopen();
    return err({ why: 'timed-out', sent: 'maybe' });
  }

  private tryOpen(): void {
    if (!this.wanted || this.connection !== null || this.opening !== null) return;
    this.opening = this.openOnce().finally(() => {
      this.opening = null;
    });
  }

  private async openOnce(): Promise<void> {
    const found = await within(this.clock, FIND_LIMIT_MS, this.find(), ok(null));
    if (!this.wanted) return;
    if (!found.ok) return this.retryLater('absent', found.error);
    const path = found.value;
    const node = path === null ? null : this.nodeAt(path);
    if (path === null || node === null) return this.retryLater('absent');
    const made: { connection: Connection | null; lost: boolean } = { connection: null, lost: false };
    const connecting = this.connect(path, {
      received: (bytes) => this.received(made.connection, bytes),
      lost: () => {
        made.lost = true;
        if (made.connection !== null) this.lost(made.connection);
      },
    }).catch(() => null);
    const connection = await within(this.clock, OPEN_LIMIT_MS, connecting, null);
    if (connection === null || !this.wanted || made.lost) {
      // One that comes too late must not hold the port.
      if (connection === null) void connecting.then((late) => late?.close());
      if (connection !== null) await this.letGo(connection);
      if (this.wanted) this.retryLater(made.lost ? 'lost' : 'refused');
      return;
    }
    made.connection = connection;
    this.connection = connection;
    this.foundAt = path;
    this.node = node;
    this.opened += 1;
    this.pause = REOPEN_MIN_MS;
    this.lastDown = '';
    this.schedule(PATH_CHECK_MS, () => this.watchPath());
    this.listeners.emit({ event: 'up' });
  }

  private retryLater(why: DownReason, problem?: Problem): void {
    this.reportDown(why, problem);
    this.schedule(this.pause, () => this.tryOpen());
    this.pause = Math.min(this.pause * 2, REOPEN_MAX_MS);
  }

  private watchPath(): void {
    this.check();
    if (this.connection !== null) this.schedule(PATH_CHECK_MS, () => this.watchPath());
  }

  private received(connection: Connection | null, bytes: Uint8Array): void {
    if (connection === null || connection !== this.connection) return;
    this.bytesIn += bytes.length;
    this.listeners.emit({ event: 'bytes', bytes });
  }

  private lost(connection: Connection): void {
    if (connection !== this.connection) return;
    void this.drop('lost').then(() => {
      if (this.wanted) this.schedule(REOPEN_MIN_MS, () => this.tryOpen());
    });
  }

  private async drop(why: DownReason): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const connection = this.connection;
    this.connection = null;
    this.node = null;
    if (connection === null) return;
    this.reportDown(why);
    await this.letGo(connection);
  }

  private async letGo(connection: Connection): Promise<void> {
    if (!connection.isOpen) return;
    await within(this.clock, CLOSE_LIMIT_MS, connection.close(), undefined);
  }

  private reportDown(why: DownReason, problem?: Problem): void {
    const told = `${why} ${problem?.code ?? ''}`;
    if (this.lastDown === told) return;
    this.lastDown = told;
    this.listeners.emit(problem === undefined ? { event: 'down', why } : { event: 'down', why, problem });
  }

  private schedule(ms: number, then: () => void): void {
    this.cancelTimer?.();
    this.cancelTimer = this.clock.after(ms, then);
  }
}
