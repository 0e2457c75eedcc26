import type { RehearsalCase } from '../../../core/election/policy-rehearsal.ts';
import type { Actor } from '../../../core/journal/event.ts';
import {
  type OperatorRehearsal,
  type RehearsalTold,
  rehearsalTold,
  runningRehearsal,
} from '../../../core/journal/rehearsal.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { OperatorRehearsalView, RehearsalView } from '../../api/rehearsal-views.ts';
import { unlessDiskRefuses } from '../../storage/failure.ts';
import { type InForce, type Kiosk, SYSTEM } from '../kiosk.ts';
import { Following } from '../state/following.ts';
import { stationOf } from '../state/read.ts';
import { RehearsalCast } from './people.ts';

/** Prints an operator's slip; numbered and told in the journal as other papers are. */
export type PrintRehearsal = (rehearsal: OperatorRehearsal, actor: Actor) => Promise<Result<null, Problem>>;

/** Stages in which there is something to rehearse, or to look back on. */
const held = ['open', 'suspended', 'finishing', 'closed'];

/**
 * The rehearsal of guided cases, in training only. What was passed the journal says; here is only which case an operator
 * is told about, and with whose papers.
 */
export class Rehearsal {
  readonly #kiosk: Kiosk;
  readonly #print: PrintRehearsal;
  readonly #cast: RehearsalCast;
  readonly #told = new Following<RehearsalTold>(rehearsalTold);
  /** The case that each has turned to. It is no fact of the rehearsal, and a restart may forget it. */
  readonly #turned = new Map<string, RehearsalCase>();

  constructor(kiosk: Kiosk, print: PrintRehearsal) {
    this.#kiosk = kiosk;
    this.#print = print;
    this.#cast = new RehearsalCast(kiosk);
  }

  /** For the operator at the desk, or the chair (null); null where there is none. */
  view(operator: string | null): RehearsalView | null {
    const force = this.#training();
    if (!force || !held.includes(stationOf(this.#kiosk.db).stage)) return null;
    const { cases } = force.policy.rehearsal;
    const { photo, override } = force.policy.fallbacks;
    return {
      cases,
      peopleDecide: photo.enabled || override.enabled,
      operators: this.#all().map((one) => viewOf(one, cases)),
      own: operator === null ? null : this.#own(operator, cases),
    };
  }

  /** The operator at the desk begins hers. */
  begin(actor: Actor): Result<null, Problem> {
    const { person } = actor;
    if (!this.#training() || person === undefined) return err({ code: 'rehearsal.only-in-training' });
    if (runningRehearsal(this.#now(), person) !== null) return err({ code: 'station.nothing-to-do' });
    this.#turned.delete(person);
    this.#kiosk.record('rehearsal.begun', { number: this.#all().length + 1, person }, actor);
    return ok(null);
  }

  turnTo(one: RehearsalCase, actor: Actor): Result<null, Problem> {
    const cases = this.#training()?.policy.rehearsal.cases ?? [];
    if (actor.person === undefined || !cases.includes(one)) return err({ code: 'station.nothing-to-do' });
    this.#turned.set(actor.person, one);
    this.#kiosk.changed();
    return ok(null);
  }

  /** Ends a rehearsal and prints its slip. An operator ends her own, the chair anybody's. */
  async end(number: number, actor: Actor): Promise<Result<null, Problem>> {
    const force = this.#training();
    const one = this.#of(number, actor);
    if (!force || one?.until !== null) return err({ code: 'station.nothing-to-do' });
    this.#end(one, force, actor);
    return this.print(number, actor);
  }

  /**
   * Ends all that are under way: the station closes. It only records, for it is a part of the commit of the close: whoever
   * makes that calls `printEnded` after it.
   */
  endAll(actor: Actor): void {
    const force = this.#training();
    if (force) for (const one of this.#all()) if (one.until === null) this.#end(one, force, actor);
  }

  /** Prints the slips of which none was ever begun, one after the other. */
  async printEnded(): Promise<void> {
    for (const { number, until, slip } of this.#all()) {
      if (until !== null && slip.copies === 0) await unlessDiskRefuses(this.print(number, SYSTEM));
    }
  }

  #end({ number, person, passed: all, attempts, from }: OperatorRehearsal, { policy }: InForce, actor: Actor): void {
    const { cases } = policy.rehearsal;
    const passed = all.filter((each) => cases.includes(each));
    const seconds = Math.max(0, Math.round((this.#kiosk.now().getTime() - Date.parse(from)) / 1000));
    this.#kiosk.record('rehearsal.ended', { number, person, passed, of: cases.length, attempts, seconds }, actor);
  }

  /** Prints the slip of a rehearsal that is over, again if it must be. */
  async print(number: number, actor: Actor): Promise<Result<null, Problem>> {
    const one = this.#of(number, actor);
    if (!this.#training() || one === undefined || one.until === null) return err({ code: 'station.nothing-to-do' });
    return this.#print(one, actor);
  }

  #own(person: string, cases: readonly RehearsalCase[]): RehearsalView['own'] {
    const one = runningRehearsal(this.#now(), person);
    if (one === null) return null;
    const open = cases.filter((each) => !one.passed.includes(each));
    const turned = this.#turned.get(person);
    const now = turned !== undefined && open.includes(turned) ? turned : (open[0] ?? null);
    return { number: one.number, now, take: now === null ? null : this.#cast.for(now) };
  }

  /** Rehearsals of the sitting that runs, or ran last, oldest first. */
  #all(): readonly OperatorRehearsal[] {
    const { sitting } = stationOf(this.#kiosk.db);
    return this.#now().rehearsals.filter((one) => one.sitting === sitting);
  }

  #of(number: number, { role, person }: Actor): OperatorRehearsal | undefined {
    return this.#all().find((one) => one.number === number && (role !== 'officer' || one.person === person));
  }

  #now(): RehearsalTold {
    return this.#told.of(this.#kiosk.db);
  }

  #training(): InForce | null {
    const force = this.#kiosk.inForce();
    return force?.election.mode === 'training' ? force : null;
  }
}

function viewOf(one: OperatorRehearsal, cases: readonly RehearsalCase[]): OperatorRehearsalView {
  const { number, person, from, until, passed, attempts, slip } = one;
  return {
    number,
    person,
    from,
    until,
    attempts,
    passed: cases.filter((each) => passed.includes(each)),
    slip: slip.out,
  };
}
