import type { JournalEvent } from '../journal/event.ts';

/** The locks that a journal says its device holds, by round and voter: what a lost bucket of locks is made anew from. */
export interface HeldLock {
  readonly voter: string;
  readonly round: number;
  readonly revision: number;
  readonly at: string;
}

/**
 * What events of a device leave it with; others than those about locks may be among them.
 * @param station all of its station's: what a lost kiosk held, a kiosk that goes on from its journal has given back
 */
export function heldLocks(own: readonly JournalEvent[], station: readonly JournalEvent[]): readonly HeldLock[] {
  const givenBack = new Set(station.flatMap((event) => (event.type === 'lock.released' ? [nameOf(event.body)] : [])));
  // One map for all of them: a device that serves three thousand voters has as many locks.
  const held = new Map<string, HeldLock>();
  for (const event of own) {
    if (event.type !== 'lock.taken' || givenBack.has(nameOf(event.body))) continue;
    const { voter, round, revision } = event.body;
    held.set(`${round}.${voter}`, { voter, round, revision, at: event.at });
  }
  return [...held.values()];
}

/** Of one taking: taken once more, a lock has another revision. */
const nameOf = ({ round, voter, revision }: Pick<HeldLock, 'round' | 'voter' | 'revision'>): string =>
  `${round}.${voter}.${revision}`;
