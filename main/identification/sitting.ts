import { blocks, type ReadinessReason, readiness } from '../../core/election/readiness.ts';
import type { Actor } from '../../core/journal/event.ts';
import { shortDate } from '../../core/person/dates.ts';
import { catalogue, type Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceHealth } from '../../drivers/device.ts';
import type { ChecklistLine, CountersView, Stage } from '../api/views.ts';
import { type InForce, type Kiosk, localMoment } from './kiosk.ts';
import {
  admittedCount,
  countersOf,
  sameFingersOf,
  sittingsOf,
  stationOf,
  turnoutOf,
  turnoutUntil,
} from './state/read.ts';
import { leftOver, type Told, toldOf } from './state/told.ts';

/** Hex digits of the journal's head on the list to open; the start slip has them all. */
const HEAD_SHOWN = 12;
/** Lines of what was noticed that a screen holds. */
const NOTICED_SHOWN = 5;

/** What opening and closing look at besides the state tables. */
export interface Surroundings {
  readonly health: () => readonly DeviceHealth[];
  /** Facts about keys and peripherals that the official mode refuses. */
  readonly demoCommission: () => boolean;
  readonly simulated: () => readonly string[];
  readonly keyStrength: () => 'file' | 'tpm';
  /** Whether a voter is in front of the officer. */
  readonly serving: () => boolean;
  /** What is wrong with the station itself. */
  readonly problems: () => readonly Problem[];
}

/**
 * The sitting of the station in its first form: opened at zero, suspended and resumed, finishing, closed when every
 * reservation is resolved and the numbers balance. The clock proposes; a person decides.
 */
export class Sitting {
  readonly #kiosk: Kiosk;
  readonly #around: Surroundings;
  #counted: { readonly head: string; readonly told: Told } | null = null;

  constructor(kiosk: Kiosk, around: Surroundings) {
    this.#kiosk = kiosk;
    this.#around = around;
  }

  get stage(): Stage {
    return stationOf(this.#kiosk.db).stage;
  }

  counters(): CountersView {
    const force = this.#kiosk.inForce();
    return countersOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting, force?.register.count() ?? 0);
  }

  admitted(): number {
    return admittedCount(this.#kiosk.db, stationOf(this.#kiosk.db).sitting);
  }

  /** The one list to open: what is done, what blocks. */
  openingList(): readonly ChecklistLine[] {
    const force = this.#kiosk.inForce();
    // A register that could not be taken up, a journal that does not hold together: the cause, not its consequence.
    if (!force) return [line('register', this.#around.problems().find(isBlocking) ?? { code: 'station.no-register' })];
    const left = leftOver(this.#kiosk.db);
    return [
      line('package', null, `${force.election.list.stage} ${force.election.list.version}`),
      line('register', null, String(force.register.count())),
      line('clock', this.#clockProblem(force), shortDate(localMoment(this.#kiosk, this.#kiosk.now()).date)),
      line('journal', this.#journalProblem(force), this.#kiosk.head().slice(0, HEAD_SHOWN)),
      line('zero', left ? { code: 'station.not-zero', params: { ...left } } : null),
      line('mode', this.#modeProblem(force), force.election.mode),
      ...this.#around.health().map(deviceLine),
    ];
  }

  /** The one list to close. */
  closingList(): readonly ChecklistLine[] {
    const counters = this.counters();
    const force = this.#kiosk.inForce();
    return [
      line('hour', force && this.#beforeClosingHour(force), force?.election.day.close ?? null),
      line('voter', this.#around.serving() ? { code: 'station.voter-in-progress' } : null),
      line(
        'reservations',
        counters.open > 0 ? { code: 'station.open-reservations', params: { count: counters.open } } : null,
        String(counters.open),
      ),
      line(
        'balance',
        balanceProblem(counters, this.#told()),
        `${counters.reserved} = ${counters.confirmed} + ${counters.released}`,
      ),
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
    return more > 0 ? [...lines, line('noticed-more', null, String(more))] : lines;
  }

  /** Whether anything blocks the opening. */
  mayOpen(): Result<null, Problem> {
    const blocked = this.openingList().find((one) => one.state === 'blocked');
    return blocked ? err(blocked.problem ?? { code: 'station.no-register' }) : ok(null);
  }

  open(approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    const may = this.mayOpen();
    if (!force || !may.ok) return may.ok ? err({ code: 'station.no-register' }) : may;
    const carried = sittingsOf(this.#kiosk.db).reduce((sum, one) => sum + admittedCount(this.#kiosk.db, one), 0);
    this.#kiosk.record(
      'sitting.opened',
      {
        sitting: this.#nextId(force),
        kind: 'day',
        registered: force.register.count(),
        carried,
        approvers: [...approvers],
      },
      actor,
    );
    return ok(null);
  }

  suspend(reason: string, actor: Actor): Result<null, Problem> {
    this.#kiosk.record('sitting.suspended', { reason }, actor);
    return ok(null);
  }

  resume(actor: Actor): Result<null, Problem> {
    this.#kiosk.record('sitting.resumed', {}, actor);
    return ok(null);
  }

  /** After the closing hour those inside are still served. Before it only training and tests may finish. */
  finish(actor: Actor): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const early = this.#beforeClosingHour(force);
    if (early) return err(early);
    this.#kiosk.record('sitting.finishing', {}, actor);
    return ok(null);
  }

  close(approvers: readonly string[], actor: Actor): Result<null, Problem> {
    const blocked = this.closingList().find((one) => one.state === 'blocked');
    if (blocked?.problem) return err(blocked.problem);
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
        byModality: { ...byModality },
        refused: { ...refused },
        approvers: [...approvers],
      },
      actor,
    );
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
    return ok(null);
  }

  /** Whether an instant lies before an hour of the election's day; in training of whatever day it is. */
  #wasBefore(force: InForce, at: string, time: string): boolean {
    const day = force.election.mode === 'official' ? force.election.day.date : this.#today();
    const moment = localMoment(this.#kiosk, new Date(at));
    return moment.date < day || (moment.date === day && moment.time < time);
  }

  #today(): string {
    return localMoment(this.#kiosk, this.#kiosk.now()).date;
  }

  /** In an official sitting nobody ends the day before its hour, by whatever button. */
  #beforeClosingHour(force: InForce): Problem | null {
    const { close } = force.election.day;
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

  /** A clock that lies behind what this device has written is wrong: by how much is allowed is policy. */
  #journalProblem(force: InForce): Problem | null {
    const behind = this.#around.problems().find((problem) => problem.code === 'journal.clock-behind');
    const seconds = Number(behind?.params?.seconds ?? 0);
    return seconds > force.policy.clock.driftSeconds ? { code: 'station.clock-behind', params: { seconds } } : null;
  }

  #nextId(force: InForce): string {
    return `${force.election.day.date}-${sittingsOf(this.#kiosk.db).length + 1}`;
  }

  /** The official mode opens on its day only; elsewhere another day is told, not refused. */
  #clockProblem(force: InForce): Problem | null {
    const { date } = localMoment(this.#kiosk, this.#kiosk.now());
    if (date === force.election.day.date) return null;
    return force.election.mode === 'official'
      ? { code: 'station.clock-off', params: { date: shortDate(date) } }
      : { code: 'station.wrong-date', params: { date: shortDate(date) } };
  }

  #modeProblem(force: InForce): Problem | null {
    const reason = readiness({
      election: force.election,
      people: force.people,
      devices: force.devices,
      device: this.#kiosk.device,
      demoCommission: this.#around.demoCommission(),
      simulated: this.#around.simulated(),
      keyStrength: this.#around.keyStrength(),
    }).find(blocks);
    return reason ? officialProblem(reason) : null;
  }
}

/**
 * The journal's lines against the state tables, `reserved = confirmed + released`, and for each ballot of each admission
 * that stands exactly one valid slip that is told to have come out.
 */
export function balanceProblem(counters: CountersView, told: Told): Problem | null {
  for (const name of ['reserved', 'confirmed', 'released', 'undone'] as const) {
    if (told[name] !== counters[name]) {
      return { code: 'station.journal-differs', params: { line: `${name} ${told[name]} ≠ ${counters[name]}` } };
    }
  }
  if (told.reserved !== told.confirmed + told.released + counters.open) {
    return { code: 'station.not-balanced', params: { line: 'reserved = confirmed + released' } };
  }
  if (told.slips !== told.printed || counters.firstPrints !== counters.ballotsDue) {
    return { code: 'station.not-balanced', params: { line: 'confirmed = printed' } };
  }
  return null;
}

/** Each reason is a problem of its own, whose words say what to do about it. */
function officialProblem(reason: Exclude<ReadinessReason, { readonly reason: 'keys-in-file' }>): Problem {
  switch (reason.reason) {
    case 'demo-election':
    case 'demo-commission-key':
      return { code: `station.${reason.reason}` };
    case 'default-code':
      return { code: 'station.default-code', params: { person: reason.person } };
    case 'simulated-device':
    case 'device-not-registered':
      return { code: `station.${reason.reason}`, params: { device: reason.device } };
  }
}

const isBlocking = (problem: Problem): boolean => catalogue[problem.code]?.severity === 'blocking';

/** A warning is done with its problem told; only a blocking one stops the opening. */
function line(item: string, problem: Problem | null, detail: string | null = null): ChecklistLine {
  return { item, state: problem !== null && isBlocking(problem) ? 'blocked' : 'done', problem, detail };
}

/** Without the printer nobody can be admitted; a sensor or reader that is away is told, and comes back by itself. */
function deviceLine(device: DeviceHealth): ChecklistLine {
  const problem = 'problem' in device.status ? device.status.problem : null;
  const told = line(`device-${device.kind}`, problem, device.name);
  return device.kind === 'printer' || problem === null ? told : { ...told, state: 'to-do' };
}
