import { type DutyHolders, dutyChanges, mayHoldDuty, onDuty, unfilledDuties } from '../../core/election/duties.ts';
import type { Approval } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { Duty } from '../../core/election/policy-duties.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DutyView } from '../api/duty-views.ts';
import type { Kiosk } from './kiosk.ts';
import { dutyHoldersOf } from './state/duties.ts';

/** The duties that the commission draws by lot: entered at 7:00, changed during the day. */
export class Duties {
  readonly #kiosk: Kiosk;
  readonly #together: <R>(work: () => R) => R;

  /** @param together makes one commit of several events */
  constructor(kiosk: Kiosk, together: <R>(work: () => R) => R) {
    this.#kiosk = kiosk;
    this.#together = together;
  }

  view(): readonly DutyView[] {
    const holders = this.#holders();
    return this.#policy().drawn.map(({ duty, persons }) => ({ duty, needed: persons, holders: holders[duty] ?? [] }));
  }

  /** Duties that the station would open without. */
  unfilled(): readonly Duty[] {
    return unfilledDuties(this.#policy(), this.#holders());
  }

  /** How many of the drawn duties must be filled before the opening. */
  get needed(): number {
    return this.#policy().drawn.filter(({ persons }) => persons > 0).length;
  }

  /** One of whom must approve under this rule; null: nobody in particular. */
  onDuty(rule: Approval): readonly string[] | null {
    return onDuty(rule, this.#policy(), this.#holders());
  }

  /** From now on these hold the duties, all of them or nobody anew; what stays as it was is not told again. */
  draw(
    wanted: readonly { readonly duty: Duty; readonly person: string }[],
    approvers: readonly string[],
    actor: Actor,
  ): Result<null, Problem> {
    const drawn = new Set(this.#policy().drawn.map(({ duty }) => duty));
    const able = this.#able();
    if (wanted.some(({ duty, person }) => !drawn.has(duty) || !able.has(person))) {
      return err({ code: 'station.duty-person' });
    }
    this.#together(() => {
      for (const { change, duty, person } of dutyChanges(dutyHoldersOf(this.#kiosk.db), wanted)) {
        this.#kiosk.record(`duty.${change}`, { duty, person, approvers: [...approvers] }, actor);
      }
    });
    return ok(null);
  }

  #policy() {
    return (this.#kiosk.inForce()?.policy ?? defaultPolicy).duties;
  }

  /** Members of this station: nobody else takes part in the lot. */
  #able(): ReadonlySet<string> {
    const force = this.#kiosk.inForce();
    const here = force?.people.filter(({ station }) => station === null || station === force.precinct.number) ?? [];
    return new Set(here.filter(({ role }) => mayHoldDuty(role)).map(({ id }) => id));
  }

  /** A package that came since may know some of them no more. */
  #holders(): DutyHolders {
    const able = this.#able();
    return Object.fromEntries(
      Object.entries(dutyHoldersOf(this.#kiosk.db)).map(([duty, held]) => [duty, held.filter((one) => able.has(one))]),
    );
  }
}
