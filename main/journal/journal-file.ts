import { closeSync, existsSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JournalIdentity } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { syncFolder } from '../access/keys-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { storageProblem } from '../storage/failure.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import { type Journal, openJournal } from './journal.ts';

/** A journal, and the encrypted file that it lies in with whatever else its zone keeps there. */
export interface JournalFile {
  readonly db: Database;
  readonly journal: Journal;
}

/**
 * Opens the journal file of that name in a zone's folder, with the key of the same name.
 * @param zone IANA zone in which its events are timed
 * @returns `journal.gone` where the file's key is there and the file is not: a journal that somebody took away is not
 *   begun anew; and what `openDatabase` and `openJournal` return
 */
export function openJournalFile(options: {
  readonly stateDir: string;
  readonly name: string;
  readonly keys: DeviceKeys;
  readonly identity: JournalIdentity;
  readonly now: () => Date;
  readonly zone: string;
}): Result<JournalFile, Problem> {
  const { stateDir, name, keys, identity, now, zone } = options;
  const path = join(stateDir, `${name}.db`);
  const begun = begin(path, keys.hasDatabaseKey(name));
  if (!begun.ok) return begun;
  const opened = openDatabase(path, { key: keys.databaseKey(name) });
  if (!opened.ok) return opened;
  const db = opened.value;
  const journal = openJournal({
    ...{ db, identity, zone },
    publicKey: keys.signing.publicKey,
    sign: keys.signing.sign,
    crypto: nodeCrypto,
    now: () => now().getTime(),
  });
  if (!journal.ok) {
    db.close();
    return journal;
  }
  return ok({ db, journal: journal.value });
}

/**
 * Makes a new journal's file, empty, before its key: then a key without a file is never what a power cut has left.
 * @param known its key has been made
 */
function begin(path: string, known: boolean): Result<null, Problem> {
  if (existsSync(path)) return ok(null);
  if (known) return err({ code: 'journal.gone', params: { file: basename(path) } });
  try {
    closeSync(openSync(path, 'wx', 0o600));
    syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}

/** How the run before this one ended, as the journal tells it. */
export function previousRun({ db }: Pick<JournalFile, 'db'>): 'first' | 'stopped' | 'broke-off' {
  const last = db
    .prepare<[], string>(
      "select type from journal where type in ('device.started', 'device.stopped') order by seq desc limit 1",
    )
    .pluck()
    .get();
  if (last === undefined) return 'first';
  return last === 'device.stopped' ? 'stopped' : 'broke-off';
}
