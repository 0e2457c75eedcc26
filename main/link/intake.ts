/** Most that is carried on to the zone in a second: many times what the kiosks of a large station say. */
const LETTERS = 1_000;
const CHARACTERS = 32_000_000;
const SECOND = 1_000;

/**
 * How much of what comes is carried on. A kiosk of the station that has gone wrong could otherwise fill the pipes and the
 * memory of this one; what is dropped is asked for again by those who miss it.
 */
export class Intake {
  readonly #monotonic: () => number;
  readonly #full: () => void;
  #since = Number.NEGATIVE_INFINITY;
  #letters = 0;
  #characters = 0;

  /**
   * @param monotonic milliseconds
   * @param full something is dropped; told once in a second
   */
  constructor(monotonic: () => number, full: () => void) {
    this.#monotonic = monotonic;
    this.#full = full;
  }

  /** Whether a letter of this length is carried on. */
  takes(length: number): boolean {
    const now = this.#monotonic();
    if (now - this.#since >= SECOND) {
      this.#since = now;
      this.#letters = 0;
      this.#characters = 0;
    }
    const wasFull = this.#letters > LETTERS || this.#characters > CHARACTERS;
    this.#letters += 1;
    this.#characters += length;
    const isFull = this.#letters > LETTERS || this.#characters > CHARACTERS;
    if (isFull && !wasFull) this.#full();
    return !isFull;
  }
}
