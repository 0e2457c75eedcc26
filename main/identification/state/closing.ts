import type { ClosingQuestion } from '../../../core/election/policy-day.ts';
import type { Database } from '../../storage/open.ts';

/** What people answered to a question of the close, beside the device's own number of that moment. */
export interface ClosingAnswer {
  readonly question: ClosingQuestion;
  readonly people: number;
  readonly own: number;
  readonly reason: string | null;
}

export function closingAnswersOf(db: Database, sitting: string | null): readonly ClosingAnswer[] {
  return db
    .prepare<[string], ClosingAnswer>(
      'select question, people, own, reason from closing_answer where sitting = ? order by question',
    )
    .all(sitting ?? '');
}

/** Those who were inside when the doors were closed; null where nobody was asked, or the doors are open. */
export function insideOf(
  db: Database,
  sitting: string | null,
): { readonly counted: number; readonly admitted: number; readonly left: number } | null {
  const counted = db
    .prepare<[string | null], number | null>('select inside from sitting where sitting is ?')
    .pluck()
    .get(sitting);
  if (counted === null || counted === undefined) return null;
  const admitted = admittedAfterDoors(db, sitting);
  return { counted, admitted, left: Math.max(0, counted - admitted) };
}

/** Admissions that stand and were confirmed after the doors were closed. */
export function admittedAfterDoors(db: Database, sitting: string | null): number {
  return (
    db
      .prepare<[string | null], number>(
        "select count(*) from admission where sitting is ? and state = 'confirmed' and after_doors = 1",
      )
      .pluck()
      .get(sitting) ?? 0
  );
}
