import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { LinkCounters, LinkEvent, TunableLink, WriteFailure, WriteOptions } from './link.ts';
import { fromHex, type RecordedLine, toHex, type WireMask } from './recording.ts';

export interface ReplayOptions {
  readonly lines: readonly RecordedLine[];
  /** The mask with which it was recorded: what the driver writes now is compared through it. */
  readonly mask: WireMask;
  readonly clock: Clock;
  readonly path?: string;
}

/**
 * Plays the device's part of a recorded session to a driver: bytes come as long after the line before them as they came
 * then, and never before the driver has written what it wrote then.
 */
export class ReplayLink implements TunableLink {
  readonly path: string;
  baudRate = 0;
  up = false;
  /** Where the driver wrote something else than it did then. */
  readonly differences: string[] = [];
  private readonly options: ReplayOptions;
  private readonly listeners = new Listeners<LinkEvent>();
  private at = 0;
  /** What the driver did before it was its turn in the recording. */
  private written: Uint8Array = new Uint8Array(0);
  private reopenings = 0;
  private playing = false;
  private cancelTimer: (() => void) | null = null;
  private counted = { bytesIn: 0, bytesOut: 0, opened: 0 };

  constructor(options: ReplayOptions) {
    this.options = options;
    this.path = options.path ?? 'replay';
  }

  /** True once the whole recording was played. */
  get finished(): boolean {
    return this.at >= this.options.lines.length;
  }

  get counters(): LinkCounters {
    return { ...this.counted };
  }

  on(listener: (event: LinkEvent) => void): Unlisten {
    return this.listeners.on(listener);
  }

  open(): void {
    this.playing = true;
    this.next();
  }

  async write(bytes: Uint8Array, { signal }: WriteOptions): Promise<Result<void, WriteFailure>> {
    if (signal?.aborted) return err({ why: 'aborted', sent: 'nothing' });
    if (!this.up) return err({ why: 'down', sent: 'nothing' });
    this.counted.bytesOut += bytes.length;
    this.written = Uint8Array.from([...this.written, ...this.options.mask.out(bytes)]);
    this.next();
    return ok(undefined);
  }

  check(): void {}

  async reopen(): Promise<void> {
    this.reopenings += 1;
    this.next();
  }

  async retune(baudRate: number): Promise<void> {
    this.baudRate = baudRate;
    await this.reopen();
  }

  async close(): Promise<void> {
    this.playing = false;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.up = false;
  }

  /** Goes on to the next line, if it is not the driver's turn. */
  private next(): void {
    if (!this.playing || this.cancelTimer !== null) return;
    for (let line = this.options.lines[this.at]; line !== undefined; line = this.options.lines[this.at]) {
      if ('out' in line) {
        if (!this.compare(fromHex(line.out))) return;
      } else if ('link' in line && line.link === 'down' && line.why === 'reopening') {
        if (this.reopenings === 0) return;
        this.reopenings -= 1;
        this.tell(line);
      } else {
        const due = line;
        const before = this.options.lines[this.at - 1];
        this.cancelTimer = this.options.clock.after(before === undefined ? 0 : line.t - before.t, () => {
          this.cancelTimer = null;
          this.at += 1;
          this.tell(due);
          this.next();
        });
        return;
      }
      this.at += 1;
    }
  }

  /** True once the driver has written as much as it had then. */
  private compare(then: Uint8Array): boolean {
    if (this.written.length < then.length) return false;
    const now = this.written.subarray(0, then.length);
    if (toHex(now) !== toHex(then))
      this.differences.push(`line ${this.at + 2}: ${toHex(now)} instead of ${toHex(then)}`);
    this.written = this.written.slice(then.length);
    return true;
  }

  private tell(line: RecordedLine): void {
    if ('in' in line) {
      const bytes = fromHex(line.in);
      this.counted.bytesIn += bytes.length;
      this.listeners.emit({ event: 'bytes', bytes });
    } else if ('link' in line) {
      this.up = line.link === 'up';
      if (this.up) {
        this.counted.opened += 1;
        this.written = new Uint8Array(0);
        this.options.mask.reset();
      }
      this.listeners.emit(line.link === 'up' ? { event: 'up' } : { event: 'down', why: line.why });
    }
  }
}
