import { performance } from 'node:perf_hooks';
import type { Answer } from '../../../core/hub/answers.ts';

/**
 * The hub's clock, as its signed answers tell it to this process: every ask says when it was made by it. The kiosk's own
 * clock is left out, for an ask that a wrong one has dated could be kept until its time has come.
 */
export class HubClock {
  readonly #monotonic: () => number;
  #told: { readonly at: number; readonly heard: number } | null = null;

  /** @param monotonic milliseconds, as they go by: the hub's do not wait for a test's */
  constructor(monotonic = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  /** Milliseconds since 1970; 0: nothing was heard of it yet. */
  get now(): number {
    if (this.#told === null) return 0;
    return Math.floor(this.#told.at + this.#monotonic() - this.#told.heard);
  }

  /** An answer that the hub has signed, whenever: one that was kept back sets nothing back. */
  heard({ at }: Pick<Answer, 'at'>): void {
    this.#set(Math.max(this.now, Date.parse(at)));
  }

  /** It has refused an ask of a moment ago by its clock. */
  corrected({ at, from }: Extract<Answer, { readonly answer: 'stale' }>): void {
    this.#set(Math.max(from, Date.parse(at)));
  }

  #set(at: number): void {
    this.#told = { at, heard: this.#monotonic() };
  }
}
