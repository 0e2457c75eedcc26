import type { Word } from '../../../core/network/words.ts';
import type { UpstreamAsk } from './upstream.ts';

/** The other kiosk asks the hub as long as whoever waits for it; this much longer its answer may take on its way back. */
const BACK_MS = 3_000;
/** How long the hub's answer is awaited for another kiosk, in milliseconds. */
const ANSWER_MS = 12_000;

interface CarryingAround {
  readonly say: (to: string | null, word: Word) => void;
  /** Kiosks of the station that have a link to the hub. */
  readonly peers: () => readonly string[];
  /** This kiosk's way to it; null: it has none, or its own events go first. */
  readonly ask: () => UpstreamAsk | null;
}

/**
 * Results files of kiosks that have no link go by one that has: a part is a letter, and the hub's answer comes back as one.
 * Whoever carries keeps nothing of it, and the answer is signed by the hub.
 */
export class Carrying {
  readonly #around: CarryingAround;
  readonly #waiting = new Map<number, { readonly by: string; readonly over: (text: string | null) => void }>();
  /** Kiosks for whom something is under way: one part of each at a time. */
  readonly #for = new Set<string>();
  #number = 0;

  constructor(around: CarryingAround) {
    this.#around = around;
  }

  /** Whether somebody can carry. */
  get isPossible(): boolean {
    return this.#around.peers().length > 0;
  }

  /** @returns the hub's answer; null: none came, or nobody carries */
  ask(text: string): Promise<string | null> {
    const peers = this.#around.peers();
    this.#number += 1;
    const number = this.#number;
    // Another one each time: one that does not answer holds nothing up.
    const by = peers[number % peers.length];
    if (by === undefined) return Promise.resolve(null);
    this.#around.say(by, { word: 'carry', number, text });
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#over(number, null), ANSWER_MS + BACK_MS);
      late.unref();
      const over = (answer: string | null): void => {
        clearTimeout(late);
        resolve(answer);
      };
      this.#waiting.set(number, { by, over });
    });
  }

  hear(from: string, { number, text }: Extract<Word, { readonly word: 'carried' }>): void {
    if (this.#waiting.get(number)?.by === from) this.#over(number, text);
  }

  /** Another kiosk asks that this one carries. */
  async carry(from: string, { number, text }: Extract<Word, { readonly word: 'carry' }>): Promise<void> {
    const ask = this.#for.has(from) ? null : this.#around.ask();
    if (ask === null) return this.#around.say(from, { word: 'carried', number, text: null });
    this.#for.add(from);
    const answer = await ask('results', text, ANSWER_MS);
    this.#for.delete(from);
    this.#around.say(from, { word: 'carried', number, text: answer });
  }

  #over(number: number, text: string | null): void {
    this.#waiting.get(number)?.over(text);
    this.#waiting.delete(number);
  }
}
