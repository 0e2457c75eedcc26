import type { LetterFault } from '../../../core/network/words.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import type { RefusedLine } from './peer-journals.ts';

/** Events that are refused within a minute and are told one by one; no flood fills the disk. */
const EVENTS_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** What came over the network and does not count: in the journal, and on the screen until people have looked. */
export class Refusals {
  readonly #kiosk: Kiosk;
  readonly #now: () => number;
  readonly #told = new Set<string>();
  readonly #letters = new Map<LetterFault, { count: number; since: number }>();
  #minute = Number.NEGATIVE_INFINITY;
  #inMinute = 0;
  #count = 0;

  /** @param now monotonic milliseconds */
  constructor(kiosk: Kiosk, now: () => number) {
    this.#kiosk = kiosk;
    this.#now = now;
  }

  /** Events that were refused since the start. */
  get count(): number {
    return this.#count;
  }

  event({ device, seq, cause }: RefusedLine, from: string): void {
    const name = `${device} ${seq} ${cause} ${from}`;
    if (this.#told.has(name)) return;
    if (this.#now() - this.#minute >= MINUTE_MS) {
      this.#minute = this.#now();
      this.#inMinute = 0;
      this.#told.clear();
    }
    this.#inMinute += 1;
    this.#count += 1;
    // Nothing is kept of a flood but how much it was.
    if (this.#inMinute > EVENTS_A_MINUTE) return;
    this.#told.add(name);
    this.#kiosk.note('kiosk.event-refused', { device, seq, cause, from }, SYSTEM);
  }

  letter(cause: LetterFault): void {
    const before = this.#letters.get(cause) ?? { count: 0, since: Number.NEGATIVE_INFINITY };
    const count = before.count + 1;
    if (this.#now() - before.since < MINUTE_MS) {
      this.#letters.set(cause, { ...before, count });
      return;
    }
    this.#letters.set(cause, { count: 0, since: this.#now() });
    this.#kiosk.note('kiosk.letter-refused', { cause, count }, SYSTEM);
  }
}
