import { sittingName } from '../../core/election/sittings.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { AdmittedView } from '../api/views.ts';
import type { Database } from '../storage/open.ts';
import type { Kiosk } from './kiosk.ts';
import { type AdmissionRow, admissionOf, receiptOf, receiptsOf, stationOf } from './state/read.ts';

/** An admission that stands, as people are shown it. */
type Standing = Pick<AdmittedView, 'receipts' | 'at'>;

const shownOf = (db: Database, { admission, confirmed_at, reserved_at }: AdmissionRow): Standing => ({
  receipts: receiptsOf(db, admission).map((one) => one.receipt),
  at: confirmed_at ?? reserved_at,
});

/** The receipts of a confirmed admission, and when it was; null where it does not stand, or not any more. */
export function standingReceipts(db: Database, admission: string): Standing | null {
  const row = admissionOf(db, admission);
  return row?.state === 'confirmed' ? shownOf(db, row) : null;
}

/** The confirmed admission of this sitting that a receipt's number names. */
export function confirmedBy(db: Database, receipt: string): Result<AdmissionRow, Problem> {
  const row = receiptOf(db, receipt);
  const admission = row && admissionOf(db, row.admission);
  if (admission?.state !== 'confirmed') return err({ code: 'station.wrong-receipt', params: { receipt } });
  // The totals of a closed sitting stand on its final slip, with signatures.
  if (admission.sitting !== stationOf(db).sitting) {
    return err({ code: 'sittings.closed-receipt', params: { receipt, sitting: sittingName(admission.sitting) } });
  }
  return ok(admission);
}

/** Whose admission it is that an undo by this receipt's number would take back; `station.locked`: nobody can say now. */
export function admittedBy(kiosk: Pick<Kiosk, 'db' | 'inForce'>, receipt: string): Result<AdmittedView, Problem> {
  const found = confirmedBy(kiosk.db, receipt);
  if (!found.ok) return found;
  const register = kiosk.inForce()?.register;
  if (register?.locked) return err({ code: 'station.locked' });
  const record = register?.byPseudonym(found.value.voter) ?? null;
  const voter = record && {
    surname: record.surname,
    given: record.given,
    patronymic: record.patronymic,
    number: record.number,
  };
  return ok({ voter, ...shownOf(kiosk.db, found.value) });
}
