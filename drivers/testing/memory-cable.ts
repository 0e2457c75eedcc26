import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, within } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { FarEnd } from '../simulator/wire.ts';
import type {
  DownReason,
  LinkCounters,
  LinkEvent,
  TunableLink,
  WriteFailure,
  WriteOptions,
} from '../transport/link.ts';

/** How often the link looks for a path that is not there. */
const LOOK_MS = 250;
const OPEN_MS = 2;
/** How often an open link looks whether its path is still there. */
const WATCH_MS = 500;

/**
 * A cable without a machine: the link at one end, a simulated device at the other, on the test's own clock. It keeps the
 * promises of a link (transport/link.ts) and breaks in every way that a serial port does.
 */
export class MemoryCable implements FarEnd, TunableLink {
  readonly path: string;
  baudRate: number;
  plugged = true;
  /** The port is there and cannot be opened. */
  refused = false;
  /** What is written is taken by nobody. */
  stuck = false;
  /** Nobody can say which port is meant: as when it is looked up by a name that two bear. */
  unclear: Problem | null = null;
  /** Every byte to the host comes so much later, in milliseconds. */
  delayMs = 0;
  /** Changes what the host is sent. */
  damage: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes];
  private readonly clock: Clock;
  private readonly listeners = new Set<(event: LinkEvent) => void>();
  private readonly atDevice = new Listeners<Uint8Array>();
  private readonly plugs = new Listeners<boolean>();
  private wanted = false;
  private connected = false;
  /** Of the opening, and of the look at the path afterwards. */
  private cancelTimer: (() => void) | null = null;
  private readonly breakWrites = new Set<() => void>();
  private readonly onTheWay = new Set<() => void>();
  private counted = { bytesIn: 0, bytesOut: 0, opened: 0 };

  constructor(clock: Clock, options: { readonly path?: string; readonly baudRate?: number } = {}) {
    this.clock = clock;
    this.path = options.path ?? 'memory';
    this.baudRate = options.baudRate ?? 115_200;
  }

  /** Who still listens to the link. */
  get listening(): number {
    return this.listeners.size;
  }

  get up(): boolean {
    return this.connected;
  }

  get counters(): LinkCounters {
    return { ...this.counted };
  }

  on(listener: (event: LinkEvent) => void): Unlisten {
    // Each its own: the same function may listen twice.
    const own = (event: LinkEvent) => listener(event);
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  open(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.openAfter(OPEN_MS);
  }

  async close(): Promise<void> {
    this.wanted = false;
    this.drop('closed');
  }

  async reopen(): Promise<void> {
    if (!this.wanted) return;
    this.drop('reopening');
    this.openAfter(OPEN_MS);
  }

  async retune(baudRate: number): Promise<void> {
    this.baudRate = baudRate;
    await this.reopen();
  }

  check(): void {
    if (this.connected && !this.plugged) this.lost();
  }

  async write(bytes: Uint8Array, { timeoutMs, signal }: WriteOptions): Promise<Result<void, WriteFailure>> {
    if (signal?.aborted) return err({ why: 'aborted', sent: 'nothing' });
    if (!this.connected) return err({ why: 'down', sent: 'nothing' });
    if (this.stuck) {
      const dropped = new Promise<'broken'>((resolve) => {
        this.breakWrites.add(() => resolve('broken'));
      });
      const why = await within(this.clock, timeoutMs, dropped, 'timed-out' as const);
      if (why === 'timed-out') await this.reopen();
      return err({ why, sent: 'maybe' });
    }
    this.counted.bytesOut += bytes.length;
    this.later(() => this.atDevice.emit(bytes));
    return ok(undefined);
  }

  /** The far end. */
  send(bytes: Uint8Array): void {
    for (const part of this.damage(bytes)) {
      if (part.length > 0 && this.connected) this.later(() => this.arrived(part), this.delayMs);
    }
  }

  onBytes(listener: (bytes: Uint8Array) => void): Unlisten {
    return this.atDevice.on(listener);
  }

  onPlug(listener: (plugged: boolean) => void): Unlisten {
    return this.plugs.on(listener);
  }

  hostRate(): number {
    return this.baudRate;
  }

  plug(): void {
    if (this.plugged) return;
    this.plugged = true;
    this.plugs.emit(true);
  }

  /** @param noticed false: the system does not report it, and only `check` finds out */
  unplug(noticed = true): void {
    if (!this.plugged) return;
    this.plugged = false;
    this.plugs.emit(false);
    if (noticed) this.check();
  }

  private arrived(bytes: Uint8Array): void {
    this.counted.bytesIn += bytes.length;
    this.emit({ event: 'bytes', bytes });
  }

  private later(then: () => void, ms = 0): void {
    if (!this.plugged) return;
    const cancel = this.clock.after(ms, () => {
      this.onTheWay.delete(cancel);
      then();
    });
    this.onTheWay.add(cancel);
  }

  private openAfter(ms: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.clock.after(ms, () => {
      this.cancelTimer = null;
      if (this.unclear !== null) {
        this.openAfter(LOOK_MS);
        this.emit({ event: 'down', why: 'absent', problem: this.unclear });
        return;
      }
      if (!this.plugged || this.refused) {
        this.openAfter(LOOK_MS);
        this.emit({ event: 'down', why: this.plugged ? 'refused' : 'absent' });
        return;
      }
      this.connected = true;
      this.counted.opened += 1;
      this.watch();
      this.emit({ event: 'up' });
    });
  }

  private watch(): void {
    this.cancelTimer = this.clock.after(WATCH_MS, () => {
      this.cancelTimer = null;
      this.check();
      if (this.connected) this.watch();
    });
  }

  private lost(): void {
    this.drop('lost');
    if (this.wanted) this.openAfter(LOOK_MS);
  }

  private drop(why: DownReason): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    for (const cancel of this.onTheWay) cancel();
    this.onTheWay.clear();
    for (const breakWrite of this.breakWrites) breakWrite();
    this.breakWrites.clear();
    if (!this.connected) return;
    this.connected = false;
    this.emit({ event: 'down', why });
  }

  private emit(event: LinkEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
