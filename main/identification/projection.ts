import { defaultPolicy } from '../../core/election/policy-default.ts';
import { maskedPin } from '../../core/person/pin.ts';
import type { WindowName } from '../access/table.ts';
import type { Changes } from '../api/changes.ts';
import type { ReceptionView } from '../api/reception-views.ts';
import type { BallotPaperView } from '../api/sheet-views.ts';
import type {
  CountersView,
  DeskView,
  OpenReservationView,
  Role,
  VoterDisplayView,
  VoterView,
  ZoneView,
} from '../api/views.ts';
import { printsHere } from './prints-here.ts';
import type { VoterRecord } from './register/register.ts';
import { approvalsView } from './shown/approvals.ts';
import { dayView } from './shown/day.ts';
import type { ShownRooms } from './shown/rooms.ts';
import { stationView } from './shown/station.ts';
import { standingReceipts } from './standing.ts';
import { ballotPaperOf } from './state/ballot-sheets.ts';
import { openReservations, type StationRow, stationOf, turnoutOf } from './state/read.ts';

/** Roles that see the chair's lists. */
const commission: readonly Role[] = ['chair', 'secretary'];

/** Roles that have the bench. */
const technicians: readonly Role[] = ['technician', 'administrator'];

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
    const last = person?.role === 'officer' ? way.lastAdmitted(person.id) : null;
    return {
      window: 'officer',
      station: stationView(this.#zone),
      person: person && { id: person.id, role: person.role, name: person.name },
      people: desk.people(),
      step: way.step,
      ballotZone: chair ? (this.#zone.ballotZone?.view(this.#zone.resultsUp?.view() ?? null) ?? null) : null,
      admission: way.admission,
      mayBeOut: way.admission !== null && this.#zone.reservations.mayBeOut(way.admission),
      // Who does not serve voters does not see them.
      voter: role === 'officer' ? this.#voter(this.#zone.applicant.record ?? way.voter) : null,
      lastAdmitted: last === null ? null : standingReceipts(kiosk.db, last),
      openReservations: role === 'officer' || chair ? this.#openReservations(role === 'officer') : [],
      counters: role === null ? noCounters : sitting.counters(),
      opening: chair && row.stage === 'ready' ? sitting.openingList() : null,
      closing: chair && (row.stage === 'finishing' || row.stage === 'suspended') ? sitting.closingList() : null,
      visits: role === 'officer' ? this.#zone.sittings.outside.visits() : null,
      sittings: chair ? this.#zone.sittings.view() : null,
      day: chair ? dayView(this.#zone) : null,
      noticed: chair ? sitting.noticed() : [],
      turnout: (policy?.turnoutTimes ?? []).map((time) => ({ time, total: turnout.get(time) ?? null })),
      copy: chair ? { ...this.#zone.copy.view(), list: this.#zone.paperRoad.view() } : null,
      work: station.work,
      ballots: (kiosk.inForce()?.election.ballots ?? []).map(({ id, names, declinable }) => ({
        id,
        names,
        declinable,
      })),
      ballotPaper: role === 'officer' || chair ? this.#ballotPaper(row) : null,
      papers: {
        refusal: role === 'officer' ? this.#zone.papers.refusalView(way.refused) : null,
        help: kiosk.inForce()?.election.help ?? null,
      },
      messageSeconds: (policy ?? defaultPolicy).timeouts.messageSeconds,
      approvals: approvalsView(this.#zone, policy ?? defaultPolicy),
      duties: this.#zone.duties.view(),
      shifts: role === 'officer' || chair ? this.#zone.shifts.view() : [],
      rehearsal:
        role === 'officer' || chair
          ? this.#zone.rehearsal.view(role === 'officer' ? (person?.id ?? null) : null)
          : null,
      opensChips: this.#zone.documents.opensChips,
      reading: role === 'officer' ? this.#zone.documents.view : null,
      next: role === 'officer' ? this.#zone.next.view : null,
      trial:
        row.stage === 'unprovisioned' || (role !== null && technicians.includes(role)) ? this.#zone.trials.view : null,
      kiosksToday: chair ? this.#zone.kiosks.today() : null,
      link: role !== null && technicians.includes(role) ? this.#zone.kiosks.linkView() : null,
      logs: chair || (role !== null && technicians.includes(role)) ? this.#zone.kiosks.logs.view() : null,
      voterDisplays: this.#watching.voter,
      applications: chair && row.stage === 'ready' ? this.#zone.applicationFiles.view : null,
      list: role !== null && [...commission, ...technicians].includes(role) ? this.#zone.list.view(role) : null,
      reception: role === 'officer' ? this.#reception() : null,
      fingerBench: role !== null && technicians.includes(role) ? this.#zone.fingerBench.view : null,
    };
  }

  #ballotPaper({ stage, sitting }: StationRow): BallotPaperView | null {
    const { kiosk } = this.#zone;
    const running = stage === 'open' || stage === 'suspended' || stage === 'finishing';
    return running && printsHere(kiosk, sitting) ? ballotPaperOf(kiosk.db, sitting) : null;
  }

  #reception(): ReceptionView {
    const { reception, lookup } = this.#zone;
    return {
      open: reception.open,
      asking: lookup.asking,
      where: lookup.view,
      applicant: this.#zone.applicant.view,
      problem: lookup.problem,
      asked: lookup.askedToday(),
    };
  }

  #voterDisplay(): VoterDisplayView {
    const { way } = this.#zone;
    // Who is refused is told by the officer; the room need not know who it was.
    const voter = way.step.at === 'refused' ? null : this.#voter(way.voter);
    return {
      window: 'voter',
      station: stationView(this.#zone),
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
