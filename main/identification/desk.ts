import type { Approval, ApprovalKind } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { checkApprovers, checkCode, type FailureMemory } from '../access/people.ts';
import type { Credential } from '../api/identification.ts';
import type { PersonView } from '../api/views.ts';
import type { Duties } from './duties.ts';
import type { HelpDesk } from './help.ts';
import type { Kiosk } from './kiosk.ts';
import { SYSTEM } from './kiosk.ts';
import type { Shifts } from './shifts.ts';
import { failuresOf } from './state/read.ts';

/** What the desk knows of the rest of the zone. */
export interface DeskSurroundings {
  readonly duties: Pick<Duties, 'onDuty'>;
  readonly shifts: Pick<Shifts, 'taken'>;
  readonly help: Pick<HelpDesk, 'seen'>;
  /** Nobody is being served, and nothing is being read. */
  readonly idle: () => boolean;
  /** Ends what the person had begun: nobody inherits another's voter, and no photo stays on the second display. */
  readonly leave: () => void;
}

/**
 * Who sits at the desk. One person at a time; signing in puts the one before out. A restart signs everybody out:
 * a session is never stored.
 */
export class Desk {
  readonly #kiosk: Kiosk;
  #person: PersonEntry | null = null;
  #since = 0;
  #lastAction = 0;

  readonly #around: DeskSurroundings;

  constructor(kiosk: Kiosk, around: DeskSurroundings) {
    this.#kiosk = kiosk;
    this.#around = around;
  }

  get person(): PersonEntry | null {
    return this.#person;
  }

  /** The signed-in person as an actor of events; the system where nobody is. */
  get actor(): Actor {
    return this.#person ? { role: this.#person.role, person: this.#person.id } : SYSTEM;
  }

  /** People of this station who may sign in, by role and name. */
  people(): readonly PersonView[] {
    const force = this.#kiosk.inForce();
    if (!force) return [];
    return force.people
      .filter((one) => one.station === null || one.station === force.precinct.number)
      .map(({ id, role, name }) => ({ id, role, name }));
  }

  async signIn(credential: Credential): Promise<Result<null, Problem>> {
    const checked = await this.#check(credential);
    if (!checked.ok) return checked;
    this.#sit(checked.value);
    return ok(null);
  }

  /**
   * The next operator comes over the idle screen, while the one before is still signed in. Between voters only: whoever
   * began with a voter ends with her.
   */
  async takeOver(credential: Credential): Promise<Result<null, Problem>> {
    const next = this.people().find(({ id }) => id === credential.person);
    if (this.#person?.role !== 'officer') return err({ code: 'access.not-allowed' });
    if (next?.role !== 'officer' || next.id === this.#person.id) return err({ code: 'access.next-operator' });
    if (!this.#around.idle()) return err({ code: 'station.voter-in-progress' });
    const checked = await this.#check(credential);
    if (!checked.ok) return checked;
    // A code takes its time, and a document may have come meanwhile.
    if (!this.#around.idle()) return err({ code: 'station.voter-in-progress' });
    this.#sit(checked.value);
    return ok(null);
  }

  #sit(person: PersonEntry): void {
    this.signOut('replaced');
    if (person.role === 'officer') this.#around.shifts.taken(person.id);
    this.#person = person;
    this.#since = this.#kiosk.now().getTime();
    this.#lastAction = this.#since;
    this.#kiosk.record('person.signed-in', { person: person.id, role: person.role }, this.actor);
    this.#around.help.seen(person);
    this.#kiosk.changed();
  }

  signOut(why: 'asked' | 'idle' | 'limit' | 'replaced' | 'stopped'): void {
    if (!this.#person) return;
    // In the name of the one who leaves.
    this.#around.leave();
    this.#kiosk.record('person.signed-out', { person: this.#person.id, why }, this.actor);
    this.#person = null;
    this.#kiosk.changed();
  }

  /** Somebody did something at the desk. */
  touched(): void {
    this.#lastAction = this.#kiosk.now().getTime();
  }

  /** Signs out whoever has been idle, or signed in, for too long. Called from time to time. */
  expire(): void {
    const session = this.#kiosk.inForce()?.policy.session;
    if (!session || !this.#person) return;
    const now = this.#kiosk.now().getTime();
    if (now - this.#since > session.limitHours * 3_600_000) this.signOut('limit');
    else if (now - this.#lastAction > session.idleMinutes * 60_000) this.signOut('idle');
  }

  /** Checks the codes of those who approve an exception of this kind. */
  async approve(kind: ApprovalKind, credentials: readonly Credential[]): Promise<Result<readonly string[], Problem>> {
    return this.approveBy((this.#kiosk.inForce()?.policy ?? defaultPolicy).approvals[kind], credentials);
  }

  async approveBy(rule: Approval, credentials: readonly Credential[]): Promise<Result<readonly string[], Problem>> {
    const people = this.#kiosk.inForce()?.people ?? [];
    const approved = await checkApprovers(people, rule, this.#around.duties.onDuty(rule), credentials, (credential) =>
      this.#check(credential),
    );
    if (approved.ok) for (const one of people) if (approved.value.includes(one.id)) this.#around.help.seen(one);
    return approved;
  }

  /** Who somebody is, by her own code; she does not sit down. */
  prove(credential: Credential): Promise<Result<PersonEntry, Problem>> {
    return this.#check(credential);
  }

  async #check(credential: Credential): Promise<Result<PersonEntry, Problem>> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const known = new Set(this.people().map((one) => one.id));
    const memory: FailureMemory = {
      of: (person) => failuresOf(this.#kiosk.db, person),
      refused: (person, tries) => void this.#kiosk.record('person.refused', { person, tries }, SYSTEM),
      locked: (person, seconds) => void this.#kiosk.record('person.locked', { person, seconds }, SYSTEM),
    };
    return checkCode(
      force.people.filter((one) => known.has(one.id)),
      force.policy.lockout,
      memory,
      credential,
      this.#kiosk.now().getTime(),
    );
  }
}
