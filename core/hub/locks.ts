import type { JournalEvent } from '../journal/event.ts';

/** The locks that a journal says its device holds, by round and voter: what a lost bucket of locks is made anew from. */
export interface HeldLock {
  readonly voter: string;
  readonly round: number;
  readonly revision: number;
  readonly at: string;
}

export type HeldLocks = ReadonlyMap<string, HeldLock>;

/** Takes the next event. @returns the same locks where it is about none */
export function withLockEvent(locks: HeldLocks, event: JournalEvent): HeldLocks {
  if (event.type !== 'lock.taken' && event.type !== 'lock.released') return locks;
  const { voter, round, revision } = event.body;
  const key = `${round}.${voter}`;
  const next = new Map(locks);
  if (event.type === 'lock.taken') next.set(key, { voter, round, revision, at: event.at });
  else if (locks.get(key)?.revision === revision) next.delete(key);
  return next;
}
