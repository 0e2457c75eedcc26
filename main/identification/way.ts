import { type Actor as ChartActor, createActor, fromPromise } from 'xstate';
import { type AdmissionContext, present, type Query, type Unreadable } from '../../core/admission/context.ts';
import type { RecordFacts } from '../../core/admission/eligibility.ts';
import type { FoundBy } from '../../core/admission/facts.ts';
import { type AdmissionEvent, type AdmissionInput, admissionMachine } from '../../core/admission/machine.ts';
import type { FaceCompared, Found, Locked, Reserved } from '../../core/admission/ports.ts';
import type { Refusal, Step } from '../../core/admission/step.ts';
import { stepOf } from '../../core/admission/view.ts';
import type { IdentityDocument } from '../../core/document/identity-document.ts';
import { admissionRules, documentKindOf, pinToUse } from '../../core/election/rules.ts';
import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Attempt, recordAttempt, recordStart } from './attempts.ts';
import type { BallotSheets } from './ballot-sheets.ts';
import type { Biometrics } from './biometrics/client.ts';
import type { DeviceClient } from './devices/client.ts';
import type { FingerSearch } from './finger-search.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import type { LockDesk } from './network/lock-desk.ts';
import type { StationKiosks } from './network/room.ts';
import type { PowerWatch } from './power-watch.ts';
import { Probe } from './probe.ts';
import { lookUp } from './register/lookup.ts';
import type { VoterRecord } from './register/register.ts';
import type { Reservations } from './reservations.ts';
import type { SameFinger } from './same-finger.ts';
import { sittingPlan } from './sittings/plan.ts';
import { countersOf, stationOf } from './state/read.ts';
import { typedQuery } from './typed.ts';

/** Where a document that is laid down finds the record of whoever is at the desk: it is not turned away, nor put aside. */
const awaitsDocument: ReadonlySet<Step['at']> = new Set(['enter-pin', 'finger-search', 'finger-candidates', 'choose']);

/** What an attempt holds of a person; gone when it ends. */
interface Serving extends Attempt {
  document: IdentityDocument | null;
  readonly probe: Probe;
  /** Told to the station's other kiosks when it is known whether she is reserved here. */
  over: () => void;
  record: VoterRecord | null;
}

/** The rooms that a voter's way leads through. */
export interface WayRooms {
  readonly kiosk: Kiosk;
  readonly devices: Pick<DeviceClient, 'capture'>;
  readonly biometrics: Biometrics;
  readonly reservations: Reservations;
  readonly kiosks: Pick<StationKiosks, 'permission' | 'foreseen' | 'refusalOf'>;
  readonly locks: LockDesk;
  readonly sheets: BallotSheets;
  readonly sameFinger: Pick<SameFinger, 'asked' | 'admitted'>;
  readonly fingerSearch: Pick<FingerSearch, 'find' | 'wanted'>;
  readonly power: Pick<PowerWatch, 'orders'>;
  /** Whether a voter has applied to vote outside the room; null where nobody need have. */
  readonly applied: (voter: string) => boolean | null;
  /** The voter has come to another step, or has gone. */
  readonly moved: () => void;
}

interface Running {
  readonly serving: Serving;
  readonly actor: ChartActor<typeof admissionMachine>;
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
  readonly #kiosks: WayRooms['kiosks'];
  readonly #locks: LockDesk;
  readonly #sheets: BallotSheets;
  readonly #sameFinger: Pick<SameFinger, 'asked' | 'admitted'>;
  readonly #fingerSearch: Pick<FingerSearch, 'find' | 'wanted'>;
  readonly #power: WayRooms['power'];
  readonly #applied: WayRooms['applied'];
  readonly #moved: WayRooms['moved'];
  #running: Running | null = null;
  #lastAdmitted: { readonly admission: string; readonly officer: Actor } | null = null;

  constructor(rooms: WayRooms) {
    this.#kiosk = rooms.kiosk;
    this.#devices = rooms.devices;
    this.#biometrics = rooms.biometrics;
    this.#reservations = rooms.reservations;
    this.#kiosks = rooms.kiosks;
    this.#locks = rooms.locks;
    this.#sheets = rooms.sheets;
    this.#sameFinger = rooms.sameFinger;
    this.#fingerSearch = rooms.fingerSearch;
    this.#power = rooms.power;
    this.#applied = rooms.applied;
    this.#moved = rooms.moved;
  }

  get step(): Step {
    return this.#running ? stepOf(this.#running.actor.getSnapshot()) : { at: 'idle' };
  }

  /** The record in front of the officer, once it was found. */
  get voter(): VoterRecord | null {
    return this.#running?.serving.record ?? null;
  }

  /** The attempt that is under way; null while nobody is in front of the officer. */
  get attempt(): string | null {
    return this.#running?.serving.attempt ?? null;
  }

  /** The admission that the running attempt has reserved, if it has. */
  get admission(): string | null {
    return this.#running?.actor.getSnapshot().context.admission ?? null;
  }

  /**
   * The admission that this officer was shown last; null once somebody else is in front of her. Its verdict goes by itself,
   * and whoever did not look in that moment still finds it. One that ends after its officer has gone is nobody else's.
   * @param person who sits at the desk
   */
  lastAdmitted(person: string): string | null {
    const last = this.#lastAdmitted;
    return last !== null && last.officer.person === person ? last.admission : null;
  }

  /** Who stands refused in front of the officer, and why; null while nobody does. */
  get refused(): { readonly attempt: string; readonly refusal: Refusal } | null {
    const { step } = this;
    if (step.at !== 'refused' || this.#running === null) return null;
    return { attempt: this.#running.serving.attempt, refusal: step.refusal };
  }

  /** Whether a document is for anybody now: nobody is being served, or the one who is has not been found yet. */
  get takesDocument(): boolean {
    const { at } = this.step;
    return at === 'idle' || at === 'admitted' || at === 'refused' || awaitsDocument.has(at);
  }

  /** Whether this is a document of whoever is being served. */
  isServing({ number, pin }: IdentityDocument): boolean {
    if (this.#running === null) return false;
    const { document, record } = this.#running.serving;
    const listed = record?.documents.some((one) => one.number === number) ?? false;
    return listed || document?.number === number || (pin !== null && record?.pin === pin);
  }

  /**
   * A document was read. While a voter is being served it is not taken.
   * @param document null: it could not be read
   */
  document(document: IdentityDocument | null, officer: Actor): Result<null, Problem> {
    const pin = document && this.#pinOf(document);
    if (this.#running && awaitsDocument.has(this.step.at)) {
      const event = pin === null ? this.#chosenBy(document) : ({ type: 'document.read', pin } as const);
      // Laid down again while its PIN is awaited: what cannot be read this time either changes nothing.
      if (event === null) return ok(null);
      // One that is nobody's here is not held against the one who is chosen after it.
      if (event.type !== 'document.of-none') this.#running.serving.document = document;
      return this.send(event);
    }
    const why = document ? 'no-pin-in-document' : 'unreadable-document';
    return this.#begin({ by: 'document', pin }, officer, document, why);
  }

  /** Which of the namesakes on the screen has a document without a PIN: its number is in her record; or none of them. */
  #chosenBy(document: IdentityDocument | null): AdmissionEvent | null {
    const { step } = this;
    if (document === null || step.at !== 'choose') return null;
    const record = this.#kiosk.inForce()?.register.byDocument(document.number)?.record;
    const found = step.candidates.find((one) => one.record === record);
    return found ? { type: 'candidate.chosen', record: found.record } : { type: 'document.of-none' };
  }

  /** What the policy's table lets be taken from such a document's zone. */
  #pinOf(document: IdentityDocument): string | null {
    const policy = this.#kiosk.inForce()?.policy;
    return pinToUse(document, policy ? documentKindOf(policy, document.number) : null);
  }

  /** Anything typed at the idle screen: a PIN, a number in the list, or a name. */
  find(text: string, officer: Actor): Result<null, Problem> {
    const register = this.#kiosk.inForce()?.register;
    if (!register) return err({ code: 'station.no-register' });
    if (register.locked) return err({ code: 'station.locked' });
    const asked = typedQuery(text, register, this.step.at === 'enter-pin');
    if (!asked.ok) return asked;
    if (this.step.at !== 'enter-pin') return this.#begin(asked.value, officer, null);
    return asked.value.by === 'pin' ? this.send({ type: 'pin.entered', pin: asked.value.text }) : ok(null);
  }

  /** Whether nobody stands at the desk, and the register says who a reservation is of. */
  mayTakeUp(): Result<null, Problem> {
    // The slip names the voter: whom, only the register says.
    if (this.#kiosk.inForce()?.register.locked) return err({ code: 'station.locked' });
    return this.#busy() ? err({ code: 'station.voter-in-progress' }) : ok(null);
  }

  /** Takes up a reservation that was left open, at the printer. */
  resume(admission: string, officer: Actor): Result<null, Problem> {
    const open = this.#reservations.resumable(admission);
    if (!open) return err({ code: 'station.nothing-to-do' });
    const may = this.mayTakeUp();
    if (!may.ok) return may;
    const record = this.#reservations.voterOf(admission);
    return this.#start({ attempt: open.attempt, officer, document: null, record }, { start: open.resumed });
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
    // Last of all: a step that is told once more shows its admission once more.
    this.#lastAdmitted = null;
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
    unreadable?: Unreadable,
  ): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    if (force.register.locked) return err({ code: 'station.locked' });
    if (this.#busy()) return err({ code: 'station.voter-in-progress' });
    // Whoever is in the chair is served to the end; nobody new is begun on the last of the battery.
    const { admit, problem } = this.#power.orders;
    if (!admit) return err(problem ?? { code: 'power.low' });
    const attempt = this.#kiosk.newId();
    const kind = document && documentKindOf(force.policy, document.number);
    const by: FoundBy = start.by === 'record' ? 'name' : start.by;
    const begun = recordStart(this.#kiosk, { attempt, officer }, { by, documentKind: kind?.id ?? null });
    if (!begun.ok) return begun;
    return this.#start({ attempt, officer, document, record: null }, { start, ...(unreadable ? { unreadable } : {}) });
  }

  #start(
    whom: Omit<Serving, 'probe' | 'over'>,
    from: Pick<AdmissionInput, 'start' | 'unreadable'>,
  ): Result<null, Problem> {
    const force = this.#kiosk.inForce();
    if (!force) return err({ code: 'station.no-register' });
    const probe = new Probe(this.#devices, this.#biometrics, this.#sameFinger.asked);
    const serving: Serving = { ...whom, probe, over: () => {} };
    const { number, constituency, kind } = force.precinct;
    const actor = createActor(this.#chart(serving), {
      input: {
        attempt: whom.attempt,
        ...from,
        here: {
          precinct: number,
          constituency: constituency ?? '',
          kind,
          remote: force.policy.remote,
          homecoming: force.policy.homecoming,
          lock: this.#locks.here(force),
        },
        rules: this.#rules(force),
      },
    });
    const running: Running = { serving, actor };
    this.#running = running;
    this.#lastAdmitted = null;
    actor.subscribe({
      next: (snapshot) => {
        this.#fingerSearch.wanted(snapshot.matches({ attempting: { finding: 'byFinger' } }));
        if (snapshot.matches('admitted')) this.#admitted(serving, snapshot.context);
        if (snapshot.status !== 'active') this.#end(running);
        this.#moved();
        this.#kiosk.changed();
      },
    });
    actor.start();
    this.#kiosk.changed();
    return ok(null);
  }

  /** Told as soon as the admission stands, and of each probe once: what it hands over it no longer has. */
  #admitted({ probe, officer }: Serving, { established, admission, facts }: AdmissionContext): void {
    this.#lastAdmitted = admission === null ? null : { admission, officer };
    const touches = established === 'finger' ? probe.compared() : [];
    if (admission === null || facts === null || touches.length === 0) return;
    void this.#sameFinger.admitted({ admission, voter: facts.voter, touches });
  }

  #end(running: Running): void {
    running.serving.probe.forget();
    running.serving.over();
    running.serving.record = null;
    if (this.#running === running) this.#running = null;
  }

  #rules(force: InForce) {
    const used = countersOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting, 0).byModality;
    return admissionRules(force.policy, force.election, {
      photo: used.photo ?? 0,
      override: used.override ?? 0,
    });
  }

  /** The chart with this kiosk's register, devices and reservations behind its actors, for one attempt. */
  #chart(serving: Serving) {
    const reservations = this.#reservations;
    const sheets = this.#sheets;
    const { officer, probe } = serving;
    return admissionMachine.provide({
      actors: {
        lookUp: fromPromise<Found, Query>(async ({ input }) => this.#lookUp(input, serving)),
        captureFinger: fromPromise(({ signal }) => probe.capture(signal)),
        searchFinger: fromPromise(async () => {
          const candidates = await probe.search((template) => this.#fingerSearch.find(template));
          return candidates === null ? { ok: false } : { ok: true, candidates };
        }),
        compareFinger: fromPromise(async ({ input }) => {
          const register = this.#kiosk.inForce()?.register;
          if (!serving.record || !register) return { score: 0 };
          return probe.compare(register, serving.record.record, input.finger);
        }),
        // No camera is driven yet: a policy that names the face modality falls through to the next one.
        compareFace: fromPromise<FaceCompared>(async () => ({ ok: false, problem: null })),
        takeLock: fromPromise(({ input }) => this.#lock(input, serving)),
        reserve: fromPromise(async ({ input }) => this.#reserve(input, serving)),
        print: fromPromise(({ input }) => reservations.print(input.receipt, serving.record)),
        acceptSlip: fromPromise(async ({ input }) => reservations.acceptSlip(input, officer)),
        voidAndRenumber: fromPromise(async ({ input }) => reservations.reissue(input, officer)),
        printBallot: fromPromise(({ input }) => sheets.print(input)),
        acceptBallot: fromPromise(async ({ input }) => sheets.accept(input, officer)),
        deliverBallot: fromPromise(async ({ input }) => sheets.deliver(input, officer)),
        cancelSheet: fromPromise(({ input }) => sheets.cancel(input, officer)),
        release: fromPromise(async ({ input }) => reservations.release(input, officer)),
        confirm: fromPromise(async ({ input }) => reservations.confirm(input.admission, officer)),
      },
      actions: { record: (_, params) => recordAttempt(this.#kiosk, serving, params) },
    });
  }

  /** Asks the station's other kiosks first, then the hub; until she is reserved nobody else serves her. */
  async #lock(context: AdmissionContext, serving: Serving): Promise<Locked> {
    const { voter } = present(context.facts, 'record');
    const { serves, over } = await this.#kiosks.permission(voter, serving.record?.number ?? null);
    serving.over = () => {
      serving.over = () => {};
      over();
      this.#locks.over();
    };
    const taken: Locked = serves.may
      ? await this.#locks.take(context)
      : { ok: false, refusal: this.#kiosks.refusalOf(serves) };
    if (!taken.ok) serving.over();
    return taken;
  }

  #reserve(context: AdmissionContext, serving: Serving): Reserved {
    try {
      return this.#reservations.reserve(context, serving.officer);
    } finally {
      serving.over();
    }
  }

  #notHere(number: number): RecordFacts['admission'] {
    const refusal = this.#kiosks.foreseen(number);
    return refusal && { state: 'not-here', refusal };
  }

  #lookUp(query: Query, serving: Serving): Found {
    const force = this.#kiosk.inForce();
    if (!force) return { kind: 'none', precinct: null };
    const { document } = serving;
    const { found, record } = lookUp(query, {
      force,
      document,
      standing: (voter, number) => this.#reservations.standing(voter) ?? this.#notHere(number),
      applied: this.#applied,
      repeat: sittingPlan(this.#kiosk, force).current.round > 0,
    });
    if (record) serving.record = record;
    return found;
  }
}
