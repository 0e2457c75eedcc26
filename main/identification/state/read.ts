import type { ConstituencyCount } from '../../../core/receipt/constituency-counts.ts';
import type { CountersView, OpenReservationView, Stage } from '../../api/views.ts';
import type { Database } from '../../storage/open.ts';
import { prepared } from '../../storage/prepared.ts';
import { owedBallot, standingOwed } from './ballot-sheets.ts';
import { unconfirmedNow } from './national-lock.ts';

/** Questions to the state tables. Every number a screen or a slip shows is counted here, from rows. */

export interface StationRow {
  readonly stage: Stage;
  readonly sitting: string | null;
  readonly register: string | null;
  readonly package: string | null;
  readonly package_version: number | null;
  readonly package_sha256: string | null;
  /** The stage before a suspension, while it lasts. */
  readonly resumes: Stage | null;
  /** The version of the package that has no key for this device any more; null while it is in use. */
  readonly revoked_version: number | null;
  /** The sitting that a person has chosen to come next; null: the one that the clock proposes. */
  readonly prepared: string | null;
}

export interface AdmissionRow {
  readonly admission: string;
  readonly attempt: string;
  readonly sitting: string | null;
  readonly voter: string;
  readonly category: 'home' | 'remote' | 'outside';
  readonly state: 'reserved' | 'confirmed' | 'released' | 'undone';
  readonly constituency: string;
  readonly modality: string;
  readonly reserved_at: string;
  readonly confirmed_at: string | null;
  /** The remote station where she is listed, '' where the list does not say; null: she is listed here. */
  readonly listed_at: string | null;
}

export interface ReceiptRow {
  readonly receipt: string;
  readonly admission: string;
  readonly ballot: string;
  readonly copy: number;
  readonly place: number;
  readonly state: 'waiting' | 'handed' | 'printed' | 'void';
  readonly told: 'printer' | 'officer' | null;
}

export function stationOf(db: Database): StationRow {
  const row = prepared<[], StationRow>(db, 'select * from station').get();
  if (!row) throw new Error('the station row is missing');
  return row;
}

/** All sittings of this journal so far, oldest first. */
export function sittingsOf(db: Database): readonly string[] {
  return db.prepare<[], string>('select sitting from sitting order by opened_at, sitting').pluck().all();
}

/** The admission that stands against another one in this round: reserved or confirmed, of whatever sitting. */
export function standingAdmission(db: Database, voter: string, round = 0): AdmissionRow | null {
  return (
    db
      .prepare<[string, number], AdmissionRow>(
        "select * from admission where voter = ? and round = ? and state in ('reserved', 'confirmed')",
      )
      .get(voter, round) ?? null
  );
}

export function admissionOf(db: Database, admission: string): AdmissionRow | null {
  return db.prepare<[string], AdmissionRow>('select * from admission where admission = ?').get(admission) ?? null;
}

/** The receipts of an admission that are not void, in the order of the ballots. */
export function receiptsOf(db: Database, admission: string): readonly ReceiptRow[] {
  return db
    .prepare<[string], ReceiptRow>("select * from receipt where admission = ? and state <> 'void' order by place")
    .all(admission);
}

export function receiptOf(db: Database, receipt: string): ReceiptRow | null {
  return db.prepare<[string], ReceiptRow>('select * from receipt where receipt = ?').get(receipt) ?? null;
}

/** How many receipt numbers this device has used: the next one follows. */
export function receiptsUsed(db: Database): number {
  return db.prepare<[], number>('select count(*) from receipt').pluck().get() ?? 0;
}

/**
 * Whether a slip of this admission may be in somebody's hand: one was handed to the printer and no word came that it did
 * not leave, whatever became of its number afterwards.
 */
export function mayBeOut(db: Database, admission: string): boolean {
  return (
    db.prepare('select 1 from receipt where admission = ? and job is not null limit 1').get(admission) !== undefined
  );
}

/** Reservations that wait for a person's word, and admissions that are owed a ballot for one that came back; oldest first. */
export function openReservations(
  db: Database,
): readonly (Omit<OpenReservationView, 'voter'> & { readonly voter: string })[] {
  return prepared<[string], AdmissionRow>(
    db,
    `select * from admission where state = 'reserved' or admission in (select value from json_each(?))
         order by reserved_at, admission`,
  )
    .all(JSON.stringify(standingOwed(db)))
    .map((row) => {
      const receipts = receiptsOf(db, row.admission);
      const next = receipts.find((one) => one.state !== 'printed');
      const ballot = next ? null : owedBallot(db, row.admission);
      const shown = next ?? receipts.find((one) => one.ballot === ballot?.ballot) ?? receipts.at(-1);
      return {
        admission: row.admission,
        receipt: shown?.receipt ?? '',
        at: row.reserved_at,
        sent: next?.state === 'handed' ? 'maybe' : 'nothing',
        mayBeOut: mayBeOut(db, row.admission),
        ballot,
        voter: row.voter,
      };
    });
}

function tally(db: Database, sql: string, sitting: string | null): Record<string, number> {
  const rows = prepared<[string | null], { key: string; n: number }>(db, sql).all(sitting);
  return Object.fromEntries(rows.map((row) => [row.key, row.n]));
}

/** Counters of one sitting. */
export function countersOf(db: Database, sitting: string | null, registered: number): CountersView {
  const states = tally(db, 'select state as key, count(*) as n from admission where sitting is ? group by 1', sitting);
  const of = (column: string) =>
    tally(
      db,
      `select ${column} as key, count(*) as n from admission where sitting is ? and state = 'confirmed' group by 1`,
      sitting,
    );
  const sex = of('sex');
  const n = (state: string) => states[state] ?? 0;
  const reprints = prepared<[string | null], { n: number }>(
    db,
    'select count(*) as n from receipt join admission using (admission) where sitting is ? and copy > 0',
  ).get(sitting)?.n;
  const homecomers =
    prepared<[string | null], { n: number }>(
      db,
      "select count(*) as n from admission where sitting is ? and state = 'confirmed' and listed_at is not null",
    ).get(sitting)?.n ?? 0;
  const slips = prepared<[string | null], { due: number; printed: number }>(
    db,
    `select count(*) as due, coalesce(sum(receipt.state = 'printed'), 0) as printed
         from receipt join admission using (admission)
         where sitting is ? and admission.state = 'confirmed' and receipt.state <> 'void'`,
  ).get(sitting);
  return {
    registered,
    reserved: n('reserved') + n('confirmed') + n('released') + n('undone'),
    // An undone admission was confirmed once; both numbers are told.
    confirmed: n('confirmed') + n('undone'),
    released: n('released'),
    open: n('reserved'),
    undone: n('undone'),
    firstPrints: slips?.printed ?? 0,
    ballotsDue: slips?.due ?? 0,
    reprints: reprints ?? 0,
    ...(homecomers > 0 ? { homecomers } : {}),
    ...unconfirmedNow(db, sitting),
    refused: tally(
      db,
      `select reason as key, count(*) as n from attempt
         where sitting is ? and outcome not in ('admitted', 'released') group by 1`,
      sitting,
    ),
    byModality: of('modality'),
    touches: touchesOf(db, sitting),
    bySex: { male: sex.male ?? 0, female: sex.female ?? 0 },
    byAge: of('age_group'),
  };
}

/** Admissions that stand and their slips that count, by the constituency of the voter, in the order of their names. */
export function constituencyCounts(db: Database, sitting: string | null): readonly ConstituencyCount[] {
  return db
    .prepare<[string | null], ConstituencyCount>(
      `select constituency, count(distinct admission) as admitted, coalesce(sum(receipt.state = 'printed'), 0) as slips
         from admission left join receipt using (admission)
         where sitting is ? and admission.state = 'confirmed' group by constituency order by constituency`,
    )
    .all(sitting);
}

/** Touches of the sensor in a sitting, from what was told of each. */
function touchesOf(db: Database, sitting: string | null): CountersView['touches'] {
  const by = tally(
    db,
    "select result as key, touches as n from touch where sitting = coalesce(?, '') and modality = 'finger'",
    sitting,
  );
  const [poor, missed] = [by['low-quality'] ?? 0, by['no-match'] ?? 0];
  return { all: poor + missed + (by.match ?? 0) + (by.searched ?? 0), poor, missed };
}

/** People admitted in this sitting, undone ones left out. */
export function admittedCount(db: Database, sitting: string | null): number {
  return (
    db
      .prepare<[string | null], number>("select count(*) from admission where sitting is ? and state = 'confirmed'")
      .pluck()
      .get(sitting) ?? 0
  );
}

/** Standing admissions whose confirmation lies within the time that is asked for, in the published breakdowns. */
export function turnoutUntil(
  db: Database,
  sitting: string | null,
  within: (confirmedAt: string) => boolean,
): {
  readonly total: number;
  readonly bySex: Record<'male' | 'female', number>;
  readonly byAge: Record<string, number>;
} {
  const rows = db
    .prepare<[string | null], { at: string; sex: string; age: string }>(
      "select confirmed_at as at, sex, age_group as age from admission where sitting is ? and state = 'confirmed'",
    )
    .all(sitting)
    .filter(({ at }) => within(at));
  const tallied = (key: 'sex' | 'age'): Record<string, number> => {
    const groups = Map.groupBy(rows, (row) => row[key]);
    return Object.fromEntries([...groups].map(([name, members]) => [name, members.length]));
  };
  return { total: rows.length, bySex: { male: 0, female: 0, ...tallied('sex') }, byAge: tallied('age') };
}

export function turnoutOf(db: Database, sitting: string | null): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[string | null], { time: string; total: number }>('select time, total from turnout where sitting is ?')
    .all(sitting);
  return new Map(rows.map((row) => [row.time, row.total]));
}

export interface SameFingerRow {
  readonly receipt: string;
  readonly earlier: string;
  readonly level: number;
}

/** Pairs of receipts of a sitting whose voters' fingers look alike, newest first; without those undone since. */
export function sameFingersOf(db: Database, sitting: string | null): readonly SameFingerRow[] {
  return db
    .prepare<[string | null], SameFingerRow>(
      `select receipt, earlier, level from same_finger
         where sitting is ? and not exists (
           select 1 from receipt as own join admission using (admission)
             where own.receipt in (same_finger.receipt, same_finger.earlier) and admission.state = 'undone')
         order by at desc, same_finger.receipt desc, earlier desc`,
    )
    .all(sitting);
}

/** Wrong codes of a person in a row, and until when he is locked (ISO), over restarts. */
export function failuresOf(db: Database, person: string): { readonly failures: number; readonly until: string | null } {
  const row = db
    .prepare<[string], { failures: number; locked_until: string | null }>('select * from person where person = ?')
    .get(person);
  return { failures: row?.failures ?? 0, until: row?.locked_until ?? null };
}
