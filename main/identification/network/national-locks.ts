import { performance } from 'node:perf_hooks';
import type { HubNow } from '../../../core/admission/lock.ts';
import type { Written } from '../../../core/admission/ports.ts';
import type { NoLock } from '../../../core/admission/step.ts';
import type { Answer } from '../../../core/hub/answers.ts';
import type { Ask } from '../../../core/hub/asks.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Database } from '../../storage/open.ts';
import { committed } from '../commit.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import {
  type LockEventType,
  type LockRow,
  lockOf,
  locksAsked,
  locksOwed,
  type Unconfirmed,
  unconfirmedAdmissions,
  whyGivenBack,
} from '../state/national-lock.ts';
import { askedHub, type HubAsker } from './hub-asks.ts';
import { Patience } from './patience.ts';

interface LocksAround extends HubAsker {
  readonly kiosk: Kiosk;
  /** The journal's file that this is about: what is heard when another one is in force is written nowhere. */
  readonly db: Database;
  /** Monotonic milliseconds; what is owed is settled by it. */
  readonly monotonic: () => number;
}

/** Whose lock is asked for, and in which attempt. */
interface Whose {
  readonly attempt: string;
  readonly voter: string;
  readonly round: number;
}

type Refused = Omit<Extract<Answer, { readonly answer: 'taken' }>, 'answer'>;

/** What became of a lock that was asked for. */
export type TakenLock =
  | { readonly lock: 'held' }
  | { readonly lock: 'elsewhere'; readonly how: Refused['how']; readonly by: Refused['by'] }
  | { readonly lock: 'not-to-be-had'; readonly why: NoLock }
  | { readonly lock: 'storage'; readonly problem: Problem };

/** The hub has so long for one answer, in milliseconds; then it is asked once more, while there is time. */
const ANSWER_MS = 2_000;
/** Of a hub that is busy it is asked again after so long at least. */
const AGAIN_MS = 150;
/**
 * It is asked again after this long of a voter whom another kiosk has: she stands there, and may go without in a minute. So
 * may one whom it has admitted, though seldom: persons must undo it.
 */
const REFUSED_MS = { locked: 60_000, admitted: 600_000 } as const;

/**
 * Locks of voters across the country: asked for at the desk, in bounded time, and given back in the background. Each ask and
 * each answer is an event before anything follows from it, and what is owed is read from the tables that they make
 * (state/national-lock.ts): a kiosk that was killed in between goes on where its journal says it stands.
 */
export class NationalLocks {
  readonly #around: LocksAround;
  /** The lock that the voter at the desk needs: it is not given back meanwhile. */
  #atDesk: string | null = null;
  /** What is being settled with the hub now. */
  #settling: { readonly key: string; readonly done: Promise<unknown> } | null = null;
  #connected = false;
  /** Voters in a row who waited in vain; and that they were so many that nobody waits any more. */
  #inVain = 0;
  #isSilent = false;
  #stopped = false;
  readonly #patience = new Patience();
  readonly #refused = new Map<string, number>();

  constructor(around: LocksAround) {
    this.#around = around;
  }

  /** How the hub stands to whoever needs a lock now. */
  get stands(): Exclude<HubNow, 'none'> {
    if (!this.#connected) return 'away';
    return this.#isSilent ? 'silent' : 'there';
  }

  connect(connected: boolean): void {
    if (connected && !this.#connected) this.#patience.anew();
    this.#connected = connected;
  }

  stop(): void {
    this.#stopped = true;
  }

  /**
   * Takes a voter's lock for who stands at the desk. `over` is to be called when she is reserved, or is not.
   * @param most milliseconds after which she goes on without
   * @param silentAfter after so many in a row to whom the hub did not answer nobody waits until it is heard again
   */
  async take(
    whose: Whose,
    { most, silentAfter }: { readonly most: number; readonly silentAfter: number },
  ): Promise<TakenLock> {
    this.#atDesk = keyOf(whose);
    if (!this.#connected) return { lock: 'not-to-be-had', why: 'no-link' };
    if (this.#isSilent) return { lock: 'not-to-be-had', why: 'no-answer' };
    const taken = await this.#takeAtDesk(whose, performance.now() + most);
    if (taken.lock === 'not-to-be-had' && taken.why === 'no-answer') {
      this.#inVain += 1;
      // What was asked for is asked for again in the background: by that it is known when the hub answers.
      if (this.#inVain >= silentAfter) this.#turn(true);
      this.#around.kiosk.changed();
    }
    return taken;
  }

  async #takeAtDesk(whose: Whose, until: number): Promise<TakenLock> {
    const key = keyOf(whose);
    if (this.#settling?.key === key) await within(this.#settling.done, until);
    if (this.#settling?.key === key) return { lock: 'not-to-be-had', why: 'no-answer' };
    // A lock of before is given back first: a word that gives it back may still be on its way, and would take it from her.
    const before = lockOf(this.#around.db, whose.round, whose.voter);
    if (before && !(await this.#giveBack(before, until))) return { lock: 'not-to-be-had', why: 'no-answer' };
    return this.#take(whose, until);
  }

  /** What was to be done with her lock at the desk is done: whatever is not needed is owed to the hub from now on. */
  over(): void {
    this.#atDesk = null;
  }

  /** Once a second: settles with the hub what is owed to it, one after another. */
  tick(): void {
    if (!this.#connected || this.#stopped || this.#settling !== null) return;
    if (!this.#patience.isDue(this.#around.monotonic())) return;
    const owed = locksOwed(this.#around.db).find((one) => keyOf(one) !== this.#atDesk);
    if (owed) {
      this.#settle(keyOf(owed), () => this.#giveBack(owed, performance.now() + 2 * ANSWER_MS));
      return;
    }
    const open = unconfirmedAdmissions(this.#around.db).find((one) => this.#isDue(one));
    if (open) {
      this.#settle(keyOf(open), () => this.#confirm(open));
      return;
    }
    const asked = locksAsked(this.#around.db).find((one) => keyOf(one) !== this.#atDesk);
    if (asked) this.#settle(keyOf(asked), () => this.#hear(asked));
  }

  #settle(key: string, work: () => Promise<boolean>): void {
    const done = work().then((settled) => {
      this.#settling = null;
      if (!settled) {
        this.#patience.failed(this.#around.monotonic());
        return;
      }
      this.#patience.settled();
      this.tick();
    });
    this.#settling = { key, done };
  }

  #isDue(one: Unconfirmed): boolean {
    if (keyOf(one) === this.#atDesk) return false;
    // Locks that are given to nobody may be given again at any moment: that is asked as often as what had no answer.
    if (one.refused === null || one.refused.how === 'not-open') return true;
    return this.#around.monotonic() >= (this.#refused.get(keyOf(one)) ?? 0);
  }

  /** An admission that was unconfirmed: her lock is taken now, or somebody else has it. @returns whether that is known */
  async #confirm(one: Unconfirmed): Promise<boolean> {
    const taken = await this.#take(one, performance.now() + 2 * ANSWER_MS, one);
    if (taken.lock === 'elsewhere') {
      this.#refused.set(keyOf(one), this.#around.monotonic() + REFUSED_MS[taken.how]);
    }
    return taken.lock === 'held' || taken.lock === 'elsewhere';
  }

  /** The lock of a voter who was admitted without an answer: whether it is held is not known. @returns whether it is now */
  async #hear(row: LockRow): Promise<boolean> {
    const taken = await this.#take(row, performance.now() + 2 * ANSWER_MS);
    return taken.lock === 'held' || taken.lock === 'elsewhere';
  }

  async #take(whose: Whose, until: number, admitted: Unconfirmed | null = null): Promise<TakenLock> {
    const { attempt, voter, round } = whose;
    const isAsked = lockOf(this.#around.db, round, voter) !== null;
    const asked = isAsked ? null : this.#write('lock.asked', { attempt, voter, round });
    if (asked?.ok === false) return { lock: 'storage', problem: asked.problem };
    let silent = isAsked;
    for (;;) {
      const standing = admitted === null ? {} : { admission: admitted.admission };
      const answer = await this.#ask({ ask: 'lock', voter, round, ...standing }, until);
      switch (answer?.answer) {
        case 'locked': {
          const held = this.#write('lock.taken', { attempt, voter, round, revision: answer.revision });
          return held.ok ? { lock: 'held' } : { lock: 'storage', problem: held.problem };
        }
        case 'taken': {
          const { how, by } = answer;
          const admission = admitted === null ? {} : { admission: admitted.admission };
          const told = this.#write('lock.refused', { attempt, voter, round, how, by, ...admission });
          return told.ok ? { lock: 'elsewhere', how, by } : { lock: 'storage', problem: told.problem };
        }
        case 'not-open':
          // Only where no word of before can still be on its way: else it is asked again what came of that.
          if (!silent) this.#write('lock.refused', { attempt, voter, round, how: 'not-open', by: null });
          return { lock: 'not-to-be-had', why: 'not-open' };
        default:
          silent = true;
      }
      if (performance.now() >= until || this.#stopped) return { lock: 'not-to-be-had', why: 'no-answer' };
    }
  }

  /** Gives back a lock, and asks first whether there is one where that is not known. @returns whether it is done */
  async #giveBack(row: LockRow, until: number): Promise<boolean> {
    const { voter, round } = row;
    if (row.revision === null) {
      const taken = await this.#take(row, until);
      if (taken.lock !== 'held') return taken.lock === 'elsewhere';
    }
    const { revision } = lockOf(this.#around.db, round, voter) ?? row;
    if (revision === null) return true;
    for (;;) {
      const answer = await this.#ask({ ask: 'release', voter, round, revision }, until);
      if (answer?.answer === 'released') {
        const why = whyGivenBack(this.#around.db, round, voter);
        return this.#write('lock.released', { voter, round, revision, why }).ok;
      }
      if (performance.now() >= until || this.#stopped) return false;
    }
  }

  /** One question and its answer; null: none came that is one. */
  async #ask(ask: Extract<Ask, { readonly ask: 'lock' | 'release' }>, until: number): Promise<Answer | null> {
    const left = Math.ceil(until - performance.now());
    if (left < 1 || this.#stopped) return null;
    const wait = Math.min(left, ANSWER_MS);
    const began = performance.now();
    const answer = await within(askedHub(this.#around, ask, wait), began + wait);
    if (this.#stopped) return null;
    if (answer !== null && 'voter' in answer && answer.voter === ask.voter) {
      this.#answered();
      return answer;
    }
    // Nobody there, or busy: not at once again.
    const rest = Math.min(began + AGAIN_MS, until) - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    return null;
  }

  #answered(): void {
    this.#inVain = 0;
    if (!this.#isSilent) return;
    this.#turn(false);
    this.#around.kiosk.changed();
  }

  #turn(isSilent: boolean): void {
    this.#isSilent = isSilent;
    this.#patience.silent(isSilent, this.#around.monotonic());
  }

  #write<T extends LockEventType>(type: T, body: BodyOf<T>): Written {
    const { kiosk } = this.#around;
    if (this.#stopped) return { ok: false, problem: { code: 'station.nothing-to-do' } };
    return committed(kiosk, () => kiosk.record(type, body, SYSTEM));
  }
}

const keyOf = ({ voter, round }: Pick<Whose, 'voter' | 'round'>): string => `${round} ${voter}`;

/** What comes of it until a moment of `performance.now()`; null: nothing did. */
async function within<T>(work: Promise<T>, until: number): Promise<T | null> {
  let timer: NodeJS.Timeout | null = null;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, until - performance.now()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}
