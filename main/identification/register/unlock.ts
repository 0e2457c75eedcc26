import type { PersonEntry } from '../../../core/election/station.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type PersonalKey, personalKey } from '../../access/code.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { unlockRegister } from '../../access/register-lock.ts';
import type { Credential } from '../../api/identification.ts';
import { openRegister, type Register } from './register.ts';

/** A register that people have opened with their codes, and its key, for who keeps it over a restart. */
export interface Unlocked {
  readonly register: Register;
  readonly key: Uint8Array;
}

/**
 * Opens a locked register with the codes of those who may open the station together.
 * @returns `station.not-unlocked` where these codes do not give its key
 */
export async function unlockWith(
  stateDir: string,
  keys: DeviceKeys,
  locked: Pick<Register, 'name' | 'lock' | 'package'>,
  credentials: readonly Credential[],
): Promise<Result<Unlocked, Problem>> {
  const present = new Map<string, PersonalKey>();
  // Each takes its 0.3 s on a core of its own.
  await Promise.all(
    credentials.map(async ({ person, code }) => {
      const entry: PersonEntry | undefined = locked.package.people.find((one) => one.id === person);
      const own = entry && (await personalKey(code, entry.code));
      if (own) present.set(person, own);
    }),
  );
  const key = await unlockRegister(locked.lock, locked.name, present);
  if (!key) return err({ code: 'station.not-unlocked' });
  const opened = openRegister(stateDir, keys, locked.name, key);
  return opened.ok ? ok({ register: opened.value, key }) : opened;
}
