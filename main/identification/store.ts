import { join } from 'node:path';
import type { Election, Precinct } from '../../core/election/election.ts';
import { zoneOf } from '../../core/election/election.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent, JournalIdentity } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
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
  const opened = openDatabase(join(stateDir, `${name}.db`), { key: keys.databaseKey(name) });
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
