import type { KV } from '@nats-io/kv';
import { holding, type Place } from '../../core/hub/admitted.ts';
import { type JournalName, voterKey } from '../../core/hub/names.ts';
import { type Buckets, standing } from './buckets.ts';
import { giveBack, lockStanding } from './lock.ts';

/** What became of the locks of a device that is out of service for good. */
export interface FreedLocks {
  /** Given back: nobody whom the hub knows of was admitted by them. */
  readonly freed: number;
  /** Their voters stand admitted there, or reserved: for the kiosks of its station to say what becomes of that. */
  readonly kept: number;
}

/** Locks that are looked at side by side. */
const AT_ONCE = 64;

/**
 * Gives back what a lost device held without having admitted anybody by it, as far as its journal came: whoever asked for a
 * lock and died before it wrote the answer down holds it for ever, and no other kiosk knows in which revision.
 * What it has not sent nobody knows: it is people who say that it is out of service.
 */
export async function freeLocks(
  { lock, admitted }: Pick<Buckets, 'lock' | 'admitted'>,
  of: Pick<JournalName, 'election' | 'mode'>,
  device: string,
): Promise<FreedLocks> {
  let [freed, kept] = [0, 0];
  const keys: string[] = [];
  const all = async (): Promise<void> => {
    const done = await Promise.all(keys.splice(0).map((key) => freeLock({ lock, admitted }, of, key, device)));
    freed += done.filter((one) => one === 'freed').length;
    kept += done.filter((one) => one === 'kept').length;
  };
  for await (const key of await lock.keys(`${of.election}.${of.mode}.*.*`)) {
    keys.push(key);
    if (keys.length === AT_ONCE) await all();
  }
  await all();
  return { freed, kept };
}

async function freeLock(
  { lock, admitted }: { readonly lock: KV; readonly admitted: KV },
  of: Pick<JournalName, 'election' | 'mode'>,
  key: string,
  device: string,
): Promise<'freed' | 'kept' | 'not-its'> {
  const { owner, revision } = await lockStanding(lock, key);
  if (owner?.device !== device) return 'not-its';
  const [round = '', voter = ''] = key.split('.').slice(-2);
  const places = (await standing<readonly Place[]>(admitted, voterKey(of, round, voter), [])).value;
  if (holding(places).some((one) => one.device === device)) return 'kept';
  return (await giveBack(lock, key, revision, Date.now())) ? 'freed' : 'not-its';
}
