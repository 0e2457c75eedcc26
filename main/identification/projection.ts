import type { Approval } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { shortDate } from '../../core/person/dates.ts';
import { maskedPin } from '../../core/person/pin.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { DeviceStatus } from '../../drivers/device.ts';
import type { WindowName } from '../access/table.ts';
import type {
  CountersView,
  DeskView,
  DeviceView,
  OpenReservationView,
  Role,
  Stage,
  StationView,
  VoterDisplayView,
  VoterView,
  ZoneView,
} from '../api/views.ts';
import type { Changes } from './changes.ts';
import type { Desk } from './desk.ts';
import type { DeviceClient } from './devices/client.ts';
import type { NamedHealth } from './devices/protocol.ts';
import type { Documents } from './documents/documents.ts';
import type { FingerBench } from './finger-bench.ts';
import type { InForce, Kiosk } from './kiosk.ts';
import type { VoterRecord } from './register/register.ts';
import type { Reservations } from './reservations.ts';
import type { Sitting } from './sitting.ts';
import { openReservations, stationOf, turnoutOf } from './state/read.ts';
import type { StationRoom } from './station.ts';
import type { Trials } from './trials/trials.ts';
import type { VotersWay } from './way.ts';

/** Stages in which voters may have to be looked up. */
const resolving: readonly Stage[] = ['open', 'suspended', 'finishing'];

/** Roles that see the chair's lists. */
const commission: readonly Role[] = ['chair', 'secretary'];

/** Roles that have the bench. */
const technicians: readonly Role[] = ['technician', 'administrator'];

/** The rooms of the zone whose state is shown. */
export interface ShownRooms {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly way: VotersWay;
  readonly reservations: Reservations;
  readonly sitting: Sitting;
  readonly station: StationRoom;
  readonly devices: Pick<DeviceClient, 'health'>;
  readonly documents: Pick<Documents, 'view' | 'opensChips'>;
  readonly fingerBench: Pick<FingerBench, 'view'>;
  readonly trials: Pick<Trials, 'view'>;
  readonly identity: StationView['device'];
  /** Things that are wrong with the station itself. */
  problems(): readonly Problem[];
  /** Who may decide by photo or override. */
  fallbackRule(kind: 'photo' | 'override'): Approval;
}

/**
 * What each window is shown: computed from the rooms of the zone whenever something changed, kept nowhere.
 * A window gets one view at once and one at every change; changes of one turn make one view.
 */
export class Projection {
  readonly #zone: ShownRooms;
  readonly #changes: Changes;
  readonly #watching: Record<WindowName, number> = { officer: 0, voter: 0 };
  #voterCache: { readonly record: string; readonly view: VoterView } | null = null;

  constructor(zone: ShownRooms, changes: Changes) {
    this.#zone = zone;
    this.#changes = changes;
  }

  async *watch(window: WindowName, signal?: AbortSignal): AsyncGenerator<ZoneView> {
    this.#watching[window] += 1;
    // The technician's page tells whether the voter's display is there.
    if (window === 'voter') this.#changes.changed();
    try {
      for await (const _ of this.#changes.follow(signal)) yield this.view(window);
    } finally {
      this.#watching[window] -= 1;
      if (window === 'voter') this.#changes.changed();
    }
  }

  /** How many windows of this name are looking on now. */
  watching(window: WindowName): number {
    return this.#watching[window];
  }

  view(window: WindowName): ZoneView {
    return window === 'voter' ? this.#voterDisplay() : this.#desk();
  }

  #desk(): DeskView {
    const { desk, sitting, way, station, kiosk } = this.#zone;
    const person = desk.person;
    const role = person?.role ?? null;
    const policy = kiosk.inForce()?.policy;
    const row = stationOf(kiosk.db);
    const chair = role !== null && commission.includes(role);
    const turnout = turnoutOf(kiosk.db, row.sitting);
    return {
      window: 'officer',
      station: this.#station(),
      person: person && { id: person.id, role: person.role, name: person.name },
      people: desk.people(),
      step: way.step,
      admission: way.admission,
      mayBeOut: way.admission !== null && this.#zone.reservations.mayBeOut(way.admission),
      // Who does not serve voters does not see them.
      voter: role === 'officer' ? this.#voter(way.voter) : null,
      openReservations: role === 'officer' || chair ? this.#openReservations(role === 'officer') : [],
      counters: role === null ? noCounters : sitting.counters(),
      opening: chair && row.stage === 'ready' ? sitting.openingList() : null,
      closing: chair && (row.stage === 'finishing' || row.stage === 'suspended') ? sitting.closingList() : null,
      noticed: chair ? sitting.noticed() : [],
      turnout: (policy?.turnoutTimes ?? []).map((time) => ({ time, total: turnout.get(time) ?? null })),
      work: station.work,
      ballots: (kiosk.inForce()?.election.ballots ?? []).map(({ id, names, declinable }) => ({
        id,
        names,
        declinable,
      })),
      messageSeconds: (policy ?? defaultPolicy).timeouts.messageSeconds,
      approvals: {
        ...(policy ?? defaultPolicy).approvals,
        photo: this.#zone.fallbackRule('photo'),
        override: this.#zone.fallbackRule('override'),
      },
      opensChips: this.#zone.documents.opensChips,
      reading: role === 'officer' ? this.#zone.documents.view : null,
      trial: role !== null && technicians.includes(role) ? this.#zone.trials.view : null,
      voterDisplays: this.#watching.voter,
      fingerBench: role !== null && technicians.includes(role) ? this.#zone.fingerBench.view : null,
    };
  }

  #voterDisplay(): VoterDisplayView {
    const { way } = this.#zone;
    // Who is refused is told by the officer; the room need not know who it was.
    const voter = way.step.at === 'refused' ? null : this.#voter(way.voter);
    return {
      window: 'voter',
      station: this.#station(),
      voter: voter && {
        surname: voter.surname,
        given: voter.given,
        patronymic: voter.patronymic,
        number: voter.number,
        photo: voter.photo,
      },
      step: publicStep(way.step),
    };
  }

  #station(): StationView {
    const { kiosk, sitting, identity, devices } = this.#zone;
    const force = kiosk.inForce();
    return {
      stage: sitting.stage,
      mode: force?.election.mode ?? 'training',
      election: force && {
        id: force.election.id,
        names: force.election.names,
        date: shortDate(force.election.day.date),
        closes: force.election.day.close,
      },
      station: force && { number: force.precinct.number, names: force.precinct.names, address: force.precinct.address },
      device: identity,
      now: kiosk.now().toISOString(),
      zone: zoneName(force),
      admitted: sitting.admitted(),
      locked: (force?.register.locked ?? false) && resolving.includes(sitting.stage),
      devices: devices.health.map((health) => deviceView(health, kiosk.now())),
      problems: this.#zone.problems(),
    };
  }

  #voter(record: VoterRecord | null): VoterView | null {
    if (!record) {
      this.#voterCache = null;
      return null;
    }
    if (this.#voterCache?.record === record.record) return this.#voterCache.view;
    const force = this.#zone.kiosk.inForce();
    const photo = force?.register.photo(record.record) ?? null;
    const view: VoterView = {
      surname: record.surname,
      given: record.given,
      patronymic: record.patronymic,
      birthDate: record.birthDate,
      sex: record.sex,
      number: record.number,
      maskedPin: maskedPin(record.pin, this.#zone.kiosk.inForce()?.policy.receipt.maskedPinDigits),
      photo: photo && `data:${photo.type};base64,${Buffer.from(photo.bytes).toString('base64')}`,
      enrolled: record.fingers.map((one) => one.finger),
    };
    this.#voterCache = { record: record.record, view };
    return view;
  }

  #openReservations(withPeople: boolean): readonly OpenReservationView[] {
    const { kiosk, reservations, way } = this.#zone;
    return openReservations(kiosk.db)
      .filter((one) => one.admission !== way.admission)
      .map(({ voter: _pseudonym, ...one }) => {
        const record = withPeople ? reservations.voterOf(one.admission) : null;
        return {
          ...one,
          voter: record && {
            surname: record.surname,
            given: record.given,
            patronymic: record.patronymic,
            birthDate: record.birthDate,
            sex: record.sex,
            number: record.number,
            maskedPin: maskedPin(record.pin, this.#zone.kiosk.inForce()?.policy.receipt.maskedPinDigits),
            photo: null,
            enrolled: [],
          },
        };
      });
  }
}

/** The second display shows the voter's own step; other people with like names or fingers stay at the desk. */
function publicStep(step: VoterDisplayView['step']): VoterDisplayView['step'] {
  if (step.at === 'finger-candidates') return { ...step, candidates: [] };
  return step.at === 'choose' ? { at: 'looking-up' } : step;
}

const zoneName = (force: InForce | null): string => force?.precinct.zone ?? force?.election.zone ?? 'Asia/Bishkek';

const noCounters: CountersView = {
  registered: 0,
  reserved: 0,
  confirmed: 0,
  released: 0,
  open: 0,
  undone: 0,
  firstPrints: 0,
  ballotsDue: 0,
  reprints: 0,
  refused: {},
  byModality: {},
  touches: { all: 0, poor: 0, missed: 0 },
  bySex: { male: 0, female: 0 },
  byAge: {},
};

/** A device that does what it is there for is well; only one that must first get ready is awaited. */
function shownState(status: DeviceStatus): DeviceView['state'] {
  if (status.state !== 'working') return status.state;
  return status.doing === 'capturing' || status.doing === 'printing' ? 'ready' : 'working';
}

function deviceView(health: NamedHealth, now: Date): DeviceView {
  const { status } = health;
  const problem: Problem | null =
    'problem' in status ? status.problem : status.state === 'ready' ? (status.notice ?? null) : null;
  return {
    id: health.id,
    driver: health.driver,
    kind: health.kind,
    name: health.name,
    state: shownState(status),
    problem,
    path: health.path,
    since: new Date(now.getTime() - health.forMs).toISOString(),
    bytesIn: health.counters.bytesIn,
    bytesOut: health.counters.bytesOut,
    skipped: health.counters.skipped,
    retries: health.counters.retries,
    recoveries: Object.values(health.counters.recoveries).reduce((sum, times) => sum + times, 0),
  };
}
