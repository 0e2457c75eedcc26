import { type HeldLocks, withLockEvent } from '../../core/hub/locks.ts';
import { type JournalName, readKeptSubject } from '../../core/hub/names.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import type { Owner, Restored } from './lock.ts';
import type { Hub } from './run.ts';
import { backwards } from './stream.ts';

/** What came of making the locks anew. */
export interface RebuiltLocks {
  /** Devices whose journals the hub has of that election. */
  readonly journals: number;
  readonly locks: number;
  /** Locks that two journals say to hold. */
  readonly doubled: readonly (Restored & { readonly other: Owner })[];
}

/**
 * Puts the locks back that the stored journals of an election tell of. It can be done again: what stands is left as it is.
 * Whoever has not sent all events yet is missing; so it is people who say that locks are given again.
 */
export async function rebuildLocks(
  { stream, lock }: Pick<Hub, 'stream' | 'lock'>,
  of: Pick<JournalName, 'election' | 'mode'>,
): Promise<RebuiltLocks> {
  const doubled: (Restored & { readonly other: Owner })[] = [];
  let [journals, count] = [0, 0];
  for (const subject of await stream.subjects(`${of.election}.${of.mode}.>`)) {
    const name = readKeptSubject(subject);
    if (!name) continue;
    journals += 1;
    for (const one of (await locksOf(stream, name)).values()) {
      const restored = { of: name, ...one };
      const other = await lock.restore(restored);
      if (other) doubled.push({ ...restored, other });
      else count += 1;
    }
  }
  return { journals, locks: count, doubled };
}

async function locksOf(stream: Hub['stream'], name: JournalName): Promise<HeldLocks> {
  const about: JournalEvent[] = [];
  for await (const { lines } of backwards(stream, await stream.held(name))) {
    const events = lines
      .filter((line) => line.includes('"type":"lock.'))
      .map((line) => JSON.parse(line) as JournalEvent);
    about.unshift(...events);
  }
  return about.reduce(withLockEvent, new Map() as HeldLocks);
}
