import type { AdmissionContext, ResumedReservation } from '../../core/admission/context.ts';
import { admittedBefore, type RecordFacts } from '../../core/admission/eligibility.ts';
import type { Approved, OfReceipt, Printed, Renumbered, Reserved, Written } from '../../core/admission/ports.ts';
import { isPrinted } from '../../core/election/rules.ts';
import { placeOf } from '../../core/election/station.ts';
import type { Actor } from '../../core/journal/event.ts';
import { localTime } from '../../core/person/dates.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { timeSpan } from '../../core/receipt/slip.ts';
import { committed } from './commit.ts';
import type { DeviceClient } from './devices/client.ts';
import { type Kiosk, localMoment, SYSTEM } from './kiosk.ts';
import { elsewhereOf } from './network/lock-desk.ts';
import type { VoterRecord } from './register/register.ts';
import type { Slips } from './slips.ts';
import { confirmedBy } from './standing.ts';
import { allDelivered, owedOfStanding, sheetsOfAdmission } from './state/ballot-sheets.ts';
import { peerAdmission } from './state/elsewhere.ts';
import { onPaper } from './state/on-paper.ts';
import {
  admissionOf,
  mayBeOut,
  openReservations,
  receiptOf,
  receiptsOf,
  receiptsUsed,
  standingAdmission,
  stationOf,
} from './state/read.ts';
import { learnedAdmission, sittingOf } from './state/sittings.ts';
import { votedElsewhere } from './state/voted-elsewhere.ts';

type Confirmed = Extract<RecordFacts['admission'], { readonly state: 'confirmed' }>;

/** Digits of a receipt's running number; more voters simply make it longer. */
const NUMBER_DIGITS = 4;

/**
 * The two phases of an admission: reserved → confirmed (the receipt is out) or released (with a reason).
 * The reservation, its state and its print job are one commit; "handed to the printer" is a commit of its own
 * before the first byte, so that after any stop the paper's fate is either known or asked of a person.
 */
export class Reservations {
  readonly #kiosk: Kiosk;
  readonly #devices: Pick<DeviceClient, 'print'>;
  readonly #slips: Slips;

  constructor(kiosk: Kiosk, devices: Pick<DeviceClient, 'print'>, slips: Slips) {
    this.#kiosk = kiosk;
    this.#devices = devices;
    this.#slips = slips;
  }

  /** What an earlier admission of this voter means now; what of it is told is policy. */
  standing(voter: string): RecordFacts['admission'] {
    const { db } = this.#kiosk;
    const here = sittingOf(db, stationOf(db).sitting);
    const row = standingAdmission(db, voter, here?.round);
    if (!row) {
      const { round } = here ?? {};
      return (
        this.#atPeer(voter, round) ??
        this.#elsewhere(voter, round) ??
        this.#onPaper(voter, round) ??
        this.#atStation(voter, round)
      );
    }
    if (row.state === 'reserved') return { state: 'open' };
    const at = row.confirmed_at ?? row.reserved_at;
    const before = row.sitting === here?.sitting ? null : sittingOf(db, row.sitting);
    return {
      ...this.#told(row.category, at, this.#place()),
      ...(before?.kind === 'outside' ? { outside: localMoment(this.#kiosk, new Date(at)).date } : {}),
    };
  }

  /** What policy lets be told of an admission. @param place number of the kiosk where it was */
  #told(category: string, at: string, place: number): Confirmed {
    const force = this.#kiosk.inForce();
    if (!force) return { state: 'confirmed', at: null, station: null, device: null };
    const reveal = force.policy.alreadyAdmitted[category === 'remote' ? 'remote' : 'home'];
    const exact = localTime(at, force.precinct.zone ?? force.election.zone);
    return {
      state: 'confirmed',
      at: reveal.time === 'none' ? null : timeSpan(exact, reveal.time === 'hour' ? 60 : 1),
      station: reveal.station ? force.precinct.number : null,
      device: reveal.device ? String(place) : null,
    };
  }

  /** An admission at another kiosk of the station, as that one has told over the network. */
  #atPeer(voter: string, round: number | undefined): RecordFacts['admission'] {
    const peer = peerAdmission(this.#kiosk.db, voter, round);
    if (!peer) return null;
    const place = placeOf(this.#kiosk.inForce()?.devices ?? [], peer.device);
    return peer.state === 'reserved'
      ? { state: 'not-here', refusal: { reason: 'served-elsewhere', device: String(place) } }
      : this.#told(peer.category, peer.at, place);
  }

  #isOutside(): boolean {
    return sittingOf(this.#kiosk.db, stationOf(this.#kiosk.db).sitting)?.kind === 'outside';
  }

  /** An admission at another kiosk's sitting outside the room, whose journal was taken in here. */
  #elsewhere(voter: string, round?: number): RecordFacts['admission'] {
    const learned = learnedAdmission(this.#kiosk.db, voter, round);
    if (!learned) return null;
    const outside = localMoment(this.#kiosk, new Date(learned.at)).date;
    return { state: 'confirmed', at: null, station: null, device: null, outside };
  }

  /** An admission at another station, as the hub has told. */
  #atStation(voter: string, round: number | undefined): RecordFacts['admission'] {
    const there = votedElsewhere(this.#kiosk.db, voter, round);
    const refusal = there && ({ reason: 'voted-elsewhere', ...elsewhereOf(this.#kiosk.inForce(), there) } as const);
    return refusal && { state: 'not-here', refusal };
  }

  /** Who was admitted by the paper list is admitted; no more than that is known of it. */
  #onPaper(voter: string, round: number | undefined): RecordFacts['admission'] {
    const entered = onPaper(this.#kiosk.db, voter, round) !== null;
    return entered ? { state: 'confirmed', at: null, station: null, device: null } : null;
  }

  /**
   * First phase. The unique index of the file decides if two ways race: the second is refused. So is everybody whom a
   * standstill overtook on her way, also the one of a kiosk whose sitting goes on elsewhere (`copy.superseded`).
   */
  reserve(context: AdmissionContext, officer: Actor): Reserved {
    const { facts, established } = context;
    const force = this.#kiosk.inForce();
    if (!facts || !established || !force) throw new Error('reserve before the identity was established');
    const { stage } = stationOf(this.#kiosk.db);
    if (stage !== 'open' && stage !== 'finishing') return { ok: false, refusal: { reason: 'standing-still' } };
    const standing = this.standing(facts.voter);
    if (standing?.state === 'open') return { ok: false, refusal: { reason: 'reservation-open' } };
    if (standing?.state === 'not-here') return { ok: false, refusal: standing.refusal };
    if (standing) return { ok: false, refusal: admittedBefore(standing) };
    const admission = this.#kiosk.newId();
    const first = this.#nextReceipt();
    const receipts = context.ballots.map((ballot, index) => ({ receipt: this.#number(first + index), ballot }));
    const category = this.#isOutside() ? 'outside' : context.category;
    const printed = receipts.map((one) => one.ballot).filter((id) => isPrinted(force.election, id, category));
    const written = this.#write(() =>
      this.#kiosk.record(
        'admission.reserved',
        {
          admission,
          attempt: context.attempt,
          voter: facts.voter,
          category,
          constituency: facts.precinct.constituency,
          precinct: facts.precinct.number,
          sex: facts.sex,
          ageGroup: facts.ageGroup,
          modality: established,
          receipts,
          ...(printed.length > 0 ? { printed } : {}),
          ...(context.lock === 'unconfirmed' ? { unconfirmed: true as const } : {}),
          ...(context.homecoming ? { listedAt: context.homecoming.to?.number ?? null } : {}),
        },
        officer,
      ),
    );
    if (!written.ok) return { ok: false, refusal: { reason: 'storage', problem: written.problem } };
    return {
      ok: true,
      admission,
      receipts: receipts.map((one) => ({ ...one, printed: false })),
      sheets: printed.map((ballot) => ({ ballot, state: 'none' })),
    };
  }

  /** Prints one receipt. What the printer does not vouch for is "maybe", never "printed". */
  async print(receipt: string, voter: VoterRecord | null): Promise<Printed> {
    const row = receiptOf(this.#kiosk.db, receipt);
    if (row?.state !== 'waiting') {
      return { ok: false, sent: 'maybe', problem: { code: 'station.interrupted', params: { receipt } } };
    }
    const svg = this.#slips.receipt({ row, voter: voter ?? this.voterOf(row.admission) }, this.#kiosk.head());
    const job = this.#kiosk.newId();
    const handed = this.#write(() => this.#kiosk.record('print.handed', { job, receipt, copy: row.copy }, SYSTEM));
    if (!handed.ok) return { ok: false, sent: 'nothing', problem: handed.problem };

    const printed = await this.#devices.print(svg);
    if (printed.ok) {
      const told = this.#write(() =>
        this.#kiosk.record('receipt.printed', { admission: row.admission, receipt }, SYSTEM),
      );
      return told.ok ? { ok: true } : { ok: false, sent: 'maybe', problem: told.problem };
    }
    const sent = printed.error.sent === 'nothing-sent' ? 'nothing' : 'maybe';
    const { problem } = printed.error;
    const told = this.#write(() =>
      this.#kiosk.record('print.failed', { job, receipt, problem: problem.code, sent }, SYSTEM),
    );
    return { ok: false, sent: told.ok ? sent : 'maybe', problem };
  }

  /** The officer found the slip whole in the tray. */
  acceptSlip({ admission, receipt }: OfReceipt, officer: Actor): Written {
    return this.#write(() => this.#kiosk.record('receipt.printed', { admission, receipt }, officer));
  }

  /** Second phase: every receipt of the admission is out, and every ballot that is printed here was handed over. */
  confirm(admission: string, officer: Actor): Written {
    const row = admissionOf(this.#kiosk.db, admission);
    const receipts = receiptsOf(this.#kiosk.db, admission);
    if (!row || receipts.some((one) => one.state !== 'printed')) {
      return { ok: false, problem: { code: 'station.interrupted', params: { receipt: receipts[0]?.receipt ?? '' } } };
    }
    if (!allDelivered(this.#kiosk.db, admission)) return { ok: false, problem: { code: 'ballot-print.interrupted' } };
    return this.#write(() =>
      this.#kiosk.record(
        'admission.confirmed',
        {
          admission,
          receipts: receipts.map((one) => one.receipt),
          evidence: receipts.some((one) => one.told === 'officer') ? 'officer' : 'printer',
        },
        officer,
      ),
    );
  }

  /** Stopped between the last paper and the confirmation: all of it is known to be out, so nobody need be asked. */
  confirmPrinted(): void {
    for (const { admission } of openReservations(this.#kiosk.db)) {
      const receipts = receiptsOf(this.#kiosk.db, admission);
      const printed = receipts.length > 0 && receipts.every((one) => one.state === 'printed');
      if (admissionOf(this.#kiosk.db, admission)?.state !== 'reserved') continue;
      if (printed && allDelivered(this.#kiosk.db, admission)) this.confirm(admission, SYSTEM);
    }
  }

  /** Voids a number and gives the ballot a new, marked one. */
  reissue({ admission, receipt, reason, approvers }: OfReceipt & Approved, officer: Actor): Renumbered {
    const row = receiptOf(this.#kiosk.db, receipt);
    if (!row) return { ok: false, problem: { code: 'station.wrong-receipt', params: { receipt } } };
    const number = this.#number(this.#nextReceipt());
    const written = this.#write(() =>
      this.#kiosk.record(
        'receipt.reissued',
        {
          admission,
          ballot: row.ballot,
          voided: receipt,
          receipt: number,
          copy: row.copy + 1,
          reason,
          approvers: [...approvers],
        },
        officer,
      ),
    );
    return written.ok ? { ok: true, receipt: number } : written;
  }

  /** The voter goes without: the numbers are void, the voter may come again. */
  release({ admission, reason, approvers }: { readonly admission: string } & Approved, officer: Actor): Written {
    const row = admissionOf(this.#kiosk.db, admission);
    if (row?.state !== 'reserved') return { ok: false, problem: { code: 'station.nothing-to-do' } };
    const { db } = this.#kiosk;
    if (sheetsOfAdmission(db, admission).some(({ state }) => state !== 'none')) {
      return { ok: false, problem: { code: 'ballot-print.outstanding' } };
    }
    const voided = receiptsOf(this.#kiosk.db, admission)
      .filter((one) => one.state !== 'waiting')
      .map((one) => one.receipt);
    return this.#write(() =>
      this.#kiosk.record('admission.released', { admission, reason, voided, approvers: [...approvers] }, officer),
    );
  }

  /** Undo of a confirmed admission by the number on its receipt; the original stays in the journal. @returns which it was */
  undo(receipt: string, reason: string, approvers: readonly string[], actor: Actor): Result<string, Problem> {
    const found = confirmedBy(this.#kiosk.db, receipt);
    if (!found.ok) return found;
    const { admission } = found.value;
    // Her vote may be in the box. What came back is in the spoiled envelope, by two persons' word.
    if (sheetsOfAdmission(this.#kiosk.db, admission).some(({ state }) => state !== 'none')) {
      return err({ code: 'ballot-print.outstanding' });
    }
    const written = this.#write(() =>
      this.#kiosk.record('admission.undone', { admission, reason, approvers: [...approvers] }, actor),
    );
    return written.ok ? ok(admission) : err(written.problem);
  }

  /** An open reservation, or an admission that is owed a ballot again, as the chart takes it up. */
  resumable(admission: string): { readonly attempt: string; readonly resumed: ResumedReservation } | null {
    const row = admissionOf(this.#kiosk.db, admission);
    const standing = row?.state === 'confirmed' && owedOfStanding(this.#kiosk.db, admission);
    if (!row || (row.state !== 'reserved' && !standing)) return null;
    const receipts = receiptsOf(this.#kiosk.db, admission);
    const next = receipts.find((one) => one.state !== 'printed');
    return {
      attempt: row.attempt,
      resumed: {
        ...{ admission, standing },
        receipts: receipts.map(({ receipt, ballot, state }) => ({ receipt, ballot, printed: state === 'printed' })),
        sent: next?.state === 'handed' ? 'maybe' : 'nothing',
        sheets: sheetsOfAdmission(this.#kiosk.db, admission),
        problem: next
          ? { code: 'station.interrupted', params: { receipt: next.receipt } }
          : { code: 'ballot-print.interrupted' },
      },
    };
  }

  /** The person of a reservation, found again through the pseudonym. */
  voterOf(admission: string): VoterRecord | null {
    const row = admissionOf(this.#kiosk.db, admission);
    return row ? (this.#kiosk.inForce()?.register.byPseudonym(row.voter) ?? null) : null;
  }

  /** The number of the receipt that a reservation waits for. */
  openReceipt(admission: string): string | null {
    return receiptsOf(this.#kiosk.db, admission).find((one) => one.state !== 'printed')?.receipt ?? null;
  }

  /** Whether a slip of it may be in somebody's hand: its release then takes approvers. */
  mayBeOut(admission: string): boolean {
    return mayBeOut(this.#kiosk.db, admission);
  }

  /**
   * Station, device and running number: numbers of two devices can never meet. A repeat vote has its round before it: whose
   * slip it is, is seen without the journal.
   */
  #number(n: number): string {
    const { db } = this.#kiosk;
    const force = this.#kiosk.inForce();
    const round = sittingOf(db, stationOf(db).sitting)?.round ?? 0;
    const running = String(n).padStart(NUMBER_DIGITS, '0');
    return [force?.precinct.number ?? '0', this.#place(), ...(round > 0 ? [round] : []), running].join('-');
  }

  /** The next running number: also of a device that was emptied of this election, and that counted before. */
  #nextReceipt(): number {
    return (this.#kiosk.inForce()?.numbersBefore.receipts ?? 0) + receiptsUsed(this.#kiosk.db) + 1;
  }

  /** Which of the station's kiosks this is: people know it by this number, which stands in every receipt's. */
  #place(): number {
    return this.#kiosk.inForce()?.place ?? 0;
  }

  /** A commit that the disk may refuse. */
  #write(commit: () => unknown): Written {
    return committed(this.#kiosk, commit);
  }
}
