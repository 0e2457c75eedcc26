import type { Approval } from '../../core/election/policy.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { checkApprovers, checkCode, type FailureMemory } from '../access/people.ts';
import type { Credential } from '../api/credential.ts';
import type { BallotJournal } from './journalling.ts';
import { SYSTEM } from './journalling.ts';
import type { TakenPackage } from './package.ts';

/**
 * Who stands at the commission's desk of the ballot zone, and whose codes decide. The zone has the commission's people from
 * the signed package; no voter is among them. A restart signs everybody out.
 */
export class BallotDesk {
  readonly #journal: BallotJournal;
  readonly #taken: () => TakenPackage | null;
  readonly #now: () => Date;
  #person: PersonEntry | null = null;
  #lastAction = 0;

  constructor(journal: BallotJournal, taken: () => TakenPackage | null, now: () => Date) {
    this.#journal = journal;
    this.#taken = taken;
    this.#now = now;
  }

  get person(): PersonEntry | null {
    return this.#person;
  }

  /** The signed-in person as an actor of events; the system where nobody is. */
  get actor(): Actor {
    return this.#person ? { role: this.#person.role, person: this.#person.id } : SYSTEM;
  }

  /** Everybody of this station who may sign in. */
  get people(): readonly PersonEntry[] {
    return this.#taken()?.people ?? [];
  }

  async signIn(credential: Credential): Promise<Result<null, Problem>> {
    const checked = await this.prove(credential);
    if (!checked.ok) return checked;
    this.signOut('replaced');
    this.#person = checked.value;
    this.touched();
    this.#journal.record('person.signed-in', { person: checked.value.id, role: checked.value.role }, this.actor);
    return ok(null);
  }

  signOut(why: 'asked' | 'idle' | 'replaced' | 'stopped'): void {
    if (!this.#person) return;
    const { actor } = this;
    const person = this.#person.id;
    this.#person = null;
    this.#journal.note('person.signed-out', { person, why }, actor);
  }

  /** Somebody did something at the desk. */
  touched(): void {
    this.#lastAction = this.#now().getTime();
  }

  /** Signs out whoever has been idle for too long. Called from time to time. */
  expire(): void {
    const session = this.#taken()?.policy.session;
    if (!session || !this.#person) return;
    if (this.#now().getTime() - this.#lastAction > session.idleMinutes * 60_000) this.signOut('idle');
  }

  /** Checks the codes of those who decide by this rule. @returns their ids */
  approve(rule: Approval, credentials: readonly Credential[]): Promise<Result<readonly string[], Problem>> {
    return checkApprovers(this.people, rule, null, credentials, (credential) => this.prove(credential));
  }

  /** Who somebody is, by her own code; she does not sign in. */
  async prove(credential: Credential): Promise<Result<PersonEntry, Problem>> {
    const taken = this.#taken();
    if (!taken) return err({ code: 'ballot-zone.no-package' });
    const memory: FailureMemory = {
      of: (person) => this.#journal.day.failures[person] ?? { failures: 0, until: null },
      refused: (person, tries) => void this.#journal.record('person.refused', { person, tries }, SYSTEM),
      locked: (person, seconds) => void this.#journal.record('person.locked', { person, seconds }, SYSTEM),
    };
    return checkCode(taken.people, taken.policy.lockout, memory, credential, this.#now().getTime());
  }
}
