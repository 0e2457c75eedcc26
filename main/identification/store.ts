import type { Election, Precinct } from '../../core/election/election.ts';
import { zoneOf } from '../../core/election/election.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent, JournalIdentity } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { type JournalFile, openJournalFile } from '../journal/journal-file.ts';
import { migrate } from '../storage/migrate.ts';
import { networkRoom, networkSteps } from './network/schema.ts';
import { fold } from './state/fold.ts';
import { stateRoom, stateSteps } from './state/schema.ts';

/** A journal with the state tables beside it in its one encrypted file. */
export type Store = JournalFile;

/** The life of the device before and between elections, and which register is current. */
const DEVICE_ELECTION = 'none';

/**
 * Opens one journal file of the zone. Every election and mode has its own file and key, so that training can be
 * destroyed without a trace and never passes for the real day.
 * @returns what `openJournalFile` and `migrate` return
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
  const opened = openJournalFile({
    ...{ stateDir, keys, identity, now, name: journalName(identity) },
    zone: election ? zoneOf(election.election, election.precinct) : 'Asia/Bishkek',
  });
  if (!opened.ok) return opened;
  const { db } = opened.value;
  for (const [room, steps] of [
    [stateRoom, stateSteps],
    [networkRoom, networkSteps],
  ] as const) {
    const migrated = migrate(db, room, steps);
    if (migrated.ok) continue;
    db.close();
    return migrated;
  }
  return opened;
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
