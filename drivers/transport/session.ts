import type { Clock } from '../clock.ts';
import { formatRecording, type RecordedLine, type RecordingHead } from './recording.ts';

/** So many bytes of both directions and so many lines a session holds: 50 images of a finger. It lies in memory. */
const LIMIT_BYTES = 2_000_000;
const LIMIT_LINES = 100_000;

export interface SessionState {
  readonly masked: boolean;
  readonly running: boolean;
  readonly seconds: number;
  readonly bytes: number;
  /** What came after is not in it. */
  readonly full: boolean;
}

/** What passes on one device's wire from a beginning to an end, kept in memory until it is written to a file. */
export class WireSession {
  readonly head: RecordingHead;
  readonly #clock: Clock;
  readonly #began: number;
  readonly #lines: RecordedLine[] = [];
  #bytes = 0;
  #full = false;
  #endedAt: number | null = null;

  constructor(head: RecordingHead, clock: Clock) {
    this.head = head;
    this.#clock = clock;
    this.#began = clock.now();
  }

  get state(): SessionState {
    return {
      masked: this.head.masked,
      running: this.#endedAt === null,
      seconds: Math.floor(((this.#endedAt ?? this.#clock.now()) - this.#began) / 1000),
      bytes: this.#bytes,
      full: this.#full,
    };
  }

  /** Takes a line of the device's recorder; timed anew, because the device may be opened anew in the middle. */
  take(line: RecordedLine): void {
    if (this.#full || this.#endedAt !== null || 'full' in line) return;
    const t = Math.round((this.#clock.now() - this.#began) * 10) / 10;
    const bytes = 'in' in line ? line.in.length / 2 : 'out' in line ? line.out.length / 2 : 0;
    this.#full = this.#bytes + bytes > LIMIT_BYTES || this.#lines.length >= LIMIT_LINES;
    if (!this.#full) this.#bytes += bytes;
    this.#lines.push(this.#full ? { t, full: true } : { ...line, t });
  }

  stop(): void {
    this.#endedAt ??= this.#clock.now();
  }

  /** Ends it, and lets go of all that it held. */
  forget(): void {
    this.stop();
    this.#lines.length = 0;
    this.#bytes = 0;
  }

  /** The recording as a file. */
  text(): string {
    return formatRecording(this.head, this.#lines);
  }
}
