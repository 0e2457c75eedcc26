import { type Health, writeAsk } from '../../../core/hub/asks.ts';
import type { JournalName } from '../../../core/hub/names.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { UpstreamAsk } from './upstream.ts';

/** Milliseconds between two words to the hub about how this device is, and for which it waits for an answer. */
export const HEALTH_MS = 30_000;
const ANSWER_MS = 10_000;

interface HealthAround {
  readonly name: JournalName;
  /** Ed25519 over 32 bytes, by the device's key. */
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly ask: UpstreamAsk;
  readonly health: () => Health;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** Tells the hub every half minute how this device is. What is not heard is told again the next time. */
export class HealthTold {
  readonly #around: HealthAround;
  #next = Number.NEGATIVE_INFINITY;
  /** Of the last ask; they rise. */
  #number = 0;

  constructor(around: HealthAround) {
    this.#around = around;
  }

  /** Once a second, while there is a connection. */
  tick(): void {
    const { name, sign, ask, health, monotonic } = this.#around;
    if (monotonic() < this.#next) return;
    this.#next = monotonic() + HEALTH_MS;
    const now = health();
    this.#number = Math.max(this.#number + 1, now.now);
    const text = writeAsk(name, { number: this.#number, ask: { ask: 'health', health: now } }, sign, nodeCrypto);
    void ask('asks', text, ANSWER_MS);
  }
}
