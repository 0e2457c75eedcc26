import type { FingerPosition } from '../../../core/admission/facts.ts';
import { fingerOrder, touchVerdict } from '../../../core/admission/rules.ts';
import {
  type Application,
  type Asked,
  answerBy,
  lastDay,
  mayApply,
  takesAny,
} from '../../../core/application/application.ts';
import { applicationKinds } from '../../../core/election/policy-applications.ts';
import { fingerModality } from '../../../core/election/rules.ts';
import type { Actor } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ApplicantView } from '../../api/application-views.ts';
import type { Biometrics } from '../biometrics/client.ts';
import type { DeviceClient } from '../devices/client.ts';
import { type InForce, type Kiosk, localMoment, SYSTEM } from '../kiosk.ts';
import { Probe } from '../probe.ts';
import type { VoterRecord } from '../register/register.ts';
import type { Slips } from '../slips.ts';
import { numbersGiven } from '../state/numbers.ts';
import { applicationsOf } from '../state/read-applications.ts';

/** Digits of an application's running number. */
const NUMBER_DIGITS = 4;

export interface ApplicantRooms {
  readonly kiosk: Kiosk;
  readonly devices: Pick<DeviceClient, 'capture' | 'print'>;
  readonly biometrics: Biometrics;
  readonly slips: Pick<Slips, 'application'>;
  /** Whether people are received before the day. */
  readonly receiving: () => boolean;
}

type FingerStep = Extract<ApplicantView, { at: 'finger' }>['step'];

/** One applicant, from the first finger to the slip. */
interface Running {
  readonly record: VoterRecord;
  /** Names her touches in the journal. */
  readonly attempt: string;
  readonly probe: Probe;
  readonly abort: AbortController;
  now:
    | { readonly at: 'finger'; readonly step: FingerStep }
    | { readonly at: 'trouble'; readonly problem: Problem }
    | { readonly at: 'asking' }
    | { readonly at: 'filed'; readonly application: Application; readonly printed: boolean };
}

/**
 * Somebody of this list applies before the day: she is identified by finger, by the rule of the signed policy and as at
 * voting but for the admission; then what she asks for is filed under her pseudonym and she gets a slip with number and
 * deadline. Nothing is admitted or reserved.
 */
export class Applicant {
  readonly #rooms: ApplicantRooms;
  #running: Running | null = null;

  constructor(rooms: ApplicantRooms) {
    this.#rooms = rooms;
  }

  /** Whose record it is about; null while nobody applies. */
  get record(): VoterRecord | null {
    return this.#running?.record ?? null;
  }

  get view(): ApplicantView | null {
    const force = this.#rooms.kiosk.inForce();
    if (!force || !this.#running) return null;
    return this.#viewOf(force, this.#running.now);
  }

  /** Begins with the finger of somebody who was looked up. */
  begin(record: VoterRecord | null): Result<null, Problem> {
    const { kiosk, devices, biometrics, receiving } = this.#rooms;
    const force = kiosk.inForce();
    if (!force || !receiving()) return err({ code: 'station.nothing-to-do' });
    if (!takesAny(force.policy.applications)) return err({ code: 'application.not-taken' });
    if (!record || record.precinct !== force.precinct.number) return err({ code: 'application.not-listed-here' });
    const [first] = fingersOf(force, record);
    if (first === undefined) return err({ code: 'application.no-finger' });
    this.leave();
    const running: Running = {
      ...{ record, attempt: kiosk.newId(), abort: new AbortController() },
      probe: new Probe(devices, biometrics, false),
      now: { at: 'finger', step: stepOf(force, record, first, 0) },
    };
    this.#running = running;
    kiosk.changed();
    void this.#identify(running, force);
    return ok(null);
  }

  /** What she asks for: refused in words where it is too late, or is not taken, or already waits. */
  async file(asked: Asked, actor: Actor): Promise<Result<null, Problem>> {
    const { kiosk, receiving } = this.#rooms;
    const force = kiosk.inForce();
    const running = this.#running;
    if (!force || running?.now.at !== 'asking' || !receiving()) return err({ code: 'station.nothing-to-do' });
    const { policy, election } = force;
    const filed = this.#today();
    const may = mayApply(policy.applications, asked.kind, filed, election.day.date);
    if (!may.ok) return may;
    if (asked.kind === 'remote' && !stationsToVoteAt(force).some(({ number }) => number === asked.station)) {
      return err({ code: 'application.no-such-station', params: { station: asked.station } });
    }
    const voter = force.register.pseudonym(running.record.pin);
    const waits = applicationsOf(kiosk.db, voter).find(
      (one) => one.state.at === 'waiting' && one.asked.kind === asked.kind,
    );
    if (waits) return err({ code: 'application.waiting-already', params: { application: waits.application } });
    const application: Application = {
      ...{ application: this.#number(force), voter, asked, filed },
      answerBy: answerBy(policy.applications[asked.kind], filed, election.day.date),
    };
    kiosk.record('application.filed', application, actor);
    running.probe.forget();
    running.now = { at: 'filed', application, printed: false };
    kiosk.changed();
    return this.print();
  }

  /** Prints the slip of what was filed, or prints it again. */
  async print(): Promise<Result<null, Problem>> {
    const { kiosk, devices, slips } = this.#rooms;
    const running = this.#running;
    if (running?.now.at !== 'filed') return err({ code: 'station.nothing-to-do' });
    const { application } = running.now;
    const printed = await devices.print(slips.application(application, running.record, kiosk.head()));
    if (!printed.ok) return err(printed.error.problem);
    running.now = { at: 'filed', application, printed: true };
    kiosk.changed();
    return ok(null);
  }

  /** The next finger, because this one cannot be read. */
  nextFinger(): Result<null, Problem> {
    const running = this.#running;
    const force = this.#rooms.kiosk.inForce();
    const next = running?.now.at === 'finger' ? running.now.step.next[0] : undefined;
    if (!running || !force || next === undefined) return err({ code: 'station.nothing-to-do' });
    running.now = { at: 'finger', step: stepOf(force, running.record, next, 0) };
    this.#rooms.kiosk.changed();
    return ok(null);
  }

  /** The applicant has gone; what was captured of her is overwritten. */
  leave(): void {
    this.#running?.abort.abort();
    this.#running?.probe.forget();
    this.#running = null;
    this.#rooms.kiosk.changed();
  }

  async #identify(running: Running, { policy, register }: InForce): Promise<void> {
    const rule = fingerModality(policy);
    if (!rule) return this.#show(running, { at: 'trouble', problem: { code: 'application.no-finger' } });
    const { probe, abort, record } = running;
    while (running.now.at === 'finger' && !abort.signal.aborted) {
      const captured = await probe.capture(abort.signal);
      if (abort.signal.aborted || running.now.at !== 'finger') return;
      if (!captured.ok) return this.#show(running, { at: 'trouble', problem: captured.problem });
      const { step } = running.now;
      if (captured.quality < rule.qualityMinimum) {
        this.#note(running, step.finger, 'low-quality', step.tries.used);
        this.#show(running, {
          at: 'finger',
          step: { ...step, state: 'waiting', hint: captured.why, missed: false, moved: false },
        });
        continue;
      }
      this.#show(running, {
        at: 'finger',
        step: { ...step, state: 'comparing', hint: [], missed: false, moved: false },
      });
      const { score } = await probe.compare(register, record.record, step.finger);
      if (abort.signal.aborted) return;
      const verdict = touchVerdict(
        { threshold: rule.threshold, minimumQuality: rule.qualityMinimum },
        { quality: captured.quality, score },
      );
      const used = step.tries.used + 1;
      this.#note(running, step.finger, verdict === 'match' ? 'match' : 'no-match', used);
      if (verdict === 'match') return this.#show(running, { at: 'asking' });
      const [next, ...later] = step.next;
      if (used < rule.triesPerFinger) {
        this.#show(running, {
          at: 'finger',
          step: { ...step, state: 'waiting', tries: { used, of: step.tries.of }, missed: true, moved: false },
        });
      } else if (next !== undefined) {
        const tries = { used: 0, of: rule.triesPerFinger };
        this.#show(running, {
          at: 'finger',
          step: { ...step, finger: next, next: later, tries, state: 'waiting', missed: false, moved: true },
        });
      } else {
        return this.#show(running, { at: 'trouble', problem: { code: 'application.not-identified' } });
      }
    }
  }

  #show(running: Running, now: Running['now']): void {
    if (this.#running !== running) return;
    running.now = now;
    if (now.at !== 'finger') running.probe.forget();
    this.#rooms.kiosk.changed();
  }

  #note(
    { attempt }: Running,
    finger: FingerPosition,
    result: 'match' | 'no-match' | 'low-quality',
    tried: number,
  ): void {
    this.#rooms.kiosk.note('attempt.biometric', { attempt, modality: 'finger', finger, result, try: tried }, SYSTEM);
  }

  #viewOf({ policy, election, precinct }: InForce, now: Running['now']): ApplicantView {
    if (now.at === 'finger' || now.at === 'trouble') return now;
    if (now.at === 'filed') {
      const { application, asked, answerBy } = now.application;
      return { at: 'filed', application, asked, answerBy, printed: now.printed };
    }
    const rules = policy.applications;
    const { date } = election.day;
    const kinds = applicationKinds.flatMap((kind) => {
      const may = mayApply(rules, kind, this.#today(), date);
      return rules[kind].enabled
        ? [{ kind, last: lastDay(rules[kind], date), problem: may.ok ? null : may.error }]
        : [];
    });
    return { at: 'asking', kinds, stations: stationsToVoteAt({ election, precinct }) };
  }

  #today(): string {
    const { kiosk } = this.#rooms;
    return localMoment(kiosk, kiosk.now()).date;
  }

  /** Station, device and running number: numbers of two devices can never meet. */
  #number({ precinct, numbersBefore }: InForce): string {
    const { kiosk } = this.#rooms;
    const letters = kiosk.device
      .replaceAll(/[^0-9A-Za-z]/g, '')
      .slice(1, 5)
      .toUpperCase()
      .padEnd(4, '0');
    const { applications } = numbersGiven(kiosk.db, numbersBefore);
    const next = String(applications + 1).padStart(NUMBER_DIGITS, '0');
    return `${precinct.number}-${letters}-A${next}`;
  }
}

/** Stations other than the own where somebody may be listed to vote. */
function stationsToVoteAt({
  election,
  precinct,
}: Pick<InForce, 'election' | 'precinct'>): Extract<ApplicantView, { at: 'asking' }>['stations'] {
  return election.precincts
    .filter(({ kind, number }) => kind === 'remote' && number !== precinct.number)
    .map(({ number, names, address }) => ({ number, names, address }));
}

/** Enrolled fingers, best first, as many as the policy tries. */
function fingersOf({ policy }: InForce, { fingers }: VoterRecord): readonly FingerPosition[] {
  const most = fingerModality(policy)?.fingersMax ?? 0;
  return fingerOrder(fingers, most);
}

function stepOf(force: InForce, record: VoterRecord, finger: FingerPosition, used: number): FingerStep {
  const fingers = fingersOf(force, record);
  return {
    ...{ at: 'finger', finger, progress: null, hint: [], missed: false, moved: false, further: false },
    state: 'waiting',
    tries: { used, of: fingerModality(force.policy)?.triesPerFinger ?? 0 },
    next: fingers.slice(fingers.indexOf(finger) + 1),
  };
}
