/**
 * How fast digits may be tried where a kiosk's logs stand open (logs-offer.ts). Whoever guesses is slowed down, by his address
 * and all of them together; nobody ends it for the person who has the right ones.
 *
 * Of one address every try that was not right makes the next one wait, twice as long each time: it has about 16 in ten
 * minutes. All addresses together have two in a second, 1,200 in ten minutes, of a hundred million. A try that would have to
 * wait longer than its caller does is not looked at.
 */
export interface TriesBounds {
  /** Milliseconds between two tries, whosesoever they are. */
  readonly paceMs: number;
  /** After the first wrong one of an address it waits so long, and never longer than the most. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** Nobody waits longer than that for an answer. */
  readonly patienceMs: number;
}

const usual: TriesBounds = { paceMs: 500, firstMs: 1_000, mostMs: 60_000, patienceMs: 8_000 };

export class DigitTries {
  readonly #bounds: TriesBounds;
  readonly #of = new Map<string, { readonly tries: number; readonly notBefore: number }>();
  #turn = Number.NEGATIVE_INFINITY;

  constructor(bounds: TriesBounds = usual) {
    this.#bounds = bounds;
  }

  /**
   * Somebody says digits. It counts as wrong until `right` is said: who leaves while he waits has had his try.
   * @param address of whoever says them
   * @param now monotonic milliseconds
   * @returns after how many milliseconds they are looked at; null: they are not, later tries may be
   */
  begin(address: string, now: number): number | null {
    const { paceMs, firstMs, mostMs, patienceMs } = this.#bounds;
    const { tries, notBefore } = this.#of.get(address) ?? { tries: 0, notBefore: now };
    const turn = Math.max(now, this.#turn);
    const at = Math.max(turn, notBefore);
    if (at - now > patienceMs) return null;
    this.#turn = turn + paceMs;
    this.#of.set(address, { tries: tries + 1, notBefore: at + Math.min(mostMs, firstMs * 2 ** tries) });
    return at - now;
  }

  /** They were right: whoever has mistyped before is not slowed down when he calls again. */
  right(address: string): void {
    this.#of.delete(address);
  }
}

/** Whether people are told of that many wrong ones: of five, and whenever there are twice as many. */
export const isToldOf = (wrong: number): boolean => wrong >= 5 && Number.isInteger(Math.log2(wrong / 5));
