import { randomBytes } from 'node:crypto';
import {
  beginClaim,
  type Claim,
  type ClaimAnswer,
  type Claims,
  endClaim,
  hearAnswer,
  hearClaim,
  hearEnd,
  hearOpen,
  keepPromise,
  knownUpTo,
  lapse,
  loseSight,
  noClaims,
  promisedTo,
  standsClaim,
} from '../../../core/network/claims.ts';
import { type Serves, type Standing, servesBy, toAsk } from '../../../core/network/shares.ts';
import type { Word } from '../../../core/network/words.ts';
import { storageProblem } from '../../storage/failure.ts';
import type { Database } from '../../storage/open.ts';
import type { InForce } from '../kiosk.ts';
import type { SharesNow } from './shares-now.ts';

/**
 * Another kiosk answers within so many steps of so many milliseconds; one that does not is not seen from then on. Counted,
 * so that a kiosk that itself stood still, with the answers before its door, blames nobody.
 */
const ANSWER = { steps: 10, ms: 100 } as const;
/** A kiosk has no more tries under way, and what came of the others is known in a moment: one that asks for more is wrong. */
const PROMISES = 64;

interface ServingAround {
  readonly db: Database;
  readonly device: string;
  readonly force: () => InForce | null;
  readonly shares: Pick<SharesNow, 'ownerOf' | 'serving'>;
  readonly say: (to: string | null, word: Word) => void;
  /** Kiosks that are seen now. */
  readonly seen: () => readonly string[];
  /** These did not answer. */
  readonly silent: (devices: readonly string[]) => void;
  /** Number of this kiosk's last event, which all have been told. */
  readonly tellOwn: () => number;
  /** Whether a voter stands admitted or reserved in the round of the kiosk that asks, wherever it is known from. */
  readonly isAdmitted: (claim: Claim) => boolean;
}

/** Whether a voter may be reserved here now; `over` is called when that is decided, whatever came of it. */
export interface Permission {
  readonly serves: Serves;
  readonly over: () => void;
}

/** One voter, one kiosk: asks the others before an admission is reserved, and answers them. */
export class Serving {
  readonly #around: ServingAround;
  readonly #claims: Claims;
  readonly #waiting = new Map<string, () => void>();

  constructor(around: ServingAround) {
    this.#around = around;
    this.#claims = noClaims(around.device);
    const kept = around.db.prepare<[], Claim>('select device as "from", voter, claim from promised').all();
    for (const promise of kept) keepPromise(this.#claims, promise);
  }

  /** Tries of this kiosk that are under way, by their names. */
  get open(): readonly string[] {
    return [...this.#claims.mine.values()].map(({ claim }) => claim);
  }

  /**
   * Asks whether a voter may be reserved here.
   * @param number hers on the list; null where she has none
   */
  async ask(voter: string, number: number | null): Promise<Permission> {
    const { say } = this.#around;
    const claim = randomBytes(8).toString('hex');
    const standing = this.standing(number);
    const asked = toAsk(standing);
    const stands = beginClaim(this.#claims, voter, claim, asked);
    const isMine = this.#claims.mine.get(voter)?.claim === claim;
    if (isMine && asked.length > 0) {
      for (const device of asked) say(device, { word: 'claim', voter, claim });
      if (stands === 'waiting') await this.#answers(voter);
    }
    const now = isMine ? standsClaim(this.#claims, voter) : stands;
    if (now === 'waiting') throw new Error('a claim that waits for nobody');
    // Whoever did not answer is not seen any more.
    const serves = servesBy(now, this.standing(number));
    return { serves, over: () => isMine && this.#end(voter, asked) };
  }

  /** How the kiosks stand for whoever has this number on the list. */
  standing(number: number | null): Standing {
    const { device, force, shares, seen } = this.#around;
    const inForce = force();
    if (!inForce) throw new Error('kiosks without a package');
    return {
      ...{ me: device, owner: shares.ownerOf(inForce, number), station: shares.serving(inForce), seen: seen() },
      apart: inForce.policy.kiosks.apart,
    };
  }

  /** @param n number of the letter that asks */
  hearClaim(claim: Claim, n: number): void {
    if (!this.#claims.given.has(claim.voter) && promisedTo(this.#claims, claim.from) >= PROMISES) return;
    const answer = hearClaim(this.#claims, claim, this.#around.isAdmitted(claim));
    // On disk before it is said: a promise outlasts a stop.
    if (answer.granted) this.#keep(claim, n);
    this.#wake(claim.voter);
    this.#around.say(claim.from, wordOf(claim, answer));
  }

  hearAnswer(claim: Claim, answer: ClaimAnswer): void {
    hearAnswer(this.#claims, claim, answer);
    this.#wake(claim.voter);
  }

  hearOver(claim: Claim, seq: number): void {
    hearEnd(this.#claims, claim, seq);
  }

  hearOpen(from: string, open: readonly string[], seq: number): void {
    hearOpen(this.#claims, from, new Set(open), seq);
  }

  /** All events of a kiosk are known up to this one. */
  known(device: string, seq: number): void {
    this.#forget(knownUpTo(this.#claims, device, seq));
  }

  /** A kiosk is not seen any more. */
  lost(device: string): void {
    loseSight(this.#claims, device);
    if (this.#around.force()?.policy.kiosks.apart === 'all') this.#forget(lapse(this.#claims, device));
    for (const voter of this.#waiting.keys()) this.#wake(voter);
  }

  /** Persons have taken over what a kiosk served. */
  takenOver(device: string): void {
    this.#forget(lapse(this.#claims, device));
  }

  #answers(voter: string): Promise<void> {
    return new Promise((resolve) => {
      let steps = 0;
      const late = setInterval(() => {
        steps += 1;
        // Whoever is still awaited is out of sight: that wakes this claim.
        if (steps === ANSWER.steps) this.#around.silent([...(this.#claims.mine.get(voter)?.awaited ?? [])]);
      }, ANSWER.ms);
      this.#waiting.set(voter, () => {
        if (standsClaim(this.#claims, voter) === 'waiting') return;
        clearInterval(late);
        this.#waiting.delete(voter);
        resolve();
      });
      this.#wake(voter);
    });
  }

  #wake(voter: string): void {
    this.#waiting.get(voter)?.();
  }

  #end(voter: string, asked: readonly string[]): void {
    const claim = endClaim(this.#claims, voter);
    // Another package came in the middle: who promised hears from what it made anew that this is over.
    if (!this.#around.db.open) return;
    // What came of it goes before the word that it is over.
    const seq = this.#around.tellOwn();
    if (claim === null) return;
    for (const device of asked) this.#around.say(device, { word: 'claim-over', voter, claim, seq });
  }

  #keep({ voter, from, claim }: Claim, n: number): void {
    if (this.#around.force()?.policy.kiosks.apart === 'all') return;
    this.#around.db
      .prepare('insert or replace into promised(voter, device, claim, n) values (?, ?, ?, ?)')
      .run(voter, from, claim, n);
  }

  #forget(voters: readonly string[]): void {
    if (voters.length === 0) return;
    try {
      const forget = this.#around.db.prepare('delete from promised where voter = ?');
      for (const voter of voters) forget.run(voter);
    } catch (error) {
      // One that stays on disk is asked about again after a stop.
      if (!storageProblem(error, 'journal')) throw error;
    }
  }
}

function wordOf({ voter, claim }: Claim, answer: ClaimAnswer): Word {
  if (answer.granted) return { word: 'granted', voter, claim };
  return { word: 'refused', voter, claim, why: answer.why, by: answer.why === 'claimed' ? answer.by : null };
}
