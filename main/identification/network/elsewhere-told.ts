import type { Database } from '../../storage/open.ts';
import { committed } from '../commit.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import { elsewhereKnown } from '../state/voted-elsewhere.ts';
import { askedHub, type HubAsker } from './hub-asks.ts';

/** Milliseconds between two asks, and for which an answer is waited. */
const EVERY_MS = 10_000;
const ANSWER_MS = 5_000;

interface ToldAround extends HubAsker {
  readonly kiosk: Kiosk;
  /** The journal's file that this is about. */
  readonly db: Database;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/**
 * Voters of this station's list who are admitted elsewhere, as the hub tells: asked for in the background while there is a
 * link, and written down, so that a kiosk that has none later, or was started again, knows it, and the station's others too.
 */
export class ElsewhereTold {
  readonly #around: ToldAround;
  #next = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  #stopped = false;

  constructor(around: ToldAround) {
    this.#around = around;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Once a second, while there is a connection. */
  tick(): void {
    if (this.#isAsking || this.#stopped || this.#around.monotonic() < this.#next) return;
    this.#next = this.#around.monotonic() + EVERY_MS;
    this.#isAsking = true;
    void this.#hear().finally(() => {
      this.#isAsking = false;
    });
  }

  /** Asks as long as there is more. */
  async #hear(): Promise<void> {
    const { kiosk, db } = this.#around;
    for (let more = true; more && !this.#stopped; ) {
      const answer = await askedHub(this.#around, { ask: 'elsewhere', ...elsewhereKnown(db) }, ANSWER_MS);
      if (this.#stopped || answer?.answer !== 'elsewhere') return;
      const { epoch, entries } = answer;
      const written = committed(kiosk, () => {
        for (const one of entries) kiosk.record('admission.elsewhere', { epoch, ...one }, SYSTEM);
      });
      more = answer.more && written.ok;
    }
  }
}
