/** Milliseconds: what is owed is tried again after the first, then after twice as long each time, and never after more. */
const FIRST_MS = 1_000;
const MOST_MS = 60_000;
/**
 * While the hub is silent, voters go without its word: half a minute from one try to the next, of which a try itself may take
 * five seconds.
 */
const MOST_OF_SILENT_MS = 25_000;

/** When what is owed to the hub is tried again. All times are monotonic milliseconds. */
export class Patience {
  #wait = FIRST_MS;
  #next = Number.NEGATIVE_INFINITY;
  #most = MOST_MS;

  isDue(now: number): boolean {
    return now >= this.#next;
  }

  /** A try has come to something: the next thing at once. */
  settled(): void {
    this.#wait = FIRST_MS;
  }

  /** A try has come to nothing. */
  failed(now: number): void {
    this.#next = now + this.#wait;
    this.#wait = Math.min(this.#wait * 2, this.#most);
  }

  /** There is a link again. */
  anew(): void {
    this.#wait = FIRST_MS;
    this.#next = Number.NEGATIVE_INFINITY;
  }

  /** The hub does not answer voters from now on, or does so again: how long was waited before is no matter. */
  silent(isSilent: boolean, now: number): void {
    this.#most = isSilent ? MOST_OF_SILENT_MS : MOST_MS;
    this.#wait = Math.min(this.#wait, this.#most);
    this.#next = Math.min(this.#next, now + this.#wait);
  }
}
