import type { Clock } from '../../clock.ts';
import { within } from '../../clock.ts';

/**
 * Readers whose card is not let go yet. A card that owes an answer holds the library's lock: letting it go before would
 * stop this whole process. So it is let go when the answer has come or the card is taken away, and until then its
 * reader is not spoken to.
 */
export class HeldCards {
  private readonly clock: Clock;
  private readonly held = new Map<string, Promise<void>>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * The reader is not spoken to until `over` has come to its end, one way or the other, which may be never.
   * @returns resolves then; never rejects
   */
  until(reader: string, over: Promise<unknown>): Promise<void> {
    const before = this.held.get(reader) ?? Promise.resolve();
    // Card or service may be gone: then there is nothing to let go.
    const both = Promise.allSettled([before, over]).then(() => {
      if (this.held.get(reader) === both) this.held.delete(reader);
    });
    this.held.set(reader, both);
    return both;
  }

  /** Waits until the reader may be spoken to, `ms` at the longest. @returns whether it may be */
  async free(reader: string, ms: number, signal: AbortSignal): Promise<boolean> {
    const over = this.held.get(reader);
    return over === undefined || within(this.clock, ms, over.then(yes), false, signal);
  }
}

const yes = (): boolean => true;
