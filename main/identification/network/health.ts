import type { Health } from '../../../core/hub/asks.ts';
import { askedHub, type HubAsker } from './hub-asks.ts';

/** Milliseconds between two words to the hub about how this device is, and for which it waits for an answer. */
export const HEALTH_MS = 30_000;
const ANSWER_MS = 10_000;

interface HealthAround extends HubAsker {
  readonly health: () => Health;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** Tells the hub every half minute how this device is. What is not heard is told again the next time. */
export class HealthTold {
  readonly #around: HealthAround;
  #next = Number.NEGATIVE_INFINITY;

  constructor(around: HealthAround) {
    this.#around = around;
  }

  /** Once a second, while there is a connection. */
  tick(): void {
    const { health, monotonic } = this.#around;
    if (monotonic() < this.#next) return;
    this.#next = monotonic() + HEALTH_MS;
    void askedHub(this.#around, { ask: 'health', health: health() }, ANSWER_MS);
  }
}
