import { ClosedConnectionError, type NatsConnection, RequestError, TimeoutError } from '@nats-io/transport-node';
import { toHex } from '../../core/crypto/encoding.ts';
import { type ResultsReceipt, readAnswer } from '../../core/hub/answers.ts';
import { type JournalName, upSubject } from '../../core/hub/names.ts';
import { partRange, writePart } from '../../core/hub/results-part.ts';
import { newResultsSender, nextPart, partHeard, partSent, type ResultsSender } from '../../core/hub/results-sender.ts';
import type { Bounds } from '../../core/hub/sender.ts';
import { nodeCrypto } from '../crypto/node.ts';

/** Says a text to the hub. @returns what came; null: nothing did */
export type Saying = (text: string, wait: number) => Promise<string | null>;

/** Over a connection, as a device's of that name. */
export const sayingOver =
  (link: NatsConnection, sender: JournalName): Saying =>
  async (text, timeout) => {
    try {
      return (await link.request(upSubject(sender, 'results'), text, { timeout })).string();
    } catch (error) {
      if (error instanceof TimeoutError || error instanceof RequestError || error instanceof ClosedConnectionError)
        return null;
      throw error;
    }
  };

/** One results file that is given to the hub from memory. */
export class ResultsUplink {
  sender: ResultsSender;
  /** Messages that were sent. */
  count = 0;
  readonly #file: Uint8Array;
  readonly #of: { readonly device: string; readonly sitting: string };
  readonly #say: Saying;
  readonly #hubKey: Uint8Array;

  /** @param of the kiosk beside whose zone it was sealed, and its sitting */
  constructor(
    file: Uint8Array,
    of: { readonly device: string; readonly sitting: string },
    to: { readonly say: Saying; readonly hubKey: Uint8Array; readonly bounds: Bounds },
  ) {
    this.#file = file;
    this.#of = of;
    this.#say = to.say;
    this.#hubKey = to.hubKey;
    const sha256 = toHex(nodeCrypto.sha256(file));
    this.sender = newResultsSender({ sha256, bytes: file.length }, to.bounds, performance.now(), Math.random);
  }

  /** Runs until the hub has said of the whole file what this asks for, but no longer than that. */
  async deliver(
    ms: number,
    enough = ({ standing }: ResultsReceipt): boolean => standing !== 'held',
  ): Promise<ResultsReceipt | null> {
    const until = performance.now() + ms;
    while (performance.now() < until) {
      await this.step();
      const { receipt } = this.sender;
      if (receipt && enough(receipt)) return receipt;
    }
    return null;
  }

  /** What is next: a message and its answer, or waiting. */
  async step(): Promise<void> {
    const next = nextPart(this.sender, performance.now());
    if (next.do === 'wait') {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next.until - performance.now())));
      return;
    }
    const { sha256, bytes, bounds } = this.sender;
    const { part } = next;
    const [from, to] = part === null ? [0, 0] : partRange(part, bytes);
    const text = writePart({ ...this.#of, sha256, bytes, part, data: this.#file.subarray(from, to) });
    this.sender = partSent(this.sender, text.length, performance.now());
    this.count += 1;
    const answer = await this.#say(text, bounds.answerMs);
    const read = answer === null ? null : readAnswer(answer, [this.#hubKey], nodeCrypto);
    this.sender = partHeard(this.sender, read, performance.now(), Math.random);
  }
}
