import BetterSqlite3 from 'better-sqlite3';
import { KEY_BYTES, requireBytes } from '../../core/crypto/crypto.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from './failure.ts';

/** An open database (better-sqlite3's synchronous connection). */
export type Database = BetterSqlite3.Database;

/** How to open a database. */
export interface OpenOptions {
  /** 32 raw bytes: the file is SQLCipher 4 with this key. Without it the file is plain. */
  readonly key?: Uint8Array;
  /** The file must exist and cannot be changed through this connection. */
  readonly readonly?: boolean;
  /** The file must exist already. */
  readonly mustExist?: boolean;
  /** How long to wait for another connection's lock, in milliseconds. */
  readonly busyTimeoutMs?: number;
}

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a database rightly; the one place in the product that does.
 *
 * WAL with `synchronous=FULL` on every connection: the library is compiled so that a WAL database opened again
 * would silently get NORMAL, and a commit could be lost in a power cut. Temporary tables stay in memory, because
 * SQLite's temporary files would not be encrypted.
 *
 * @param path file name, or ':memory:'
 * @returns the connection, or `storage.wrong-key` (also for a file that is no database), `storage.damaged`,
 *   `storage.missing`, `storage.full`, `storage.failed`
 */
export function openDatabase(path: string, options: OpenOptions = {}): Result<Database, Problem> {
  const { key, readonly = false, mustExist = readonly, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  if (key) requireBytes('database key', key, KEY_BYTES);
  let db: Database | undefined;
  try {
    db = new BetterSqlite3(path, { readonly, fileMustExist: mustExist, timeout: busyTimeoutMs });
    if (key) {
      db.pragma(`cipher='sqlcipher'`);
      db.pragma('legacy=4');
      db.pragma(`key="x'${toHex(key)}'"`);
    }
    // The first read is what finds a wrong key.
    db.prepare('select count(*) from sqlite_schema').get();
    if (!readonly) db.pragma('journal_mode=WAL');
    db.pragma('synchronous=FULL');
    db.pragma('foreign_keys=ON');
    db.pragma('trusted_schema=OFF');
    db.pragma('temp_store=MEMORY');
    return ok(db);
  } catch (error) {
    db?.close();
    const problem = storageProblem(error, path);
    if (problem) return err(problem);
    throw error;
  }
}
