import type { Problem } from '../../core/problem/catalogue.ts';
import { err, type Result } from '../../core/problem/result.ts';
import type { FeederView } from '../api/ballot-views.ts';
import type { BallotStore } from './ballot-store.ts';
import { FEEDER } from './ballots.ts';
import type { Box } from './box/box.ts';
import type { ReadBallot } from './box/reading.ts';
import type { BallotFrame } from './frame.ts';
import type { Stack } from './stack.ts';

/** How a feed stands; null while nobody has fed anything of the mobile box that is open. */
type At = FeederView['at'] | null;

/**
 * Ballots of a mobile box, through a scanner with a feeder. A sheet counts once it is in the store; the feed stands still at
 * the first that is not taken, which then lies on top of those that came out. So the number in the store is at any time that
 * of the sheets that lie there, and after any stop persons see whether the last one has to be fed again.
 */
export class Feeder {
  readonly #frame: BallotFrame;
  readonly #box: Pick<Box, 'busy'>;
  readonly #stack: Stack | null;
  #at: { readonly box: number; readonly at: At } = { box: 0, at: null };
  /** Sheets of the mobile box that is open, as they were counted once, beside all that were there then. */
  #counted: { readonly of: string; readonly kept: number; readonly sheets: number } | null = null;

  /** @param stack null: there is no scanner */
  constructor(frame: BallotFrame, box: Pick<Box, 'busy'>, stack: Stack | null) {
    this.#frame = frame;
    this.#box = box;
    this.#stack = stack;
  }

  /** Null where there is no scanner, or no mobile box is open. */
  get view(): FeederView | null {
    const box = this.#openBox();
    if (!this.#stack || box === null) return null;
    const at = this.#at.box === box ? this.#at.at : null;
    return { kept: this.#kept(), at: at ?? { is: 'idle' } };
  }

  /**
   * Feeds what is left of the open mobile box.
   * @param sheets how many there are in it in all, as persons have counted them
   */
  feed(sheets: number): Result<null, Problem> {
    const box = this.#openBox();
    const store = this.#frame.ballots.cast;
    if (!this.#stack || box === null || !store) return err({ code: 'ballot-zone.not-now' });
    if (this.#box.busy) return err({ code: 'ballot-zone.sheet-in-path' });
    this.#counted = null;
    const fed = this.#stack.feed({
      ...{ expected: sheets, already: this.#kept() },
      take: (read) => this.#take(store, read),
      ended: (end) => {
        // Not where it was forgotten meanwhile.
        if (this.#at.box === box) this.#at = { box, at: { ...end, expected: sheets } };
      },
    });
    if (fed.ok) this.#at = { box, at: { is: 'feeding', expected: sheets } };
    return fed;
  }

  /** Persons stop it: the sheet that is on its way is still taken. */
  stop(): Result<null, Problem> {
    if (!this.#stack || this.#openBox() === null) return err({ code: 'ballot-zone.not-now' });
    return this.#stack.stop();
  }

  /** The election's data are destroyed: nothing of them stays here. */
  forget(): void {
    this.#at = { box: 0, at: null };
    this.#counted = null;
  }

  /** The mobile box that is open, by its place in the list, from 1. */
  #openBox(): number | null {
    const { phase, mobile } = this.#frame.journal.day;
    const at = mobile.findIndex(({ sheets }) => sheets === null);
    return phase === 'mobile' && at >= 0 ? at + 1 : null;
  }

  /** @returns null: its ballot counts */
  #take(store: BallotStore, read: ReadBallot): Problem | null {
    const { reading, ballots } = this.#frame;
    // The election may have been destroyed while it was read.
    if (ballots.cast !== store) return { code: 'ballot-zone.not-now' };
    const into = read.judgement.verdict === 'invalid' ? 'invalid' : 'valid';
    const kept = reading.keep(store, read, { batch: 'mobile', test: false, into, box: FEEDER });
    if (!kept.ok) return kept.problem;
    const dropped = store.dropped();
    return dropped.ok ? null : dropped.error;
  }

  /** Sheets of the open mobile box that lie in the store. Counted once; what comes while it is open is all its own. */
  #kept(): number {
    const { ballots, journal } = this.#frame;
    const { station, mobile } = journal.day;
    const of = `${station.sitting} ${mobile.length}`;
    const sheets = ballots.cast?.sheets ?? 0;
    if (this.#counted?.of !== of) {
      const read = ballots.records();
      const all = read.ok ? read.value.filter(({ batch }) => batch === 'mobile').length : 0;
      const before = mobile.reduce((sum, one) => sum + (one.sheets ?? 0), 0);
      this.#counted = { of, kept: all - before, sheets };
    }
    return this.#counted.kept + sheets - this.#counted.sheets;
  }
}
