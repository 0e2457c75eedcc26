import type { PlannedSitting } from '../../core/election/sittings.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { ChecklistLine, CountersView, Stage } from '../api/views.ts';
import { balanceProblem } from './balance.ts';
import { isBlocking, line } from './checklist.ts';
import type { ClosingQuestions } from './closing-questions.ts';
import { tellBeside } from './copy/beside.ts';
import type { HandedOut } from './handed-out.ts';
import { type InForce, type Kiosk, localMoment } from './kiosk.ts';
import { OpeningList, type OpeningSurroundings } from './opening-list.ts';
import type { Acts } from './papers/acts.ts';
import type { Shifts } from './shifts.ts';
import { closingLines, noticedTwice } from './sittings/lists.ts';
import { sittingPlan } from './sittings/plan.ts';
import { standingOwed } from './state/ballot-sheets.ts';
import { onPaperCounts } from './state/on-paper.ts';
import {
  admittedCount,
  countersOf,
  sameFingersOf,
  sittingsOf,
  stationOf,
  turnoutOf,
  turnoutUntil,
} from './state/read.ts';
import { remoteCounts } from './state/remote-counts.ts';
import { type Told, toldOf } from './state/told.ts';

/** Lines of what was noticed that a screen holds. */
const NOTICED_SHOWN = 5;

/** What opening and closing look at besides the state tables. */
export interface Surroundings extends OpeningSurroundings {
  /** What people are asked at the close. */
  readonly questions: Pick<ClosingQuestions, 'lines' | 'asksInside'>;
  /** Acts of the commission that are due. */
  readonly acts: Pick<Acts, 'lines'>;
  /** Whether a voter is in front of the officer. */
  readonly serving: () => boolean;
  /** Operators' turns: the last one ends with the sitting; its slip comes after the commit. */
  readonly shifts: Pick<Shifts, 'end'>;
  /** Ballots handed out against admissions, at every turnout time and at the close. */
  readonly handedOut: Pick<HandedOut, 'compare'>;
  /** Told in the commit of the close. */
  readonly closed: (actor: Actor) => void;
  /** What the zone beside this one says to the close; none of it is in its way. */
  readonly ballotZone: () => readonly ChecklistLine[];
}

/**
 * The sitting of the station in its first form: opened at zero, suspended and resumed, finishing, closed when every
 * reservation is resolved and the numbers balance. The clock proposes; a person decides.
 */
export class Sitting {
  readonly #kiosk: Kiosk;
  readonly #around: Surroundings;
  readonly #opening: OpeningList;
  #counted: { readonly head: string; readonly told: Told } | null = null;

  constructor(kiosk: Kiosk, around: Surroundings) {
    this.#kiosk = kiosk;
    this.#around = around;
    this.#opening = new OpeningList(kiosk, around);
  }

  get stage(): Stage {
    return stationOf(this.#kiosk.db).stage;
  }

  counters(): CountersView {
    const force = this.#kiosk.inForce();
    const { db } = this.#kiosk;
    const { sitting } = stationOf(db);
    return {
      ...countersOf(db, sitting, force?.register.count() ?? 0),
      ...(force ? remoteCounts(db, sitting, force) : {}),
    };
  }

  admitted(): number {
    return admittedCount(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
  }

  /** The one list to open. */
  openingList(): readonly ChecklistLine[] {
    return this.#opening.lines();
  }

  /** What the kiosk sees by itself of it, without the devices. */
  ownOpeningList(): readonly ChecklistLine[] {
    return this.#opening.ownLines();
  }

  /** The one list to close. */
  closingList(): readonly ChecklistLine[] {
    const counters = this.counters();
    const force = this.#kiosk.inForce();
    // A ballot that came back and was not printed again is no less open than a reservation.
    const open = counters.open + standingOwed(this.#kiosk.db).length;
    return [
      // First: what is easily forgotten, and after the close has to be caught up with.
      ...this.#around.acts.lines(this.#isOfficial()),
      ...(force ? closingLines(this.#kiosk, force, counters.firstPrints) : []),
      line('hour', force && this.#beforeClosingHour(force), force ? this.#planned(force).close : null),
      line('voter', this.#around.serving() ? { code: 'station.voter-in-progress' } : null),
      line(
        'reservations',
        open > 0 ? { code: 'station.open-reservations', params: { count: open } } : null,
        String(open),
      ),
      line(
        'balance',
        balanceProblem(counters, this.#told()),
        `${counters.reserved} = ${counters.confirmed} + ${counters.released}${counters.open > 0 ? ` + ${counters.open}` : ''}`,
      ),
      ...this.#around.questions.lines(this.#isOfficial()),
      ...this.#around.ballotZone(),
    ];
  }

  /** What wants to be looked at: recorded, and in nobody's way. The newest ones; all stand in the journal. */
  noticed(): readonly ChecklistLine[] {
    const pairs = sameFingersOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
    const lines: ChecklistLine[] = pairs.slice(0, NOTICED_SHOWN).map(({ receipt, earlier }) => ({
      item: 'same-finger',
      state: 'done',
      problem: { code: 'station.same-finger', params: { receipt, earlier } },
      detail: null,
    }));
    const more = pairs.length - lines.length;
    const twice = noticedTwice(this.#kiosk);
    return more > 0 ? [...twice, ...lines, line('noticed-more', null, String(more))] : [...twice, ...lines];
  }

  /** Whether anything blocks the opening. */
  mayOpen(): Result<null, Problem> {
    const blocked = this.openingList().find((one) => one.state === 'blocked');
    if (!blocked) return ok(null);
    const problem = blocked.problem ?? { code: 'station.no-register' };
    return err(isBlocking(problem) ? problem : { code: 'day.opening-unfinished' });
  }

  /** @param late why it is opened later than the policy wants */
  open(approvers: readonly string[], actor: Actor, late: string | null = null): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const may = this.mayOpen();
    if (!force || !may.ok) return may.ok ? err({ code: 'station.no-register' }) : may;
    const without = this.#around.duties.unfilled();
    const { id, kind, round } = this.#planned(force);
    const carried = sittingsOf(this.#kiosk.db).reduce((sum, one) => sum + admittedCount(this.#kiosk.db, one), 0);
    this.#kiosk.record(
      'sitting.opened',
      {
        sitting: id,
        kind,
        registered: force.register.count(),
        carried,
        ...(round === 0 ? {} : { round }),
        approvers: [...approvers],
        ...(without.length > 0 ? { withoutDuties: [...without] } : {}),
        ...(late === null ? {} : { late }),
      },
      actor,
    );
    tellBeside(this.#kiosk, 'opened', actor);
    return ok(null);
  }

  /** The station stands still from here on. */
  suspend(reason: string, approvers: readonly string[], actor: Actor): void {
    this.#kiosk.record('sitting.suspended', { reason, approvers: [...approvers] }, actor);
  }

  resume(reason: string, approvers: readonly string[], actor: Actor): void {
    this.#kiosk.record('sitting.resumed', { reason, approvers: [...approvers] }, actor);
    tellBeside(this.#kiosk, 'resumed', actor);
  }

  /**
   * After the closing hour those inside are still served. Before it only training and tests may finish.
   * @param inside how many they are; null where nobody has counted
   */
  finish(actor: Actor, inside: number | null = null): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const early = this.#beforeClosingHour(force);
    if (early) return err(early);
    if (inside === null && this.#isOfficial() && this.#around.questions.asksInside) {
      return err({ code: 'day.inside-needed' });
    }
    this.#kiosk.record('sitting.finishing', inside === null ? {} : { inside }, actor);
    return ok(null);
  }

  /** Whether anything blocks the close. */
  mayClose(): Result<null, Problem> {
    const problem = this.closingList().find((one) => one.state === 'blocked')?.problem;
    if (!problem) return ok(null);
    if (problem.code === 'acts.due') return err({ ...problem, code: 'acts.needed' });
    return err(isBlocking(problem) ? problem : { code: 'day.questions-open' });
  }

  close(approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const may = this.mayClose();
    if (!may.ok) return may;
    this.#around.shifts.end('closed');
    const { reserved, confirmed, released, undone, reprints, byModality, refused, firstPrints } = this.counters();
    this.#kiosk.record(
      'sitting.closed',
      {
        reserved,
        confirmed,
        released,
        undone,
        firstPrints,
        reprints,
        onPaper: onPaperCounts(this.#kiosk.db, stationOf(this.#kiosk.db).sitting).entered,
        byModality: { ...byModality },
        refused: { ...refused },
        approvers: [...approvers],
      },
      actor,
    );
    this.#around.handedOut.compare(null, actor);
    this.#around.closed(actor);
    return ok(null);
  }

  /** Records how many were admitted, at one of the policy's times. In an official sitting no hour comes before its time. */
  recordTurnout(time: string, actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force?.policy.turnoutTimes.includes(time)) return err({ code: 'station.turnout-unknown', params: { time } });
    if (force.election.mode === 'official' && this.#wasBefore(force, this.#kiosk.now().toISOString(), time)) {
      return err({ code: 'station.turnout-early', params: { time } });
    }
    const { sitting } = stationOf(this.#kiosk.db);
    if (turnoutOf(this.#kiosk.db, sitting).has(time)) {
      return err({ code: 'station.turnout-recorded', params: { time } });
    }
    // Whenever a person comes to press the button: the figure is that of the hour it names.
    const counted = turnoutUntil(this.#kiosk.db, sitting, (at) => this.#wasBefore(force, at, time));
    this.#kiosk.record('turnout.recorded', { time, ...counted }, actor);
    this.#around.handedOut.compare(time, actor);
    return ok(null);
  }

  /** Whether an instant lies before an hour of this sitting's day; in training of whatever day it is. */
  #wasBefore(force: InForce, at: string, time: string): boolean {
    const day = force.election.mode === 'official' ? this.#planned(force).date : this.#today();
    const moment = localMoment(this.#kiosk, new Date(at));
    return moment.date < day || (moment.date === day && moment.time < time);
  }

  /** Elsewhere what people have not done is told, and in nobody's way. */
  #isOfficial(): boolean {
    return this.#kiosk.inForce()?.election.mode === 'official';
  }

  #today(): string {
    return localMoment(this.#kiosk, this.#kiosk.now()).date;
  }

  /** In an official sitting nobody ends the day before its hour, by whatever button. */
  #beforeClosingHour(force: InForce): Problem | null {
    const { close } = this.#planned(force);
    if (force.election.mode !== 'official' || !this.#wasBefore(force, this.#kiosk.now().toISOString(), close))
      return null;
    return { code: 'station.before-finish-time', params: { time: close } };
  }

  /** Counted anew only when the journal has grown: the chair's list is drawn at every change. */
  #told(): Told {
    const head = this.#kiosk.head();
    const told =
      this.#counted?.head === head ? this.#counted.told : toldOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
    this.#counted = { head, told };
    return told;
  }

  /** The sitting under way, or the one that would be opened. */
  #planned(force: InForce): PlannedSitting {
    return sittingPlan(this.#kiosk, force).current;
  }
}
