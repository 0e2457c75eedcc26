import type BetterSqlite3 from 'better-sqlite3';
import type { Database } from './open.ts';

const kept = new WeakMap<Database, Map<string, BetterSqlite3.Statement>>();

/**
 * A question that is asked several times a second: prepared once for each connection, for preparing costs more than the
 * answer. Only for `get` and `all`: an iteration that is under way keeps a statement from everybody else, and what is set on
 * it (`pluck`) would hold for all.
 */
export function prepared<Parameters extends unknown[], Row>(
  db: Database,
  sql: string,
): Pick<BetterSqlite3.Statement<Parameters, Row>, 'get' | 'all'> {
  const statements = kept.get(db) ?? new Map<string, BetterSqlite3.Statement>();
  const statement = statements.get(sql) ?? db.prepare(sql);
  statements.set(sql, statement);
  kept.set(db, statements);
  return statement as BetterSqlite3.Statement<Parameters, Row>;
}
