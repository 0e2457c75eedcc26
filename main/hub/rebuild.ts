import { heldLocks } from '../../core/hub/locks.ts';
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

/** Locks that are put back at once: meanwhile nobody in the country gets one. */
const AT_ONCE = 64;

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
  const names = (await stream.subjects(`${of.election}.${of.mode}.>`)).flatMap((subject) => {
    return readKeptSubject(subject) ?? [];
  });
  const stations = Map.groupBy(names, ({ station }) => station);
  for (const own of stations.values()) {
    const told = await Promise.all(own.map(async (name) => ({ name, events: await aboutLocks(stream, name) })));
    const station = told.flatMap(({ events }) => events);
    journals += told.length;
    const held = told.flatMap(({ name, events }) => heldLocks(events, station).map((one) => ({ of: name, ...one })));
    for (let at = 0; at < held.length; at += AT_ONCE) {
      const some = held.slice(at, at + AT_ONCE);
      const others = await Promise.all(some.map((one) => lock.restore(one)));
      for (const [n, restored] of some.entries()) {
        const other = others[n] ?? null;
        if (other) doubled.push({ ...restored, other });
        else count += 1;
      }
    }
  }
  return { journals, locks: count, doubled };
}

async function aboutLocks(stream: Hub['stream'], name: JournalName): Promise<readonly JournalEvent[]> {
  const about: JournalEvent[] = [];
  for await (const { lines } of backwards(stream, await stream.held(name))) {
    const events = lines
      .filter((line) => line.includes('"type":"lock.'))
      .map((line) => JSON.parse(line) as JournalEvent);
    about.unshift(...events);
  }
  return about;
}
