import { SerialPort } from 'serialport';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock, within } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { FindPath } from './identity.ts';
import type { DownReason, LinkCounters, LinkEvent, TunableLink, WriteFailure, WriteOptions } from './link.ts';
import { nodeAt } from './node-at.ts';

/** How often the path of an open port is looked at: unplugs are not always reported (see drivers/README.md). */
const PATH_CHECK_MS = 500;
/** First and longest pause between attempts to open. */
const REOPEN_MIN_MS = 200;
const REOPEN_MAX_MS = 2_000;
/** serialport's open and close answer in milliseconds; a driver must outlive one that never does. */
const OPEN_LIMIT_MS = 3_000;
const CLOSE_LIMIT_MS = 1_000;
/** A list of ports comes from a program of its own, which may hang. */
const FIND_LIMIT_MS = 5_000;

export interface SerialOptions {
  /** Device path; may be a symbolic link that is re-pointed when the device is plugged in elsewhere. */
  readonly path: string;
  readonly baudRate: number;
  /** Looks the path up before every opening; `path` is then only the name that people see. */
  readonly find?: FindPath;
  readonly clock?: Clock;
}

/**
 * A byte link over a serial port (8N1). Every connection is a new SerialPort object: an object that was destroyed
 * re-opens but no longer streams, and it would send at re-open what had been written while it was closed.
 */
export class SerialLink implements TunableLink {
  readonly path: string;
  private rate: number;
  private readonly find: FindPath;
  private readonly clock: Clock;
  private readonly listeners = new Listeners<LinkEvent>();
  private port: SerialPort | null = null;
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

  constructor({ path, baudRate, find = async () => ok(path), clock = systemClock }: SerialOptions) {
    this.path = path;
    this.foundAt = path;
    this.rate = baudRate;
    this.find = find;
    this.clock = clock;
  }

  get baudRate(): number {
    return this.rate;
  }

  get up(): boolean {
    return this.port !== null;
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
    if (this.port !== null && nodeAt(this.foundAt) !== this.node) this.lost(this.port);
  }

  async reopen(): Promise<void> {
    if (!this.wanted) return;
    await this.drop('reopening');
    this.pause = REOPEN_MIN_MS;
    this.schedule(REOPEN_MIN_MS, () => this.tryOpen());
  }

  async retune(baudRate: number): Promise<void> {
    this.rate = baudRate;
    await this.reopen();
  }

  async write(bytes: Uint8Array, { timeoutMs, signal }: WriteOptions): Promise<Result<void, WriteFailure>> {
    const port = this.port;
    if (signal?.aborted) return err({ why: 'aborted', sent: 'nothing' });
    // A closed port would queue the bytes and send them at some later time.
    if (port === null) return err({ why: 'down', sent: 'nothing' });
    if (!port.isOpen) {
      this.lost(port);
      return err({ why: 'down', sent: 'nothing' });
    }
    let onClose: () => void = () => {};
    const written = new Promise<'written' | 'broken'>((resolve) => {
      // After an unplug the write's own callback may never come.
      onClose = () => resolve('broken');
      port.once('close', onClose);
      port.write(Buffer.from(bytes), (error) => resolve(error ? 'broken' : 'written'));
    });
    // A write that has begun is not aborted: that would cost the connection, and it ends within its limit anyway.
    const outcome = await within(this.clock, timeoutMs, written, 'late' as const);
    port.off('close', onClose);
    if (outcome === 'written') {
      this.bytesOut += bytes.length;
      return ok(undefined);
    }
    if (outcome === 'broken') {
      this.lost(port);
      return err({ why: 'broken', sent: 'maybe' });
    }
    // What is still in the port's queue must not leave later: only a new port object forgets it.
    await this.reopen();
    return err({ why: 'timed-out', sent: 'maybe' });
  }

  private tryOpen(): void {
    if (!this.wanted || this.port !== null || this.opening !== null) return;
    this.opening = this.openOnce().finally(() => {
      this.opening = null;
    });
  }

  private async openOnce(): Promise<void> {
    const found = await within(this.clock, FIND_LIMIT_MS, this.find(), ok(null));
    if (!this.wanted) return;
    if (!found.ok) return this.retryLater('absent', found.error);
    const path = found.value;
    const node = path === null ? null : nodeAt(path);
    if (path === null || node === null) return this.retryLater('absent');
    const port = new SerialPort({ path, baudRate: this.rate, autoOpen: false });
    // Without an 'error' listener a failed write ends the process; without a 'data' listener an unplug goes unnoticed.
    port.on('error', () => this.lost(port));
    port.on('close', () => this.lost(port));
    port.on('data', (bytes: Buffer) => this.received(port, bytes));
    const opened = new Promise<boolean>((resolve) => port.open((error) => resolve(!error)));
    const outcome = await within(this.clock, OPEN_LIMIT_MS, opened, false);
    if (!outcome || !this.wanted) {
      await this.letGo(port);
      if (this.wanted) this.retryLater('refused');
      return;
    }
    this.port = port;
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

  /** serialport misses some unplugs and then spins in its read loop until it is closed. */
  private watchPath(): void {
    this.check();
    if (this.port !== null) this.schedule(PATH_CHECK_MS, () => this.watchPath());
  }

  private received(port: SerialPort, bytes: Buffer): void {
    if (port !== this.port) return;
    this.bytesIn += bytes.length;
    this.listeners.emit({ event: 'bytes', bytes });
  }

  private lost(port: SerialPort): void {
    if (port !== this.port) return;
    void this.drop('lost').then(() => {
      if (this.wanted) this.schedule(REOPEN_MIN_MS, () => this.tryOpen());
    });
  }

  private async drop(why: DownReason): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const port = this.port;
    this.port = null;
    this.node = null;
    if (port === null) return;
    this.reportDown(why);
    await this.letGo(port);
  }

  private async letGo(port: SerialPort): Promise<void> {
    if (!port.isOpen) return;
    const closed = new Promise<void>((resolve) => port.close(() => resolve()));
    await within(this.clock, CLOSE_LIMIT_MS, closed, undefined);
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
