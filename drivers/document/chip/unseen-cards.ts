import { type Clock, within } from '../../clock.ts';
import type { Pcsc, SeenReader } from './pcsc.ts';

/** Looks in a row after which a contradiction is no moment between two steps of the service any more. */
const LOOKS = 3;

/**
 * Finds readers that the service takes for empty though a card lies there (`Pcsc.rouse` says how that comes about), and
 * has them looked at anew. Every card that comes or goes changes the reader's count by one: an empty reader whose count
 * is odd or even as it was with a card there has missed nothing less than a card.
 */
export class UnseenCards {
  /** The count's lowest bit while a card was there, by reader. */
  private readonly withCard = new Map<string, number>();
  private readonly looks = new Map<string, number>();
  private readonly clock: Clock;
  private readonly limitMs: number;
  private rousing = false;
  /** Times a reader was looked at anew. */
  roused = 0;

  /** @param limitMs for a look anew; the next one does not wait longer for one that never ends */
  constructor(clock: Clock, limitMs: number) {
    this.clock = clock;
    this.limitMs = limitMs;
  }

  /** What every look finds. */
  seen(readers: readonly SeenReader[], library: Pcsc): void {
    for (const name of this.withCard.keys()) if (!readers.some((one) => one.name === name)) this.withCard.delete(name);
    for (const { name, present, events } of readers) {
      const bit = events % 2;
      if (present) this.withCard.set(name, bit);
      const contradicts = !present && this.withCard.get(name) === bit;
      const looks = contradicts ? (this.looks.get(name) ?? 0) + 1 : 0;
      this.looks.set(name, looks);
      if (looks >= LOOKS && !this.rousing) this.rouse(name, library);
    }
  }

  /** Another service counts anew. */
  forget(): void {
    this.withCard.clear();
    this.looks.clear();
  }

  private rouse(name: string, library: Pcsc): void {
    this.looks.set(name, 0);
    this.rousing = true;
    this.roused += 1;
    const over = () => {
      this.rousing = false;
    };
    // What comes of it is seen by the next look.
    void within(this.clock, this.limitMs, library.rouse(name), undefined).then(over, over);
  }
}
