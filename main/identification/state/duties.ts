import type { DutyHolders } from '../../../core/election/duties.ts';
import type { Duty } from '../../../core/election/policy-duties.ts';
import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { prepared } from '../../storage/prepared.ts';

/** Folds who holds which drawn duty. What is said twice changes nothing. */
export function foldDuty(db: Database, event: EventOf<'duty.given'> | EventOf<'duty.ended'>): void {
  const { duty, person } = event.body;
  if (event.type === 'duty.ended') {
    db.prepare('update duty set ended_at = ? where duty = ? and person = ? and ended_at is null').run(
      event.at,
      duty,
      person,
    );
    return;
  }
  db.prepare(
    `insert into duty(duty, person, sitting, given_at, at_opening) select ?, ?, ?, ?, 0
       where not exists (select 1 from duty where duty = ? and person = ? and ended_at is null)`,
  ).run(duty, person, event.sitting, event.at, duty, person);
}

/** The lot was drawn for the sitting that opens now. */
export function dutiesAtOpening(db: Database, sitting: string): void {
  db.prepare('update duty set sitting = ?, at_opening = 1 where ended_at is null').run(sitting);
}

/** With the sitting its duties end: the next one draws its own lot. */
export function dutiesAtClosing(db: Database, at: string): void {
  db.prepare('update duty set ended_at = ? where ended_at is null').run(at);
}

export interface DutyRow {
  readonly duty: Duty;
  readonly person: string;
  readonly given_at: string;
  readonly ended_at: string | null;
  /** 1: held when the sitting opened. */
  readonly at_opening: number;
}

/** Who holds each duty now, in the order in which they took it up. */
export function dutyHoldersOf(db: Database): DutyHolders {
  const rows = prepared<[], Pick<DutyRow, 'duty' | 'person'>>(
    db,
    'select duty, person from duty where ended_at is null order by place',
  ).all();
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ duty }) => duty)].map(([duty, held]) => [duty, held.map(({ person }) => person)]),
  );
}

/** Everybody who held a duty in this sitting, in the order in which they took it up; its closing is nobody's change. */
export function dutiesOf(db: Database, sitting: string | null): readonly DutyRow[] {
  return db
    .prepare<[string | null], DutyRow>(
      `select duty, person, given_at, at_opening,
           nullif(ended_at, (select closed_at from sitting where sitting.sitting = duty.sitting)) as ended_at
         from duty where sitting is ? order by place`,
    )
    .all(sitting);
}
