import type { KV } from '@nats-io/kv';
import { holding, type Place } from '../../core/hub/admitted.ts';
import type { Saying } from '../../core/hub/answers.ts';
import type { Ask } from '../../core/hub/asks.ts';
import { type JournalName, voterKey } from '../../core/hub/names.ts';
import { changed, replaced, standing } from './buckets.ts';
import { isRaced } from './stream.ts';

/**
 * The national lock: one voter, one device, by `create` in a bucket whose servers agree on each write. What nobody answers
 * is told apart from what somebody else holds: whoever asks knows then whether waiting helps.
 */
export interface NationalLock {
  /** Takes a voter's lock, or finds that this device has it already. */
  take(of: JournalName, voter: string, round: number, now: number): Promise<Taken>;
  /** Gives a lock up, where this device, or another one of its station, holds it in that revision and in no other. */
  release(of: JournalName, voter: string, round: number, revision: number): Promise<Released>;
  /** From now on locks of this election are given. Before that nobody gets one: an empty bucket may be a lost one. */
  open(of: Pick<JournalName, 'election' | 'mode'>, now: number): Promise<void>;
  /** Puts a lock back that a journal tells of. @returns null: it stands, or stood already; else who has it */
  restore(owner: Restored): Promise<Owner | null>;
}

export type Taken =
  | { readonly lock: 'held'; readonly revision: number }
  | { readonly lock: 'taken'; readonly how: 'locked' | 'admitted'; readonly by: Owner }
  | { readonly lock: 'not-open' }
  | { readonly lock: 'no-answer' };

export type Released = 'held' | 'not-held' | 'no-answer';

/** Who holds a lock, and since when (ISO). */
export type Owner = Pick<Place, 'station' | 'device' | 'at'>;

interface KeptLock extends Owner {
  /** The revision that its device knows it by, where it was put back from a journal: its own is another one then. */
  readonly was?: number;
}

/** A lock as the journal of its device tells of it. */
export interface Restored {
  readonly of: JournalName;
  readonly voter: string;
  readonly round: number;
  readonly revision: number;
  readonly at: string;
}

/**
 * Whoever asks waits no longer, in milliseconds, and asks again: a lock that is taken after that is one that nobody knows to
 * have, once the same device has been given it by a later ask and has given it back.
 */
const TAKES_MS = 2_000;
/** So often it is looked again where the servers do not answer, or somebody else writes meanwhile. */
const TRIES = 3;

/**
 * @param locks the bucket of locks
 * @param admitted the index of admissions: who is admitted elsewhere gets no lock, whether or not that device had one
 * @param monotonic milliseconds
 */
export function nationalLock(locks: KV, admitted: KV, monotonic = () => performance.now()): NationalLock {
  const openKey = ({ election, mode }: Pick<JournalName, 'election' | 'mode'>): string => `${election}.${mode}.open`;
  const ownerOf = ({ station, device }: JournalName, at: string): Owner => ({ station, device, at });

  async function tryTake(of: JournalName, key: string, at: string, until: number): Promise<Taken | null> {
    if (monotonic() >= until) return null;
    const revision = await replaced(locks, key, ownerOf(of, at), 0);
    if (revision !== null) return { lock: 'held', revision };
    const { value, revision: now } = await standing<KeptLock | null>(locks, key, null);
    if (value) return held(of, value, now);
    if (monotonic() >= until) return null;
    // It was given up: the mark of that stands in its place.
    const next = await replaced(locks, key, ownerOf(of, at), now);
    return next === null ? null : { lock: 'held', revision: next };
  }

  const held = (of: JournalName, { was, ...by }: KeptLock, revision: number): Taken =>
    by.device === of.device ? { lock: 'held', revision: was ?? revision } : { lock: 'taken', how: 'locked', by };

  return {
    async take(of, voter, round, now) {
      const key = voterKey(of, String(round), voter);
      const until = monotonic() + TAKES_MS;
      for (let n = 0; n < TRIES && monotonic() < until; n++) {
        try {
          const [open, places] = await Promise.all([
            standing<object | null>(locks, openKey(of), null),
            standing<readonly Place[]>(admitted, key, []),
          ]);
          if (!open.value) return { lock: 'not-open' };
          const elsewhere = holding(places.value).find(({ device }) => device !== of.device);
          if (elsewhere) return { lock: 'taken', how: 'admitted', by: ownerOf({ ...of, ...elsewhere }, elsewhere.at) };
          const taken = await tryTake(of, key, new Date(now).toISOString(), until);
          if (taken) return taken;
        } catch {
          // Whether it was written nobody knows: the next try finds it, with this device as its owner.
        }
      }
      return { lock: 'no-answer' };
    },
    async release(of, voter, round, revision) {
      const key = voterKey(of, String(round), voter);
      let sent = false;
      for (let n = 0; n < TRIES; n++) {
        try {
          const { value, revision: now } = await standing<KeptLock | null>(locks, key, null);
          // Another kiosk of the station may go on with what this one held: it knows the revision by its journal.
          if (value?.station !== of.station || (value.was ?? now) !== revision)
            return sent && !value ? 'held' : 'not-held';
          sent = true;
          await locks.delete(key, { previousSeq: now });
          return 'held';
        } catch (error) {
          if (isRaced(error)) sent = false;
        }
      }
      return 'no-answer';
    },
    async open(of, now) {
      await changed<object>(locks, openKey(of), {}, () => ({ at: new Date(now).toISOString() }));
    },
    async restore({ of, voter, round, revision, at }) {
      const key = voterKey(of, String(round), voter);
      const kept: KeptLock = { ...ownerOf(of, at), was: revision };
      if ((await replaced(locks, key, kept, 0)) !== null) return null;
      const { value } = await standing<KeptLock | null>(locks, key, null);
      return value && value.device !== of.device ? value : null;
    },
  };
}

/** What the hub answers to an ask for a lock. */
export async function lockSaying(
  lock: NationalLock,
  of: JournalName,
  ask: Extract<Ask, { readonly ask: 'lock' | 'release' }>,
  { number, now }: { readonly number: number; readonly now: number },
): Promise<Saying> {
  const { voter, round } = ask;
  const busy: Saying = { ...of, answer: 'busy', after: 0 };
  if (ask.ask === 'release') {
    const was = await lock.release(of, voter, round, ask.revision);
    return was === 'no-answer' ? busy : { ...of, answer: 'released', number, voter, was };
  }
  const taken = await lock.take(of, voter, round, now);
  switch (taken.lock) {
    case 'held':
      return { ...of, answer: 'locked', number, voter, revision: taken.revision };
    case 'taken':
      return { ...of, answer: 'taken', number, voter, how: taken.how, by: taken.by };
    case 'not-open':
      return { ...of, answer: 'not-open', number, voter };
    case 'no-answer':
      return busy;
  }
}
