import { precinctOf } from '../../core/election/election.ts';
import { placeOf } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { decodeAuthorities } from '../package/authorities.ts';
import { certificatesOf, hubOf } from '../package/certificates.ts';
import { storageProblem } from '../storage/failure.ts';
import { numbersBefore } from './afterwards/wiped.ts';
import { type InForce, SYSTEM } from './kiosk.ts';
import { heldOf } from './register/held.ts';
import { registerKeys } from './register/keys.ts';
import { openRegister, type Register } from './register/register.ts';
import { stationOf } from './state/read.ts';
import { journalName, openStore, recordIn, type Store } from './store.ts';
import { eraseTrainings } from './training.ts';

/** A register's key, while a sitting is under way. */
export interface HeldKey {
  readonly register: string;
  readonly key: Uint8Array;
}

/**
 * The files this kiosk works with: the device's own journal, which says which package is in force, and that package's
 * register and journal. Without a package the device's journal serves alone.
 */
export class KioskFiles {
  /** The device's own journal. */
  readonly own: Store;
  readonly keys: DeviceKeys;
  readonly stateDir: string;
  readonly #now: () => Date;
  #current: Store;
  #inForce: InForce | null = null;
  #held: HeldKey | null;

  constructor(options: {
    readonly own: Store;
    readonly keys: DeviceKeys;
    readonly stateDir: string;
    readonly now: () => Date;
    /** The register's key that the supervisor has kept over a restart; null: nobody has given it, or the power went. */
    readonly held: HeldKey | null;
  }) {
    this.own = options.own;
    this.keys = options.keys;
    this.stateDir = options.stateDir;
    this.#now = options.now;
    this.#held = options.held;
    this.#current = options.own;
  }

  /** The store that new events go to. */
  get current(): Store {
    return this.#current;
  }

  /** Null until the first package is in force. */
  get inForce(): InForce | null {
    return this.#inForce;
  }

  /** Name of the register that the device's journal says is current; null before the first package. */
  currentRegister(): string | null {
    return stationOf(this.own.db).register;
  }

  /** Makes a loaded register and its election's journal the ones that are worked with. */
  takeUp(name: string): Result<null, Problem> {
    const { stateDir, keys } = this;
    const opened = openRegister(stateDir, keys, name, this.#held?.register === name ? this.#held.key : null);
    if (!opened.ok) return opened;
    const register = opened.value;
    const { election, policy, people, devices, station } = register.package;
    const precinct = precinctOf(election, station);
    const store = precinct
      ? openStore({ stateDir, keys, election: { election, precinct }, now: this.#now })
      : err<Problem>({ code: 'station.no-register' });
    if (!precinct || !store.ok) {
      register.close();
      return store.ok ? err({ code: 'station.no-register' }) : store;
    }
    this.#closePackage();
    this.#current = store.value;
    const documentAuthorities = decodeAuthorities(register.package.documentAuthorities);
    const of = { election: election.id, mode: election.mode, station };
    const held = heldOf(this.own.db, of);
    const place = held?.place ?? placeOf(devices, keys.device);
    this.#inForce = {
      ...{ election, policy, people, devices, documentAuthorities, precinct, register },
      ...{ place, numbersBefore: numbersBefore(this.own.db, of), certificates: certificatesOf(devices) },
      hub: hubOf(register.package.hub),
    };
    return ok(null);
  }

  /** Works with the register in force through its key from now on. It must be the one in force, opened with that key. */
  unlocked(register: Register, key: Uint8Array): void {
    if (this.#inForce?.register.name !== register.name) throw new Error('another register is in force');
    this.#inForce = { ...this.#inForce, register };
    this.#held = { register: register.name, key };
  }

  /** The key of the package that the register in force was made of; null while the register is locked. */
  packageKey(): Uint8Array | null {
    const force = this.#inForce;
    if (!force || this.#held?.register !== force.register.name) return null;
    return registerKeys(this.keys, force.register.name, this.#held.key).package;
  }

  /** Forgets the register's key, and opens the register in force again without it. */
  lock(): void {
    this.#held?.key.fill(0);
    this.#held = null;
    const force = this.#inForce;
    if (!force || force.register.locked) return;
    const locked = openRegister(this.stateDir, this.keys, force.register.name, null);
    if (!locked.ok) return;
    force.register.close();
    this.#inForce = { ...force, register: locked.value };
  }

  /** Training leaves nothing behind: when another package is in force, also one that a stop has left half erased. */
  eraseTrainings(): void {
    const inForce = journalName(this.#current.journal.identity);
    for (const training of eraseTrainings(this.stateDir, this.keys, inForce)) {
      recordIn(this.own, 'training.erased', { ...training }, SYSTEM);
    }
  }

  /** Works with the device's own journal alone from now on: no package is in force, and no key of one is held. */
  letGo(): void {
    this.#held?.key.fill(0);
    this.#held = null;
    this.#closePackage();
    this.#current = this.own;
    this.#inForce = null;
  }

  /** Everything that was committed goes from the log into the files: less is left to do after a power cut. */
  flush(): void {
    for (const { db } of new Set([this.own, this.#current])) {
      try {
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (error) {
        // Nothing is lost by it: what was committed stays in the log. The next write tells of the disk.
        if (!storageProblem(error, 'journal')) throw error;
      }
    }
  }

  close(): void {
    this.#closePackage();
    this.own.db.close();
  }

  #closePackage(): void {
    this.#inForce?.register.close();
    if (this.#current !== this.own) this.#current.db.close();
  }
}
