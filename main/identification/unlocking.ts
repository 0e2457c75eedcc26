import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Credential } from '../api/identification.ts';
import type { Kiosk } from './kiosk.ts';
import type { HeldKey, KioskFiles } from './kiosk-files.ts';
import { unlockWith } from './register/unlock.ts';

/** Where the register's key outlives the zone: the supervisor's memory. */
export interface KeyMemory {
  /** What the zone before this one has left there. */
  readonly held: string | null;
  readonly hold: (value: string | null) => Promise<void>;
}

/** The key as the supervisor keeps it: the register's name, a colon, the key. */
export function heldKey({ held }: KeyMemory): HeldKey | null {
  const [register = '', key = ''] = held?.split(':') ?? [];
  return key === '' ? null : { register, key: new Uint8Array(Buffer.from(key, 'base64url')) };
}

/** Takes the register's key from people's codes, and forgets it again. */
export class Unlocking {
  readonly #kiosk: Kiosk;
  readonly #files: KioskFiles;
  readonly #memory: KeyMemory;

  constructor(kiosk: Kiosk, files: KioskFiles, memory: KeyMemory) {
    this.#kiosk = kiosk;
    this.#files = files;
    this.#memory = memory;
  }

  /**
   * Takes the register's key from the codes of those who open the station together, and gives it to the supervisor, so
   * that a zone that is restarted needs nobody. The codes have been checked before, with lock-out and journal.
   * @returns `station.not-unlocked` where these codes do not give it
   */
  async unlock(credentials: readonly Credential[], actor: Actor): Promise<Result<null, Problem>> {
    const force = this.#files.inForce;
    if (!force) return err({ code: 'station.no-register' });
    if (!force.register.locked) return ok(null);
    const { stateDir, keys } = this.#files;
    const unlocked = await unlockWith(stateDir, keys, force.register, credentials);
    if (!unlocked.ok) return unlocked;
    const { register, key } = unlocked.value;
    const { name } = register;
    // Two windows may have unlocked at once; an import may have come between.
    if (this.#files.inForce !== force) {
      register.close();
      return this.#files.inForce?.register.locked === false ? ok(null) : err({ code: 'station.not-unlocked' });
    }
    try {
      const approvers = credentials.map((one) => one.person);
      this.#kiosk.record('register.unlocked', { register: name, approvers }, actor);
    } catch (error) {
      register.close();
      throw error;
    }
    this.#files.unlocked(register, key);
    this.#kiosk.changed();
    await this.#memory.hold(`${name}:${Buffer.from(key).toString('base64url')}`);
    return ok(null);
  }

  /** Forgets the register's key: nobody needs it between the closing of a sitting and the opening of the next. */
  async lock(): Promise<void> {
    this.#files.lock();
    this.#kiosk.changed();
    await this.#memory.hold(null);
  }
}
