import { type Actor as ChartActor, createActor, fromPromise } from 'xstate';
import { checkDocument } from '../../core/admission/document-check.ts';
import type { RecordFacts } from '../../core/admission/eligibility.ts';
import type { FoundBy } from '../../core/admission/facts.ts';
import {
  type AdmissionEvent,
  type AdmissionInput,
  admissionMachine,
  type Query,
} from '../../core/admission/machine.ts';
import type { AttemptRecord, FaceCompared, Found } from '../../core/admission/ports.ts';
import type { PrecinctFacts, Step } from '../../core/admission/step.ts';
import { stepOf } from '../../core/admission/view.ts';
import type { IdentityDocument } from '../../core/document/identity-document.ts';
import { parseMrz } from '../../core/document/mrz.ts';
import { precinctOf } from '../../core/election/election.ts';
import { admissionRules, documentKindOf } from '../../core/election/rules.ts';
import type { Actor } from '../../core/journal/event.ts';
import { ageGroupOn } from '../../core/person/dates.ts';
import { isPin, typedPin } from '../../core/person/pin.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';
import type { Biometrics } from './biometrics/client.ts';
import type { DeviceClient } from './devices/client.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import { SYSTEM } from './kiosk.ts';
import type { VoterRecord } from './register/register.ts';
import type { Reservations } from './reservations.ts';
import { countersOf, stationOf } from './state/read.ts';

/** How many candidates a name search shows before it asks for more letters. */
const CANDIDATES = 12;

interface Running {
  readonly attempt: string;
  readonly actor: ChartActor<typeof admissionMachine>;
  readonly officer: Actor;
  readonly document: IdentityDocument | null;
  readonly aborts: AbortController;
  record: VoterRecord | null;
  /** The template of the last capture, for the comparison that follows; gone with the attempt. */
  probe: Uint8Array | null;
}

/**
 * The one voter in front of the officer: runs the statechart of core/admission over the register, the devices and
 * the reservations. One attempt at a time; what it holds of a person is gone when it ends.
 */
export class VotersWay {
  readonly #kiosk: Kiosk;
  readonly #devices: Pick<DeviceClient, 'capture'>;
  readonly #biometrics: Biometrics;
  readonly #reservations: Reservations;
  #running: Running | null = null;

  constructor(
    kiosk: Kiosk,
    devices: Pick<DeviceClient, 'capture'>,
    biometrics: Biometrics,
    reservations: Reservations,
  ) {
    this.#kiosk = kiosk;
    this.#devices = devices;
    this.#biometrics = biometrics;
    this.#reservations = reservations;
  }

  get step(): Step {
    return this.#running ? stepOf(this.#running.actor.getSnapshot()) : { at: 'idle' };
  }

  /** The record in front of the officer, once it was found. */
  get voter(): VoterRecord | null {
    return this.#running?.record ?? null;
  }

  /** The admission that the running attempt has reserved, if it has. */
  get admission(): string | null {
    return this.#running?.actor.getSnapshot().context.admission ?? null;
  }

  /** A document was laid on the reader. While a voter is being served it is not taken. */
  document(text: string, officer: Actor): Result<null, Problem> {
    const parsed = parseMrz(text);
    if (!parsed.ok) return this.#begin({ by: 'document', pin: null }, officer, null, 'unreadable-document');
    const document = parsed.value;
    return this.#begin({ by: 'document', pin: document.pin }, officer, document, 'no-pin-in-document');
  }

  /** Anything typed at the idle screen: a PIN, a number in the list, or a name. */
  find(text: string, officer: Actor): Result<null, Problem> {
    const pin = typedPin(text);
    if (this.step.at === 'enter-pin') return this.send({ type: 'pin.entered', pin });
    if (isPin(pin)) return this.#begin({ by: 'pin', text: pin }, officer, null);
    if (/^\d{1,5}$/.test(text.trim())) return this.#begin({ by: 'number', text: text.trim() }, officer, null);
    return this.#begin({ by: 'name', text }, officer, null);
  }

  /** Takes up a reservation that was left open, at the printer. */
  resume(admission: string, officer: Actor): Result<null, Problem> {
    const open = this.#reservations.resumable(admission);
    if (!open) return err({ code: 'station.nothing-to-do' });
    // The slip names the voter: whom, only the register says.
    if (this.#kiosk.inForce()?.register.locked) return err({ code: 'station.locked' });
    if (this.#busy()) return err({ code: 'station.voter-in-progress' });
    return this.#start(open.attempt, open.resumed, officer, null, this.#reservations.voterOf(admission));
  }

  /** Gives the running attempt what the officer decided. An event that the step does not know changes nothing. */
  send(event: AdmissionEvent): Result<null, Problem> {
    if (!this.#running?.actor.getSnapshot().can(event)) return err({ code: 'station.nothing-to-do' });
    this.#running.actor.send(event);
    return ok(null);
  }

  /** The sensor is ready again: an attempt that waits for it goes on. */
  sensorReady(): void {
    this.#running?.actor.send({ type: 'device.up' });
  }

  captureProgress(share: number): void {
    this.#running?.actor.send({ type: 'capture.progress', progress: share });
  }

  /** Ends whatever has no reservation yet: the officer signs out, the station stops. */
  stop(): void {
    this.#running?.actor.send({ type: 'cancel' });
    this.#running?.actor.send({ type: 'finish' });
  }

  #busy(): boolean {
    const at = this.step.at;
    // A message that was read is put aside by the next voter's document.
    if (at === 'admitted' || at === 'refused') this.#running?.actor.send({ type: 'finish' });
    return this.#running !== null;
  }

  #begin(
    start: Query,
    officer: Actor,
    document: IdentityDocument | null,
    unreadable?: 'no-pin-in-document' | 'unreadable-document',
  ): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    if (force.register.locked) return err({ code: 'station.locked' });
    if (this.#busy()) return err({ code: 'station.voter-in-progress' });
    const attempt = this.#kiosk.newId();
    const kind = document && documentKindOf(force.policy, document.number);
    const by: FoundBy = start.by === 'record' ? 'name' : start.by;
    // A disk that takes nothing more refuses the new voter before anything has begun.
    try {
      this.#kiosk.record('attempt.started', { attempt, by, ...(kind ? { documentKind: kind.id } : {}) }, officer);
    } catch (error) {
      const problem = storageProblem(error, 'journal');
      if (!problem) throw error;
      return err(problem);
    }
    return this.#start(attempt, start, officer, document, null, unreadable);
  }

  #start(
    attempt: string,
    start: AdmissionInput['start'],
    officer: Actor,
    document: IdentityDocument | null,
    record: VoterRecord | null,
    unreadable?: 'no-pin-in-document' | 'unreadable-document',
  ): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const aborts = new AbortController();
    const actor = createActor(
      this.#chart(() => this.#running),
      {
        input: {
          attempt,
          start,
          here: {
            precinct: force.precinct.number,
            constituency: force.precinct.constituency ?? '',
            kind: force.precinct.kind,
            remote: force.policy.remote,
          },
          rules: this.#rules(force),
          ...(unreadable ? { unreadable } : {}),
        },
      },
    );
    const running: Running = { attempt, actor, officer, document, aborts, record, probe: null };
    this.#running = running;
    actor.subscribe({
      next: (snapshot) => {
        if (snapshot.status !== 'active') this.#end(running);
        this.#kiosk.changed();
      },
    });
    actor.start();
    this.#kiosk.changed();
    return ok(null);
  }

  #end(running: Running): void {
    running.aborts.abort();
    running.probe?.fill(0);
    running.probe = null;
    running.record = null;
    if (this.#running === running) this.#running = null;
  }

  #rules(force: InForce) {
    const used = countersOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting, 0).byModality;
    return admissionRules(force.policy, force.election, force.precinct.constituency ?? '', {
      photo: used.photo ?? 0,
      override: used.override ?? 0,
    });
  }

  /** The chart with this kiosk's register, devices and reservations behind its actors. */
  #chart(running: () => Running | null) {
    const reservations = this.#reservations;
    return admissionMachine.provide({
      actors: {
        lookUp: fromPromise<Found, Query>(async ({ input }) => this.#lookUp(input)),
        captureFinger: fromPromise(async ({ signal }) => {
          const now = running();
          const captured = await this.#devices.capture({ afterLift: now?.probe !== null, signal });
          if (!captured.ok) return { ok: false, problem: captured.error };
          const extracted = await this.#biometrics.extract(captured.value);
          captured.value.pixels.fill(0);
          if (now) now.probe = extracted.template;
          return { ok: true, quality: extracted.quality, why: extracted.why };
        }),
        compareFinger: fromPromise(async ({ input }) => {
          const now = running();
          const force = this.#kiosk.inForce();
          const enrolled =
            now?.record && force
              ? force.register.templates(now.record.record).find((one) => one.finger === input.finger)
              : null;
          if (!now?.probe || !enrolled) return { score: 0 };
          const score = await this.#biometrics.compare(now.probe, enrolled.template);
          enrolled.template.fill(0);
          return { score };
        }),
        // No camera is driven yet: a policy that names the face modality falls through to the next one.
        compareFace: fromPromise<FaceCompared>(async () => ({ ok: false, problem: null })),
        reserve: fromPromise(async ({ input }) => {
          const now = running();
          if (!now) throw new Error('reserve without a running attempt');
          return reservations.reserve(input, now.officer);
        }),
        print: fromPromise(({ input }) => reservations.print(input.receipt, this.voter)),
        acceptSlip: fromPromise(async ({ input }) => reservations.acceptSlip(input, this.#officer())),
        voidAndRenumber: fromPromise(async ({ input }) => reservations.reissue(input, this.#officer())),
        release: fromPromise(async ({ input }) => reservations.release(input, this.#officer())),
        confirm: fromPromise(async ({ input }) => reservations.confirm(input.admission, this.#officer())),
      },
      actions: { record: (_, params) => this.#record(running(), params) },
    });
  }

  #officer(): Actor {
    return this.#running?.officer ?? SYSTEM;
  }

  #record(running: Running | null, what: AttemptRecord): void {
    if (!running) return;
    const { attempt, officer } = running;
    switch (what.kind) {
      case 'biometric':
        this.#kiosk.note(
          'attempt.biometric',
          {
            attempt,
            modality: what.modality,
            result: what.result,
            try: what.tryNumber,
            ...(what.finger === null ? {} : { finger: what.finger }),
          },
          SYSTEM,
        );
        return;
      case 'approved':
        this.#kiosk.note(
          'attempt.approved',
          { attempt, kind: what.what, reason: what.reason, approvers: [...what.approvers] },
          officer,
        );
        return;
      case 'ended':
        this.#kiosk.note('attempt.ended', { attempt, outcome: what.outcome, reason: what.reason }, officer);
        return;
    }
  }

  #lookUp(query: Query): Found {
    const force = this.#kiosk.inForce();
    if (!force) return { kind: 'none', precinct: null };
    const { register } = force;
    switch (query.by) {
      case 'document':
        return this.#byPin(force, query.pin ?? '');
      case 'pin':
        return this.#byPin(force, query.text);
      case 'number': {
        const record = register.byNumber(Number(query.text));
        return record ? this.#one(force, record) : { kind: 'none', precinct: null };
      }
      case 'record': {
        const record = register.byRecord(query.record);
        return record ? this.#one(force, record) : { kind: 'none', precinct: null };
      }
      case 'name': {
        const found = register.search(query.text, CANDIDATES + 1);
        if (found.length === 0) return { kind: 'none', precinct: null };
        const candidates = found
          .slice(0, CANDIDATES)
          .map(({ record, surname, given, patronymic, birthDate, number }) => ({
            record,
            surname,
            given,
            patronymic,
            birthDate,
            number,
          }));
        return { kind: 'many', candidates, more: found.length > CANDIDATES };
      }
    }
  }

  /** "Not here" always says where, if the country index knows the PIN. */
  #byPin(force: InForce, pin: string): Found {
    const record = force.register.byPin(pin);
    if (record) return this.#one(force, record);
    const number = force.register.precinctOf(pin);
    return { kind: 'none', precinct: number === null ? null : precinctFacts(force, number) };
  }

  #one(force: InForce, record: VoterRecord): Found {
    const running = this.#running;
    if (running) running.record = record;
    const precinct = precinctFacts(force, record.precinct);
    if (!precinct) return { kind: 'none', precinct: null };
    const voter = force.register.pseudonym(record.pin);
    const facts: RecordFacts = {
      record: record.record,
      voter,
      sex: record.sex,
      ageGroup: ageGroupOn(record.birthDate, force.election.day.date) ?? 'under-18',
      precinct,
      remote: record.remote,
      enrolled: record.fingers,
      photo: record.hasPhoto,
      admission: this.#reservations.standing(voter),
      outside: record.admitted ? { date: record.admitted.date } : null,
      document: running?.document
        ? checkDocument(running.document, record, force.policy, force.election.day.date)
        : null,
    };
    return { kind: 'one', facts };
  }
}

/** A precinct of the table as the chart needs it. */
function precinctFacts(force: InForce, number: string): PrecinctFacts | null {
  const precinct = precinctOf(force.election, number);
  return precinct && { number, constituency: precinct.constituency ?? '', address: precinct.address };
}
