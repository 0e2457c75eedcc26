import type { OutsideReason } from '../../../core/election/policy-applications.ts';
import type { NotMetReason, SittingKind } from '../../../core/election/sittings.ts';
import type { CarriedSitting, OutsideFacts } from '../../../core/receipt/sittings.ts';
import type { Database } from '../../storage/open.ts';
import { prepared } from '../../storage/prepared.ts';
import type { KnownOutside } from '../sittings/outside-file.ts';
import { holdsAtPeer } from './peers.ts';

/** Questions to the state tables about the sittings of a station. */

export interface SittingRow {
  readonly sitting: string;
  readonly kind: SittingKind;
  readonly round: number;
  readonly registered: number;
  readonly carried: number;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

/** The sittings that this kiosk has opened, oldest first. */
export function heldSittings(db: Database): readonly SittingRow[] {
  return prepared<[], SittingRow>(db, 'select * from sitting order by opened_at, sitting').all();
}

export function sittingOf(db: Database, sitting: string | null): SittingRow | null {
  return prepared<[string | null], SittingRow>(db, 'select * from sitting where sitting is ?').get(sitting) ?? null;
}

/**
 * Closed sittings but this one, with the people who were admitted in each, oldest first; later slips repeat them. Those of
 * other kiosks that were taken in here stand behind this kiosk's own.
 */
export function carriedSittings(db: Database, but: string | null): readonly CarriedSitting[] {
  const excluded = excludedBatches(db);
  const isOut = (batch: string, device?: string): boolean =>
    excluded.some((one) => one.batch === batch && (device === undefined ? one.own === 1 : one.device === device));
  const own = db
    .prepare<[string | null], { kind: SittingKind; sitting: string; admitted: number; onPaper: number }>(
      `select kind, sitting, (select count(*) from admission
           where admission.sitting = sitting.sitting and state = 'confirmed') as admitted,
           (select count(*) from on_paper
             where on_paper.sitting = sitting.sitting and conflict is null and undone = 0) as onPaper
         from sitting where closed_at is not null and sitting is not ? order by opened_at, sitting`,
    )
    .all(but)
    .map(({ kind, sitting, admitted, onPaper }) => {
      return { kind, date: sitting.slice(0, 10), admitted, onPaper, excluded: isOut(sitting) };
    });
  const others = takenSittings(db).map(({ device, sitting, admitted }) => {
    return { kind: 'outside', date: sitting.slice(0, 10), admitted, device, excluded: isOut(sitting, device) } as const;
  });
  return [...own, ...others];
}

export interface ApplicantRow {
  readonly voter: string;
  readonly place: number;
  readonly reason: OutsideReason;
  readonly not_met: NotMetReason | null;
  /** Number of the granted application that she comes from; null: a list, or typed. */
  readonly application: string | null;
  /** An admission of hers stands in this sitting. */
  readonly admitted: number;
}

/** Who has applied to vote outside the room, in the order of visits. */
export function applicantsOf(db: Database, sitting: string | null): readonly ApplicantRow[] {
  return db
    .prepare<[string | null], ApplicantRow>(
      `select voter, place, reason, not_met, application, exists(
           select 1 from admission where admission.sitting = applicant.sitting
             and admission.voter = applicant.voter and state = 'confirmed') as admitted
         from applicant where sitting is ? order by place`,
    )
    .all(sitting);
}

export interface OutsideBallotsRow {
  readonly taken: number;
  /** Numbers of the seals, by spaces. */
  readonly boxes: string;
  readonly handed_out: number | null;
  readonly spoiled: number | null;
  readonly brought_back: number | null;
  readonly reason: string | null;
}

export function outsideBallotsOf(db: Database, sitting: string | null): OutsideBallotsRow | null {
  return (
    db.prepare<[string | null], OutsideBallotsRow>('select * from outside_ballots where sitting is ?').get(sitting) ??
    null
  );
}

export interface LearnedRow {
  readonly device: string;
  readonly admission: string;
  readonly sitting: string;
  readonly voter: string;
  readonly state: 'reserved' | 'confirmed' | 'released' | 'undone';
  readonly at: string;
}

/** The admission of this voter that stands at another kiosk of the station, in this round. */
export function learnedAdmission(db: Database, voter: string, round = 0): LearnedRow | null {
  return (
    db
      .prepare<[string, number], LearnedRow>(
        "select * from learned where voter = ? and round = ? and state in ('reserved', 'confirmed') order by at, device",
      )
      .get(voter, round) ?? null
  );
}

export interface TakenRow {
  readonly device: string;
  readonly sitting: string;
  readonly first: number;
  readonly last: number;
  readonly hash: string;
  readonly closed: number;
  readonly admitted: number;
}

/**
 * Sittings of other kiosks that were taken in here, each with the people who stand admitted there. A kiosk that went on
 * from another one's copy tells of the same admissions: each counts once, and not where this kiosk has it itself.
 */
export function takenSittings(db: Database): readonly TakenRow[] {
  return db
    .prepare<[], TakenRow>(
      `with counted as (
         select min(device) as device, sitting from learned
           where state = 'confirmed' and not exists (
             select 1 from admission where admission.admission = learned.admission and admission.state = 'confirmed')
           group by sitting, admission)
         select *, (select count(*) from counted
             where counted.device = taken_file.device and counted.sitting = taken_file.sitting) as admitted
           from taken_file order by sitting, device`,
    )
    .all();
}

/** What is known of another kiosk's sitting. */
export function knownOf(db: Database, device: string, sitting: string): KnownOutside {
  const taken = takenSittings(db).find((one) => one.device === device && one.sitting === sitting) ?? null;
  const rows = db
    .prepare<[string, string], LearnedRow>('select * from learned where device = ? and sitting = ?')
    .all(device, sitting);
  return { taken, admissions: new Map(rows.map(({ admission, state }) => [admission, state])) };
}

/** Why the station opens without the admissions of a sitting outside the room; null: nobody has decided so. */
export function notAwaited(db: Database, sitting: string): string | null {
  return db.prepare<[string], string>('select reason from not_awaited where sitting = ?').pluck().get(sitting) ?? null;
}

export interface ExcludedRow {
  readonly batch: string;
  readonly device: string;
  readonly reason: string;
  /** It is of no kiosk whose admissions were taken in: this kiosk's own. */
  readonly own: number;
}

/** Mobile boxes that a decision has excluded, and that no later one has restored. */
export function excludedBatches(db: Database): readonly ExcludedRow[] {
  return db
    .prepare<[], ExcludedRow>(
      `select *, not exists (select 1 from taken_file
           where taken_file.device = excluded_batch.device and taken_file.sitting = batch) as own
         from excluded_batch order by batch, device`,
    )
    .all();
}

/** Voters who stand admitted twice within one round, here, at other kiosks or on paper: for people to look at. */
export function admittedTwice(db: Database): number {
  return (
    db
      .prepare<[], number>(
        `select count(*) from (
           select voter, round from (
             select voter, round, admission from admission where state in ('reserved', 'confirmed')
             union select voter, round, admission from learned where state in ('reserved', 'confirmed')
             union select voter, round, admission from peer_admission where ${holdsAtPeer()}
             union select voter, round, null from on_paper where undone = 0)
           group by voter, round having count(*) > 1)`,
      )
      .pluck()
      .get() ?? 0
  );
}

/** Ballots and boxes of a sitting outside the room, as its slips say them; null for any other. */
export function outsideFacts(db: Database, sitting: string | null): OutsideFacts | null {
  const row = sitting === null ? null : outsideBallotsOf(db, sitting);
  if (!row) return null;
  const { taken, boxes, handed_out, spoiled, brought_back, reason } = row;
  const back = { handedOut: handed_out ?? 0, spoiled: spoiled ?? 0, broughtBack: brought_back ?? 0, reason };
  return { taken, boxes: boxes.split(' '), back: handed_out === null ? null : back };
}
