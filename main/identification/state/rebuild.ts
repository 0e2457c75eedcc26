import type { JournalEvent } from '../../../core/journal/event.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { dayTables } from './day-schema.ts';
import { fold } from './fold.ts';
import { keepPredecessor, type PredecessorLine } from './predecessor.ts';
import { stateSteps } from './schema.ts';

/** Tables that the fold writes, in the order in which they are compared. */
const tables = [
  'station',
  'sitting',
  'attempt',
  'admission',
  'receipt',
  'ballot_due',
  'ballot_sheet',
  'ballot_paper',
  'turnout',
  'person',
  'touch',
  'same_finger',
  'applicant',
  'outside_ballots',
  'learned',
  'taken_file',
  'not_awaited',
  'excluded_batch',
  'on_paper',
  'reception',
  'asked',
  'application',
  'duty',
  'retention',
  'handing',
  'beside',
  'ended_elsewhere',
  'national_lock',
  'voted_elsewhere',
  'told_elsewhere',
  ...dayTables,
] as const;

/**
 * Rebuilds the state in memory from nothing but events.
 * @param predecessors lines of the journals that this one has continued
 */
export function rebuild(events: Iterable<JournalEvent>, predecessors: readonly PredecessorLine[] = []): Database {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  // A step may look back over the journal of before; here there is none yet: all of it comes after.
  db.exec('create table journal(type text not null, line text not null) strict');
  for (const step of stateSteps) db.exec(step);
  keepPredecessor(db, predecessors);
  for (const event of events) fold(db, event);
  return db;
}

/** Rows that stand in one state and not in the other, as "table: row"; empty when both are equal row by row. */
export function stateDifferences(stored: Database, rebuilt: Database): readonly string[] {
  return tables.flatMap((table) => {
    const rows = (db: Database) =>
      new Set(
        db
          .prepare<[], Record<string, unknown>>(`select * from ${table}`)
          .all()
          .map((row) => JSON.stringify(row)),
      );
    const a = rows(stored);
    const b = rows(rebuilt);
    return [
      ...[...a].filter((row) => !b.has(row)).map((row) => `${table}: only stored: ${row}`),
      ...[...b].filter((row) => !a.has(row)).map((row) => `${table}: only rebuilt: ${row}`),
    ];
  });
}
