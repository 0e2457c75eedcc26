import type { KV } from '@nats-io/kv';
import { holding, lastOut, type Place } from '../../core/hub/admitted.ts';
import type { Saying } from '../../core/hub/answers.ts';
import type { Ask } from '../../core/hub/asks.ts';
import { staleFrom } from '../../core/hub/fresh.ts';
import { type JournalName, voterKey } from '../../core/hub/names.ts';
import { changed, replaced, standing } from './buckets.ts';

/**
 * The national lock: one voter, one device, by `create` in a bucket whose servers agree on each write. What nobody answers
 * is told apart from what somebody else holds: whoever asks knows then whether waiting helps.
 */
export interface NationalLock {
  /**
   * Takes a voter's lock, or finds that this device has it already.
   * @param admission hers at this station, for which it is taken: a kiosk goes on with those of one that was lost
   */
  take(of: JournalName, voter: string, round: number, when: When, admission?: string): Promise<Taken>;
  /** Gives a lock up, where this device, or another one of its station, holds it in that revision and in no other. */
  release(of: JournalName, voter: string, round: number, revision: number, when: When): Promise<Released>;
  /** From now on locks of this election are given. Before that nobody gets one: an empty bucket may be a lost one. */
  open(of: Pick<JournalName, 'election' | 'mode'>, now: number): Promise<void>;
  /** Puts a lock back that a journal tells of. @returns null: it stands, or stood already; else who has it */
  restore(owner: Restored): Promise<Owner | null>;
}

/** When something was asked for, as its device reckons the hub's clock, and that clock; milliseconds since 1970. */
export interface When {
  readonly asked: number;
  readonly now: number;
}

export type Taken =
  | { readonly lock: 'held'; readonly revision: number }
  | { readonly lock: 'taken'; readonly how: 'locked' | 'admitted'; readonly by: Owner }
  | { readonly lock: 'not-open' }
  /** It was asked for before locks were given, or before what refused it had ended: nobody may wait for it any more. */
  | { readonly lock: 'stale'; readonly from: number }
  | { readonly lock: 'no-answer' };

export type Released = 'held' | 'not-held' | 'no-answer';

/** Who holds a lock, and since when (ISO). */
export type Owner = Pick<Place, 'station' | 'device' | 'at'>;

interface KeptLock extends Owner {
  /** The revision that its device knows it by, where it was put back from a journal: its own is another one then. */
  readonly was?: number;
}

/** What stands in the place of a lock that was given back: when, by the hub's clock in milliseconds since 1970. */
interface GivenBack {
  readonly given: number;
}

/** How a voter's lock stands. */
export interface LockStanding {
  /** Null: nobody has it. */
  readonly owner: KeptLock | null;
  /** When it was given back last; null: it was not, or is held now. */
  readonly given: number | null;
  readonly revision: number;
}

export async function lockStanding(locks: KV, key: string): Promise<LockStanding> {
  const { value, revision } = await standing<KeptLock | GivenBack | null>(locks, key, null);
  if (value === null) return { owner: null, given: null, revision };
  return 'given' in value ? { owner: null, given: value.given, revision } : { owner: value, given: null, revision };
}

/**
 * Takes a lock from whoever holds it in that revision. What stands there from then on is the time: an ask of before, which
 * somebody kept, takes nothing again. @returns whether it stood so
 */
export async function giveBack(locks: KV, key: string, revision: number, given: number): Promise<boolean> {
  return (await replaced(locks, key, { given } satisfies GivenBack, revision)) !== null;
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

  async function tryTake(
    of: JournalName,
    key: string,
    { asked, now }: When,
    until: number,
    mine: ReadonlySet<string>,
  ): Promise<Taken | null> {
    if (monotonic() >= until) return null;
    const own = ownerOf(of, new Date(now).toISOString());
    const first = await replaced(locks, key, own, 0);
    if (first !== null) return { lock: 'held', revision: first };
    const { owner, given, revision } = await lockStanding(locks, key);
    if (owner) return held(mine, owner, revision);
    const from = staleFrom(asked, now, given);
    if (from !== null) return { lock: 'stale', from };
    if (monotonic() >= until) return null;
    const next = await replaced(locks, key, own, revision);
    return next === null ? null : { lock: 'held', revision: next };
  }

  const held = (mine: ReadonlySet<string>, { was, ...by }: KeptLock, revision: number): Taken =>
    mine.has(by.device) ? { lock: 'held', revision: was ?? revision } : { lock: 'taken', how: 'locked', by };

  return {
    async take(of, voter, round, when, admission) {
      const key = voterKey(of, String(round), voter);
      const until = monotonic() + TAKES_MS;
      for (let n = 0; n < TRIES && monotonic() < until; n++) {
        try {
          const [open, places] = await Promise.all([
            standing<{ readonly at: string } | null>(locks, openKey(of), null),
            standing<readonly Place[]>(admitted, key, []),
          ]);
          if (!open.value) return { lock: 'not-open' };
          const own = (place: Place): boolean =>
            place.device === of.device || (place.station === of.station && place.of === admission);
          const held = holding(places.value);
          const elsewhere = held.find((place) => !own(place));
          if (elsewhere) return { lock: 'taken', how: 'admitted', by: ownerOf({ ...of, ...elsewhere }, elsewhere.at) };
          const { asked, now } = when;
          const ended = Math.max(Date.parse(open.value.at), lastOut(places.value) ?? 0);
          const from = staleFrom(asked, now, ended);
          if (from !== null) return { lock: 'stale', from };
          // What a lost kiosk had for that admission is for whoever goes on with it.
          const mine = new Set([of.device, ...held.map(({ device }) => device)]);
          const taken = await tryTake(of, key, when, until, mine);
          if (taken) return taken;
        } catch {
          // Whether it was written nobody knows: the next try finds it, with this device as its owner.
        }
      }
      return { lock: 'no-answer' };
    },
    async release(of, voter, round, revision, { asked, now }) {
      const key = voterKey(of, String(round), voter);
      let sent = false;
      for (let n = 0; n < TRIES; n++) {
        try {
          const stands = await lockStanding(locks, key);
          const { owner } = stands;
          // Another kiosk of the station may go on with what this one held: it knows the revision by its journal.
          if (owner?.station !== of.station || (owner.was ?? stands.revision) !== revision)
            return sent && !owner ? 'held' : 'not-held';
          sent = true;
          if (await giveBack(locks, key, stands.revision, Math.max(asked, now))) return 'held';
          sent = false;
        } catch {
          // Whether it was written nobody knows: the next look finds it.
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
      const { owner } = await lockStanding(locks, key);
      return owner && owner.device !== of.device ? owner : null;
    },
  };
}

/** What the hub answers to an ask for a lock. */
export async function lockSaying(
  lock: NationalLock,
  of: JournalName,
  ask: Extract<Ask, { readonly ask: 'lock' | 'release' }>,
  { nonce, ...when }: When & { readonly nonce: string },
): Promise<Saying> {
  const { voter, round } = ask;
  const busy: Saying = { ...of, answer: 'busy', after: 0 };
  if (ask.ask === 'release') {
    const was = await lock.release(of, voter, round, ask.revision, when);
    return was === 'no-answer' ? busy : { ...of, answer: 'released', nonce, voter, was };
  }
  const taken = await lock.take(of, voter, round, when, ask.admission);
  switch (taken.lock) {
    case 'held':
      return { ...of, answer: 'locked', nonce, voter, revision: taken.revision };
    case 'taken':
      return { ...of, answer: 'taken', nonce, voter, how: taken.how, by: taken.by };
    case 'not-open':
      return { ...of, answer: 'not-open', nonce, voter };
    case 'stale':
      return { ...of, answer: 'stale', nonce, from: taken.from };
    case 'no-answer':
      return busy;
  }
}
