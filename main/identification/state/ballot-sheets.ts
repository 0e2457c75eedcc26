import type { SheetState } from '../../../core/admission/context.ts';
import type { BallotPaperView, OwedBallotView } from '../../api/sheet-views.ts';
import type { Database } from '../../storage/open.ts';

/** Questions to the tables of printed ballots. */

export interface SheetRow {
  readonly sheet: string;
  readonly ballot: string;
  readonly state: 'handed' | 'out' | 'delivered';
}

const told = { handed: 'maybe', out: 'out', delivered: 'delivered' } as const;

/** The ballots of an admission that are printed here, in their order, each with the sheet that is underway or delivered. */
export function sheetsOfAdmission(db: Database, admission: string): readonly SheetState[] {
  return db
    .prepare<[string], { ballot: string; state: SheetRow['state'] | null }>(
      `select due.ballot, live.state from ballot_due as due left join ballot_sheet as live
         on live.admission = due.admission and live.ballot = due.ballot and live.state in ('handed', 'out', 'delivered')
         where due.admission = ? order by due.place`,
    )
    .all(admission)
    .map(({ ballot, state }) => ({ ballot, state: state === null ? 'none' : told[state] }));
}

/** The sheet of a ballot that is underway or delivered; null where none is. */
export function liveSheet(db: Database, admission: string, ballot: string): SheetRow | null {
  return (
    db
      .prepare<[string, string], SheetRow>(
        `select sheet, ballot, state from ballot_sheet
           where admission = ? and ballot = ? and state in ('handed', 'out', 'delivered')`,
      )
      .get(admission, ballot) ?? null
  );
}

/** Whether every ballot of an admission that is printed here is in its voter's hand. */
export const allDelivered = (db: Database, admission: string): boolean =>
  sheetsOfAdmission(db, admission).every(({ state }) => state === 'delivered');

/** The ballot that an admission waits for; null where all that are printed here are delivered. */
export function owedBallot(db: Database, admission: string): OwedBallotView | null {
  for (const { ballot, state } of sheetsOfAdmission(db, admission)) {
    if (state !== 'delivered') return { ballot, sheet: state };
  }
  return null;
}

/** Admissions of the sitting that stand and whose printed ballot came back: another is owed. */
export const standingOwed = (db: Database): readonly string[] =>
  db
    .prepare<[], string>(
      `select distinct admission from ballot_due join admission using (admission)
         where admission.state = 'confirmed' and admission.sitting is (select sitting from station)
           and not exists (
             select 1 from ballot_sheet as own where own.admission = ballot_due.admission
               and own.ballot = ballot_due.ballot and own.state = 'delivered')`,
    )
    .pluck()
    .all();

/** Whether this admission, which stands, is one of them. */
export const owedOfStanding = (db: Database, admission: string): boolean => standingOwed(db).includes(admission);

/** Where the paper of a sitting is. */
export function ballotPaperOf(db: Database, sitting: string | null): BallotPaperView {
  const paper = db
    .prepare<[string], Pick<BallotPaperView, 'carried' | 'loaded' | 'corrected'>>(
      'select carried, loaded, corrected from ballot_paper where sitting = ?',
    )
    .get(sitting ?? '') ?? { carried: 0, loaded: 0, corrected: 0 };
  const used = db
    .prepare<[string | null], Record<'delivered' | 'cancelled' | 'open', number>>(
      `select coalesce(sum(state = 'delivered'), 0) as delivered, coalesce(sum(state = 'cancelled'), 0) as cancelled,
           coalesce(sum(state in ('handed', 'out')), 0) as open
         from ballot_sheet where sitting is ?`,
    )
    .get(sitting) ?? { delivered: 0, cancelled: 0, open: 0 };
  const { carried, loaded, corrected } = paper;
  const blank = carried + loaded + corrected - used.delivered - used.cancelled - used.open;
  return { ...paper, ...used, blank };
}

/** Ballots that voters of a constituency were handed in a sitting. */
export interface HandedOut {
  readonly ballot: string;
  readonly constituency: string;
  readonly n: number;
}

/**
 * Ballots handed out in the room, by ballot and constituency, for the comparison with the sheets in the box. One that is
 * printed here was handed out when its sheet was delivered. One on paper from the table is due as soon as its receipt is
 * out, before the admission is confirmed: its voter may have it already. Of admissions that were undone or given up there
 * is none: what they had lies in the spoiled envelope.
 */
export function handedOut(db: Database, sitting: string): readonly HandedOut[] {
  return db
    .prepare<[string], HandedOut>(
      `select receipt.ballot, admission.constituency, count(*) as n
         from receipt join admission using (admission)
         left join ballot_due as due on due.admission = receipt.admission and due.ballot = receipt.ballot
         where admission.sitting = ? and receipt.state <> 'void' and case when due.ballot is null
           then admission.state = 'confirmed' or admission.state = 'reserved' and receipt.state <> 'waiting'
           else admission.state in ('confirmed', 'reserved') and exists (
             select 1 from ballot_sheet as own where own.admission = receipt.admission
               and own.ballot = receipt.ballot and own.state = 'delivered') end
         group by receipt.ballot, admission.constituency`,
    )
    .all(sitting);
}

/**
 * Printed ballots that are delivered in a sitting, whatever became of their admissions, and receipts that stand for ballots
 * that are printed here: a receipt that is out stands also before its admission is confirmed.
 */
export function printedAgainstReceipts(
  db: Database,
  sitting: string | null,
): { readonly sheets: number; readonly most: number } {
  const one = (sql: string) => db.prepare<[string | null], number>(sql).pluck().get(sitting) ?? 0;
  return {
    sheets: one("select count(*) from ballot_sheet where sitting is ? and state = 'delivered'"),
    most: one(
      `select count(*) from receipt join admission using (admission)
         join ballot_due as due on due.admission = receipt.admission and due.ballot = receipt.ballot
         where admission.sitting is ? and admission.state in ('reserved', 'confirmed') and receipt.state = 'printed'`,
    ),
  };
}

/** Ballots of a sitting's confirmed admissions that were handed out by hand: those that are not printed here. */
export function byHand(db: Database, sitting: string | null): number {
  return (
    db
      .prepare<[string | null], number>(
        `select count(*) from receipt join admission using (admission)
           where sitting is ? and admission.state = 'confirmed' and receipt.state = 'printed' and not exists (
             select 1 from ballot_due as due where due.admission = receipt.admission and due.ballot = receipt.ballot)`,
      )
      .pluck()
      .get(sitting) ?? 0
  );
}
