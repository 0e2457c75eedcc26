import { closeSync, existsSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Election, Precinct } from '../../core/election/election.ts';
import { zoneOf } from '../../core/election/election.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent, JournalIdentity } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { syncFolder } from '../access/keys-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import { storageProblem } from '../storage/failure.ts';
import { migrate } from '../storage/migrate.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import { fold } from './state/fold.ts';
import { stateRoom, stateSteps } from './state/schema.ts';

/** A journal with the state tables beside it in its one encrypted file. */
export interface Store {
  readonly db: Database;
  readonly journal: Journal;
}

/** The life of the device before and between elections, and which register is current. */
const DEVICE_ELECTION = 'none';

/**
 * Opens one journal file of the zone. Every election and mode has its own file and key, so that training can be
 * destroyed without a trace and never passes for the real day.
 * @returns `journal.gone` where the file's key is there and the file is not: a journal that somebody took away is not
 *   begun anew; and what `openDatabase`, `openJournal` and `migrate` return
 */
export function openStore(options: {
  readonly stateDir: string;
  readonly keys: DeviceKeys;
  /** Null: the device's own journal, outside any election. */
  readonly election: { readonly election: Election; readonly precinct: Precinct } | null;
  readonly now: () => Date;
}): Result<Store, Problem> {
  const { stateDir, keys, election, now } = options;
  const identity: JournalIdentity = {
    election: election?.election.id ?? DEVICE_ELECTION,
    mode: election?.election.mode ?? 'laboratory',
    station: election?.precinct.number ?? DEVICE_ELECTION,
    device: keys.device,
    key: keys.signing.key,
  };
  const name = journalName(identity);
  const path = join(stateDir, `${name}.db`);
  const begun = begin(path, keys.hasDatabaseKey(name));
  if (!begun.ok) return begun;
  const opened = openDatabase(path, { key: keys.databaseKey(name) });
  if (!opened.ok) return opened;
  const db = opened.value;
  const journal = openJournal({
    db,
    identity,
    publicKey: keys.signing.publicKey,
    sign: keys.signing.sign,
    crypto: nodeCrypto,
    now: () => now().getTime(),
    zone: election ? zoneOf(election.election, election.precinct) : 'Asia/Bishkek',
  });
  if (!journal.ok) {
    db.close();
    return journal;
  }
  const migrated = migrate(db, stateRoom, stateSteps);
  if (!migrated.ok) {
    db.close();
    return migrated;
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

/** Name of a journal's file without its ending, and of its key. */
export function journalName({
  election,
  mode,
  station,
}: Pick<JournalIdentity, 'election' | 'mode' | 'station'>): string {
  return `journal-${election}-${mode}-${station}`;
}

/** Writes an event and folds it into the state, in one commit. */
export function recordIn<T extends EventType>(store: Store, type: T, body: BodyOf<T>, actor: Actor): JournalEvent {
  const event = store.journal.append(type, body, actor, (db, written) => fold(db, written as JournalEvent));
  return event as JournalEvent;
}

/** How the run before this one ended, as the journal tells it. */
export function previousRun(store: Store): 'first' | 'stopped' | 'broke-off' {
  const last = store.db
    .prepare<[], string>(
      "select type from journal where type in ('device.started', 'device.stopped') order by seq desc limit 1",
    )
    .pluck()
    .get();
  if (last === undefined) return 'first';
  return last === 'device.stopped' ? 'stopped' : 'broke-off';
}
