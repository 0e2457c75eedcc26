import { randomInt } from 'node:crypto';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, within } from '../clock.ts';
import { Listeners } from '../listeners.ts';
import type { ByteLink } from '../transport/link.ts';
import { encodeFrame, FrameDecoder } from './frame.ts';
import { type Answer, type Command, decodeMessage, encodeMessage, type FullStatus } from './messages.ts';

/** Time limits of a ballot box, in milliseconds. */
export const BOX_LIMITS = {
  /** A box answers within 200 ms; an answer with a chunk of a picture takes 180 ms more at 921,600 baud. */
  answer: 600,
  write: 1_000,
  /** While something moves: without an event for so long, it is asked. */
  look: 250,
  grab: 4_000,
  scan: 10_000,
  /** Up to the fall of the sheet. */
  accept: 8_000,
  giveBack: 8_000,
  reset: 6_000,
  heartbeat: 1_000,
} as const;

export type BoxLimits = { readonly [K in keyof typeof BOX_LIMITS]: number };

/** A request is sent again when no answer, or a damaged one, came. */
const REQUEST_TRIES = 3;

const SILENT: Problem = { code: 'ballot-reader.silent' };
const LOST_POWER: Problem = { code: 'ballot-reader.lost-power' };

/** What went wrong among the events of all sessions. */
export interface EventCounters {
  readonly lost: number;
  readonly doubled: number;
}

/** Requests and answers, and events, over a line that loses, doubles and damages bytes. */
export class BoxLine {
  /** Every status that is newer than the one before. */
  readonly statuses = new Listeners<FullStatus>();
  private readonly link: ByteLink;
  private readonly limits: BoxLimits;
  private readonly clock: Clock;
  private readonly countRetry: () => void;
  private readonly decoder = new FrameDecoder();
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly unlisten: () => void;
  private readonly events = { lost: 0, doubled: 0 };
  private session = 0;
  private established = false;
  private nextId = 1;
  private newest: FullStatus | null = null;
  /** Frames that were none of this protocol's messages. */
  private strange = 0;

  constructor(options: {
    readonly link: ByteLink;
    readonly limits: BoxLimits;
    readonly clock: Clock;
    readonly onRetry: () => void;
  }) {
    this.link = options.link;
    this.limits = options.limits;
    this.clock = options.clock;
    this.countRetry = options.onRetry;
    this.unlisten = this.link.on((event) => {
      if (event.event === 'bytes') for (const body of this.decoder.push(event.bytes)) this.heard(body);
    });
  }

  get skipped(): number {
    return this.decoder.skipped;
  }

  get eventCounters(): EventCounters {
    return { ...this.events };
  }

  /** Whether the box is in our session, as far as is known. */
  get greeted(): boolean {
    return this.established;
  }

  get status(): FullStatus | null {
    return this.newest;
  }

  /** Begins a session. */
  async greet(protocol: number, signal: AbortSignal): Promise<Result<Answer, Problem>> {
    this.session = randomInt(1, 2 ** 32 - 1);
    this.established = false;
    this.newest = null;
    return this.ask({ name: 'hello', args: { protocol } }, signal);
  }

  /** Sends a request and waits for its answer. Errors: silent, wrong answer, or that the box has lost its power. */
  async ask(command: Command, signal: AbortSignal): Promise<Result<Answer, Problem>> {
    const id = this.nextId;
    this.nextId = (this.nextId + 1) % 2 ** 32;
    const { session } = this;
    const frame = encodeFrame(encodeMessage({ kind: 'request', session, id, command }));
    const before = this.noise;
    for (let tries = 0; tries < REQUEST_TRIES && !signal.aborted; tries += 1) {
      if (tries > 0) this.countRetry();
      const answered = this.answer(id, signal);
      const written = await this.link.write(frame, { timeoutMs: this.limits.write, signal });
      const answer = written.ok ? await answered : null;
      this.waiting.delete(id);
      if (!written.ok) return err(SILENT);
      if (answer === null) continue;
      if (answer.refused === 'session') {
        this.established = false;
        return err(LOST_POWER);
      }
      return ok(answer);
    }
    this.link.check();
    const noisy = this.noise > before;
    return err(noisy ? { code: 'ballot-reader.wrong-answer', params: { port: this.link.path } } : SILENT);
  }

  /** The next status that is new, or null if none comes in `ms`. */
  nextStatus(ms: number, signal: AbortSignal): Promise<FullStatus | null> {
    let unlisten = () => {};
    const told = new Promise<FullStatus>((resolve) => {
      unlisten = this.statuses.on(resolve);
    });
    return within(this.clock, ms, told, null, signal).finally(() => unlisten());
  }

  /** The link came up or went down: whoever stands at the other end has to be greeted. */
  forget(): void {
    this.decoder.forget();
    this.waiting.clear();
    this.established = false;
    this.newest = null;
  }

  /** Listens no more. */
  close(): void {
    this.unlisten();
  }

  private get noise(): number {
    return this.decoder.skipped + this.strange;
  }

  private answer(id: number, signal: AbortSignal): Promise<Answer | null> {
    const arrived = new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
    });
    return within(this.clock, this.limits.answer, arrived, null, signal);
  }

  private heard(body: Uint8Array): void {
    const message = decodeMessage(body);
    if (message?.kind === 'answer') {
      const { answer, id } = message;
      // Of another session: the box has forgotten ours. It says so only to somebody who asks.
      const ours = message.session === this.session;
      // From here on: events may follow in the same bytes.
      if (ours && answer.about !== undefined) this.established = true;
      if (ours && this.established) this.take(answer.status);
      if (ours || answer.refused === 'session') this.waiting.get(id)?.(answer);
    } else if (message?.kind === 'event') {
      if (message.session !== this.session || !this.established) return;
      const last = this.newest?.event ?? 0;
      if (message.status.event <= last) this.events.doubled += 1;
      this.take(message.status, 1);
    } else {
      this.strange += 1;
    }
  }

  /** @param step how many numbers later a status may be without an event having been lost before it */
  private take(status: FullStatus, step = 0): void {
    const last = this.newest?.event ?? null;
    if (last !== null && status.event <= last) return;
    if (last !== null) this.events.lost += Math.max(0, status.event - last - step);
    this.newest = status;
    this.statuses.emit(status);
  }
}
