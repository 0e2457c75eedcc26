import { ClosedConnectionError, type NatsConnection, RequestError, TimeoutError } from '@nats-io/transport-node';
import { type Answer, readAnswer } from '../../core/hub/answers.ts';
import { fits, writeBatch } from '../../core/hub/batch.ts';
import type { Writer } from '../../core/hub/journal.fixture.ts';
import { upSubject } from '../../core/hub/names.ts';
import {
  type Bounds,
  backlog,
  heard,
  newSender,
  nextOf,
  type Sender,
  sent,
  usualBounds,
} from '../../core/hub/sender.ts';
import { nodeCrypto } from '../crypto/node.ts';

/** A kiosk's sender over a link of its own: its journal is in memory, its clock and chance are the machine's. */
export class Uplink {
  sender: Sender;
  readonly writer: Writer;
  readonly #link: NatsConnection;
  readonly #hubKey: Uint8Array;
  #going = true;
  #wake: (() => void) | null = null;

  constructor(writer: Writer, link: NatsConnection, hubKey: Uint8Array, bounds: Bounds = fast) {
    this.writer = writer;
    this.#link = link;
    this.#hubKey = hubKey;
    this.sender = newSender(bounds, null, Date.now(), Math.random);
  }

  get backlog(): number {
    return backlog(this.sender, this.writer.lines.length);
  }

  /** There are more events. */
  wake(): void {
    this.#wake?.();
  }

  stop(): void {
    this.#going = false;
    this.wake();
  }

  async run(): Promise<void> {
    while (this.#going) {
      const next = nextOf(this.sender, this.writer.lines.length, Date.now());
      if (next.do === 'send') await this.#send(next);
      else await this.#rest(next.until - Date.now());
    }
  }

  /** Runs until everything is stored, but no longer than that. */
  async drain(ms = 60_000): Promise<void> {
    this.#going = true;
    const running = this.run();
    const until = Date.now() + ms;
    while ((this.backlog > 0 || this.sender.stored === null) && Date.now() < until)
      await new Promise((r) => setTimeout(r, 5));
    this.stop();
    await running;
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #send({ after, events, bytes }: { after: number; events: number; bytes: number }): Promise<void> {
    const { lines, name } = this.writer;
    const waiting = lines.slice(after, after + events);
    const count =
      events === 0
        ? 0
        : fits(
            waiting.map((line) => line.length),
            { events, bytes },
          );
    const text = writeBatch({ device: name.device, receipt: this.sender.receipt, lines: waiting.slice(0, count) });
    this.sender = sent(this.sender, { after, last: after + count, bytes: text.length }, Date.now());
    const answer = await this.ask(text);
    const hashOf = (seq: number) => this.writer.events[seq - 1]?.hash ?? null;
    this.sender = heard(
      this.sender,
      { answer: answer?.answer ?? null, text: answer?.text ?? '' },
      hashOf,
      Date.now(),
      Math.random,
    );
  }

  /** Sends a text as it is. @returns the answer; null: none, or nobody is there */
  async ask(
    text: string,
    verb: 'events' | 'asks' = 'events',
  ): Promise<{ readonly answer: Answer | null; readonly text: string } | null> {
    try {
      const timeout = this.sender.bounds.answerMs;
      const reply = (await this.#link.request(upSubject(this.writer.name, verb), text, { timeout })).string();
      return { answer: readAnswer(reply, [this.#hubKey], nodeCrypto), text: reply };
    } catch (error) {
      if (error instanceof TimeoutError || error instanceof RequestError || error instanceof ClosedConnectionError)
        return null;
      throw error;
    }
  }
}

/** As fast as the machine can, and impatient. */
export const fast: Bounds = {
  ...usualBounds,
  ...{ bytesPerSecond: 1e9, eventsPerSecond: 1e9, batchBytes: 524_288, batchEvents: 500 },
  ...{ gatherMs: 0, answerMs: 10_000, retryMs: 50, retryMostMs: 400, askAgainMs: 2_000 },
};
