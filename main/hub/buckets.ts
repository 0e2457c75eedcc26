import { StorageType } from '@nats-io/jetstream';
import { type KV, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { type HubSize, hubStreams, isRaced } from './stream.ts';

/**
 * The hub's key-value buckets. All but `lock`, `package` and `published` follow from the streams of journals and of results files, and from
 * what devices say of themselves again every half minute: they can be thrown away and made anew. Packages are put there by
 * the commission, which has them as files; what consoles have published they tell a hub that has lost it once more.
 */
export const bucketNames = [
  'device',
  'admitted',
  'alarm',
  'health',
  'lock',
  'elsewhere',
  'package',
  'results',
  'zone',
  'published',
] as const;
export type BucketName = (typeof bucketNames)[number];
export type Buckets = Readonly<Record<BucketName, KV>>;

/** Opens the buckets, and makes those that are not. */
export async function openBuckets(link: NatsConnection, { replicas }: HubSize): Promise<Buckets> {
  const kvm = new Kvm(hubStreams(link));
  const opened = await Promise.all(
    bucketNames.map(async (name) => {
      // Reads are the leader's: another replica's could be older than what was written here a moment ago.
      const kv = await kvm.create(name, { replicas, storage: StorageType.File, history: 1, allow_direct: false });
      return [name, kv] as const;
    }),
  );
  return Object.fromEntries(opened) as Buckets;
}

/** A value as it stands under a key; revision 0: nothing stands there. */
export interface Standing<T> {
  readonly value: T;
  readonly revision: number;
}

/** What stands under a key. @param none what counts where nothing does */
export async function standing<T>(kv: KV, key: string, none: T): Promise<Standing<T>> {
  const entry = await kv.get(key);
  if (!entry) return { value: none, revision: 0 };
  return { value: entry.operation === 'PUT' ? entry.json<T>() : none, revision: entry.revision };
}

/** Puts a value where that revision still stands. @returns the new revision; null: another one stands there */
export async function replaced(kv: KV, key: string, value: unknown, revision: number): Promise<number | null> {
  try {
    return await kv.put(key, JSON.stringify(value), { previousSeq: revision });
  } catch (error) {
    if (isRaced(error)) return null;
    throw error;
  }
}

/**
 * Changes a value by what stands there, as often as others change it meanwhile.
 * @param change the new value; the same one: nothing is written
 */
export async function changed<T>(kv: KV, key: string, none: T, change: (value: T) => T): Promise<T> {
  for (;;) {
    const { value, revision } = await standing(kv, key, none);
    const next = change(value);
    if (next === value || (await replaced(kv, key, next, revision)) !== null) return next;
  }
}
