import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep, within } from '../clock.ts';
import type { Unlisten } from '../listeners.ts';
import type { ByteLink } from '../transport/link.ts';
import { askStatus, isStatus, type StatusBytes, type StatusKind, statusKinds } from './escpos-codec.ts';

/** Time limits of a receipt printer, in milliseconds. */
export const ESCPOS_LIMITS = {
  /** A real-time status is answered at once. */
  status: 500,
  /** A band that does not leave: the printer holds the line because it cannot print. */
  band: 3_000,
  /** From the last byte to the word that it was processed: 20 cm of paper at 50 mm/s, and the cut. */
  finish: 15_000,
  /** While waiting for that word, how often the printer is asked what is wrong. */
  look: 500,
  heartbeat: 3_000,
} as const;

export type EscposLimits = { readonly [K in keyof typeof ESCPOS_LIMITS]: number };

const STATUS_TRIES = 2;
/** A printer says four bytes to four questions. Whoever says so many more is none, though some of them look like answers. */
const BABBLE_BYTES = 16;

const SILENT: Problem = { code: 'device.printer-silent' };

/** Commands to the printer, and its one-byte answers picked out of whatever else comes. */
export class EscposLine {
  private readonly link: ByteLink;
  private readonly port: string;
  private readonly limits: EscposLimits;
  private readonly clock: Clock;
  private readonly countRetry: () => void;
  private readonly unlisten: Unlisten;
  private noise = 0;
  /** Answers that are awaited; a status and a fence's answer can be told apart. */
  private readonly waiting = new Set<(byte: number) => boolean>();

  constructor(options: {
    readonly link: ByteLink;
    readonly port: string;
    readonly limits: EscposLimits;
    readonly clock: Clock;
    readonly onRetry: () => void;
  }) {
    this.link = options.link;
    this.port = options.port;
    this.limits = options.limits;
    this.clock = options.clock;
    this.countRetry = options.onRetry;
    this.unlisten = this.link.on((event) => {
      if (event.event === 'bytes') for (const byte of event.bytes) this.received(byte);
    });
  }

  /** Bytes that nobody had asked for. */
  get skipped(): number {
    return this.noise;
  }

  /** Answers that are awaited now. */
  get awaited(): number {
    return this.waiting.size;
  }

  /** Awaits no answer any more. */
  forget(): void {
    this.waiting.clear();
  }

  /** Listens no more. */
  close(): void {
    this.unlisten();
  }

  /** The four status bytes. If one does not come, all are asked for again: a late answer must not pass for the next. */
  async ask(signal: AbortSignal): Promise<Result<StatusBytes, Problem>> {
    const before = this.noise;
    for (let tries = 0; tries < STATUS_TRIES && !signal.aborted; tries++) {
      if (tries > 0) {
        this.countRetry();
        await sleep(this.clock, this.limits.status, signal);
      }
      const noiseBefore = this.noise;
      const bytes: number[] = [];
      for (const kind of statusKinds) {
        const byte = await this.askOne(kind, signal);
        if (byte === null) break;
        bytes.push(byte);
      }
      const [printer, offline, error, paper] = bytes;
      if (this.noise - noiseBefore >= BABBLE_BYTES) continue;
      if (printer !== undefined && offline !== undefined && error !== undefined && paper !== undefined) {
        return ok([printer, offline, error, paper]);
      }
    }
    this.link.check();
    const noise = this.noise > before;
    return err(noise ? { code: 'device.printer-wrong-answer', params: { port: this.port } } : SILENT);
  }

  /** One status byte, or null if none comes. */
  async askOne(kind: StatusKind, signal: AbortSignal): Promise<number | null> {
    const answered = this.answer(isStatus, this.limits.status, signal);
    return (await this.send(askStatus(kind), signal)) ? answered : null;
  }

  /** The next byte that fits, or null if none comes in time. */
  answer(fits: (byte: number) => boolean, ms: number, signal: AbortSignal): Promise<number | null> {
    let take: (byte: number) => boolean = () => false;
    const arrived = new Promise<number>((resolve) => {
      take = (byte) => {
        if (!fits(byte)) return false;
        this.waiting.delete(take);
        resolve(byte);
        return true;
      };
      this.waiting.add(take);
    });
    return within(this.clock, ms, arrived, null, signal).finally(() => this.waiting.delete(take));
  }

  private received(byte: number): void {
    if (![...this.waiting].some((take) => take(byte))) this.noise += 1;
  }

  /** False when the bytes did not leave in time. */
  async send(bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
    return (await this.link.write(bytes, { timeoutMs: this.limits.status, signal })).ok;
  }
}
