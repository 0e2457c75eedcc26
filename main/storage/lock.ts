import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from './failure.ts';

/** How long a new process waits for the one before it to be gone, in milliseconds. */
const PATIENCE_MS = 4_000;

/** What is held is kept here: a connection that nobody refers to is closed by the garbage collector. */
const held = new Set<BetterSqlite3.Database>();

/**
 * Makes this process the only writer of a folder until it ends. Two zones would otherwise meet when a supervisor is
 * killed and started again: the old zone is still finishing while the new one opens the same journal.
 *
 * The lock is SQLite's own on an empty database, because Node has none: the kernel takes it away with the process,
 * however that dies. The folder's other files stay readable for everybody.
 *
 * @returns gives the lock back; or `storage.in-use` when another process keeps it longer than the wait
 */
export function lockFolder(folder: string, patienceMs = PATIENCE_MS): Result<() => void, Problem> {
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(join(folder, 'in-use.lock'), { timeout: patienceMs });
    db.exec('begin exclusive');
    const locked = db;
    held.add(locked);
    return ok(() => {
      held.delete(locked);
      locked.close();
    });
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      return err({ code: 'storage.in-use' });
    }
    const problem = storageProblem(error, folder);
    if (problem) return err(problem);
    throw error;
  }
}
