import type { BallotRecord } from '../../../core/ballot/record.ts';
import type { Chance } from '../../../main/demo/random.ts';

/** What the box tells: the sheet that it holds, as whoever reads it reads it, and the last acceptance it was told of. */
export interface BoxState {
  readonly sheet: BallotRecord | null;
  readonly last: { readonly token: string; readonly passed: boolean } | null;
}

/** What the zone says to the box; each is answered with a `BoxState` once nothing moves any more. */
export type ZoneCommand =
  | { readonly say: 'status' }
  | { readonly say: 'accept'; readonly token: string }
  | { readonly say: 'return' }
  /** What was in flight is settled, and the path is empty. */
  | { readonly say: 'next' };

/** Longest time that a sheet takes into its compartment, in milliseconds. */
const WAY_MS = 4;

/**
 * A ballot box by the rules of docs/ballot-box-protocol.md, “Accepting exactly once”, as far as a store is concerned: it
 * outlives the zone, and says after a loss of its own power where the sheet is.
 */
export class ScriptedBox {
  /** By the mark of each sheet. This is the truth. */
  readonly dropped: string[] = [];
  #sheet: BallotRecord | null = null;
  #last: BoxState['last'] = null;
  #moving: NodeJS.Timeout | null = null;
  #arrived: () => void = () => {};
  readonly #dice: Chance;

  constructor(dice: Chance) {
    this.#dice = dice;
  }

  get state(): BoxState {
    return { sheet: this.#sheet, last: this.#last };
  }

  insert(sheet: BallotRecord): void {
    this.#sheet = sheet;
  }

  /** Moves the sheet. @returns once nothing moves any more; never if the power goes meanwhile */
  async accept(token: string): Promise<void> {
    if (this.#last?.token === token && this.#last.passed) return;
    if (!this.#sheet) return;
    this.#last = { token, passed: false };
    // Some stick, and are pulled out by hand.
    if (this.#dice.happens(0.1)) {
      this.#sheet = null;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#arrived = () => {
        this.#pass();
        resolve();
      };
      this.#moving = setTimeout(this.#arrived, this.#dice.next() * WAY_MS);
    });
  }

  giveBack(): void {
    this.#sheet = null;
  }

  /** The zone is gone; the box ends what it was doing. */
  end(): void {
    if (this.#moving) this.#arrived();
  }

  /** Its own power went: a sheet that was on its way is before the flap, or behind it. */
  powerWent(): void {
    if (!this.#moving) return;
    clearTimeout(this.#moving);
    this.#moving = null;
    if (this.#dice.happens(0.5)) this.#pass();
  }

  #pass(): void {
    if (this.#moving) clearTimeout(this.#moving);
    this.#moving = null;
    if (!this.#sheet || !this.#last) return;
    this.dropped.push(markOf(this.#sheet));
    this.#sheet = null;
    this.#last = { ...this.#last, passed: true };
  }
}

export const markOf = (record: BallotRecord): string => record.parts[0]?.marked.join() ?? '';

/** A ballot that is unlike all others. */
export const ballotMarked = (mark: string): BallotRecord => ({
  ...{ v: 1, style: 'saruu', test: false, batch: 'box', compartment: 'valid' },
  parts: [{ part: 'list', marked: [mark], unsure: [] }],
});
