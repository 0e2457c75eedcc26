import type { Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import type { Unlisten } from '../listeners.ts';
import {
  type ByteLink,
  isTunable,
  type LinkCounters,
  type LinkEvent,
  type TunableLink,
  type WriteFailure,
  type WriteOptions,
} from './link.ts';
import { type RecordedLine, toHex, type WireMask } from './recording.ts';

/** A recording holds so many bytes of both directions, unless told otherwise: 50 images of a finger. */
const LIMIT_BYTES = 2_000_000;
/** Chunks of single bytes would make a large file of few bytes. */
const LIMIT_LINES = 200_000;

export interface RecorderOptions {
  readonly clock: Clock;
  readonly mask: WireMask;
  /** Takes every line as it happens. What it throws is its own matter and disturbs no device. */
  readonly sink: (line: RecordedLine) => void;
  readonly limitBytes?: number;
  readonly limitLines?: number;
}

/** A link that does what the link within it does, and tells a sink every chunk that passes. */
class RecordingLink implements ByteLink {
  protected readonly inner: ByteLink;
  private readonly options: RecorderOptions;
  private readonly began: number;
  private bytes = 0;
  private lines = 0;
  /** It is full, or its sink has thrown. */
  private over = false;
  private unlisten: Unlisten | null = null;

  constructor(inner: ByteLink, options: RecorderOptions) {
    this.inner = inner;
    this.options = options;
    this.began = options.clock.now();
  }

  get path(): string {
    return this.inner.path;
  }

  get up(): boolean {
    return this.inner.up;
  }

  get counters(): LinkCounters {
    return this.inner.counters;
  }

  on(listener: (event: LinkEvent) => void): Unlisten {
    // The recorder hears everything first, so that an answer never stands before its question.
    this.listen();
    return this.inner.on(listener);
  }

  open(): void {
    this.listen();
    this.inner.open();
  }

  write(bytes: Uint8Array, options: WriteOptions): Promise<Result<void, WriteFailure>> {
    // Told before it is written: the answer may come before the write is known to be over.
    if (this.inner.up && !options.signal?.aborted) this.chunk('out', bytes);
    return this.inner.write(bytes, options);
  }

  check(): void {
    this.inner.check();
  }

  reopen(): Promise<void> {
    return this.inner.reopen();
  }

  async close(): Promise<void> {
    await this.inner.close();
    this.unlisten?.();
    this.unlisten = null;
  }

  private listen(): void {
    this.unlisten ??= this.inner.on((event) => {
      if (event.event === 'bytes') return this.chunk('in', event.bytes);
      if (event.event === 'up') this.options.mask.reset();
      this.tell(event.event === 'up' ? { t: this.now(), link: 'up' } : { t: this.now(), link: 'down', why: event.why });
    });
  }

  private chunk(direction: 'in' | 'out', bytes: Uint8Array): void {
    // Masked even when it is no longer told: the mask follows the frames.
    const hex = toHex(this.options.mask[direction](bytes));
    this.bytes += bytes.length;
    this.tell(direction === 'in' ? { t: this.now(), in: hex } : { t: this.now(), out: hex });
  }

  private tell(line: RecordedLine): void {
    this.lines += 1;
    if (this.over) return;
    const { limitBytes = LIMIT_BYTES, limitLines = LIMIT_LINES } = this.options;
    const full = this.bytes > limitBytes || this.lines > limitLines;
    this.over = full;
    try {
      this.options.sink(full ? { t: this.now(), full: true } : line);
    } catch {
      this.over = true;
    }
  }

  private now(): number {
    return Math.round((this.options.clock.now() - this.began) * 10) / 10;
  }
}

class TunableRecordingLink extends RecordingLink implements TunableLink {
  private readonly tunable: TunableLink;

  constructor(inner: TunableLink, options: RecorderOptions) {
    super(inner, options);
    this.tunable = inner;
  }

  get baudRate(): number {
    return this.tunable.baudRate;
  }

  retune(baudRate: number): Promise<void> {
    return this.tunable.retune(baudRate);
  }
}

/** Wraps a link so that everything that passes is told to a sink, masked. Give the result to a driver as its link. */
export function recordLink(link: ByteLink, options: RecorderOptions): ByteLink {
  return isTunable(link) ? new TunableRecordingLink(link, options) : new RecordingLink(link, options);
}
