import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import { Listeners, type Unlisten } from '../listeners.ts';
import type { LinkCounters, LinkEvent, TunableLink, WriteFailure, WriteOptions } from './link.ts';
import { fromHex, type RecordedLine, type WireMask } from './recording.ts';

/** So much earlier than then may the driver be without being early: a timer of then was late by it, ours are not. */
const JITTER_MS = 50;

export interface ReplayOptions {
  readonly lines: readonly RecordedLine[];
  /** The mask with which it was recorded: what the driver writes now is compared through it. */
  readonly mask: WireMask;
  readonly clock: Clock;
  readonly path?: string;
  readonly baudRate?: number;
  /** Bytes come no longer than this after the line before them: for a session whose process stood still in between. */
  readonly mostWaitMs?: number;
}

/** Where the driver wrote something else than it did then; both masked as the recording is. */
export interface ReplayDifference {
  /** Of the file, from 1; its head is the first. */
  readonly line: number;
  readonly then: Uint8Array;
  readonly now: Uint8Array;
}

/**
 * Plays the device's part of a recorded session to a driver: bytes come as long after the line before them as they came
 * then, and never before the driver has written what it wrote then.
 */
export class ReplayLink implements TunableLink {
  readonly path: string;
  baudRate: number;
  up = false;
  readonly differences: ReplayDifference[] = [];
  private readonly options: ReplayOptions;
  private readonly listeners = new Listeners<LinkEvent>();
  private at = 0;
  /** The moment of the clock at which the recording began. */
  private began = 0;
  /** What the driver did before it was its turn in the recording. */
  private written: Uint8Array = new Uint8Array(0);
  private reopenings = 0;
  private playing = false;
  private cancelTimer: (() => void) | null = null;
  private counted = { bytesIn: 0, bytesOut: 0, opened: 0 };

  constructor(options: ReplayOptions) {
    this.options = options;
    this.path = options.path ?? 'replay';
    this.baudRate = options.baudRate ?? 0;
    this.began = options.clock.now() - (options.lines[0]?.t ?? 0);
  }

  /** How many lines were played. */
  get position(): number {
    return this.at;
  }

  /** True once the whole recording was played. That its device was closed at its end may be left. */
  get finished(): boolean {
    const left = this.options.lines.slice(this.at, this.at + 2);
    return left.length === 0 || (left.length === 1 && isClosing(left[0]));
  }

  /** Where the recording is now, in its own milliseconds. */
  get recordedNow(): number {
    return this.options.clock.now() - this.began;
  }

  /** The line that comes only when the driver does something: it writes, or opens or closes its link. */
  get awaited(): RecordedLine | null {
    return this.cancelTimer === null ? (this.options.lines[this.at] ?? null) : null;
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
    const line = this.options.lines[this.at];
    if (line !== undefined && isClosing(line)) this.played(line);
    this.up = false;
  }

  /** Goes on to the next line, if it is not the driver's turn. */
  private next(): void {
    if (!this.playing || this.cancelTimer !== null) return;
    for (let line = this.options.lines[this.at]; line !== undefined; line = this.options.lines[this.at]) {
      if ('out' in line) {
        if (!this.compare(fromHex(line.out))) return;
      } else if (isClosing(line)) {
        return;
      } else if ('link' in line && line.link === 'down' && line.why === 'reopening') {
        if (this.reopenings === 0) return;
        this.reopenings -= 1;
      } else {
        const due = line;
        const { mostWaitMs = Number.POSITIVE_INFINITY, clock } = this.options;
        const wait = line.t - this.recordedNow;
        if ('in' in line && wait > mostWaitMs) this.began -= wait - mostWaitMs;
        this.cancelTimer = clock.after(line.t - this.recordedNow, () => {
          this.cancelTimer = null;
          this.played(due);
          this.next();
        });
        return;
      }
      this.played(line);
    }
  }

  private played(line: RecordedLine): void {
    // A driver that is late, or much earlier because a write took its time then, takes the recording along.
    const late = this.recordedNow - line.t;
    if (late > 0 || late < -JITTER_MS) this.began += late;
    this.at += 1;
    this.tell(line);
  }

  /** True once the driver has written as much as it had then, or something else. */
  private compare(then: Uint8Array): boolean {
    const now = this.written.subarray(0, then.length);
    const same = now.every((byte, at) => byte === then[at]);
    if (same && now.length < then.length) return false;
    if (!same) this.differences.push({ line: this.at + 2, then, now: this.written.slice() });
    this.written = this.written.slice(now.length);
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

const isClosing = (line: RecordedLine | undefined): boolean =>
  line !== undefined && 'link' in line && line.link === 'down' && line.why === 'closed';
