import {
  type Application,
  type ApplicationState,
  askedSchema,
  refusalGrounds,
} from '../../../core/application/application.ts';
import type { Database } from '../../storage/open.ts';

/** An application and where it stands. */
export interface ApplicationRow extends Application {
  readonly state: ApplicationState;
  /** When the commission made that decision; null while it waits. */
  readonly made: string | null;
}

interface Row {
  readonly application: string;
  readonly voter: string;
  readonly asked: string;
  readonly filed: string;
  readonly answer_by: string;
  readonly state: 'waiting' | 'granted' | 'refused';
  readonly decided: string | null;
  readonly why: string | null;
  readonly made: string | null;
}

const ROWS = 'select application, voter, asked, filed, answer_by, state, decided, why, made from application';

/** Applications of a voter, in the order in which they were filed. */
export function applicationsOf(db: Database, voter: string): readonly ApplicationRow[] {
  return db.prepare<[string], Row>(`${ROWS} where voter = ? order by application`).all(voter).map(rowOf);
}

/** Applications that wait for a decision. */
export function waitingApplications(db: Database): readonly ApplicationRow[] {
  return db.prepare<[], Row>(`${ROWS} where state = 'waiting' order by application`).all().map(rowOf);
}

/** Granted applications to vote outside the room, in the order in which they were filed. */
export function grantedOutside(db: Database): readonly ApplicationRow[] {
  return db
    .prepare<[], Row>(`${ROWS} where state = 'granted' and kind = 'outside' order by filed, application`)
    .all()
    .map(rowOf);
}

/** The application of this number. */
export function applicationOf(db: Database, application: string): ApplicationRow | null {
  const row = db.prepare<[string], Row>(`${ROWS} where application = ?`).get(application);
  return row ? rowOf(row) : null;
}

/** How many there are of each state. */
export function applicationCounts(db: Database): Readonly<Record<Row['state'], number>> {
  const rows = db
    .prepare<[], { state: Row['state']; n: number }>('select state, count(*) as n from application group by state')
    .all();
  return { waiting: 0, granted: 0, refused: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) };
}

function rowOf(row: Row): ApplicationRow {
  return {
    application: row.application,
    voter: row.voter,
    asked: askedSchema.parse(JSON.parse(row.asked)),
    filed: row.filed,
    answerBy: row.answer_by,
    state: stateOf(row),
    made: row.made,
  };
}

function stateOf({ state, decided, why }: Row): ApplicationState {
  const on = decided ?? '';
  if (state === 'waiting') return { at: 'waiting' };
  if (state === 'granted') return { at: 'granted', on };
  return { at: 'refused', on, why: refusalGrounds.find((one) => one === why) ?? 'other' };
}
