import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BallotRecord } from '../../core/ballot/record.ts';
import type { Mode } from '../../core/election/common.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { DeviceKeys } from '../access/keys.ts';
import { destroySlotFile } from '../storage/slots/open.ts';
import { BallotStore, type BallotStoreSpec } from './ballot-store.ts';

/** Whose ballots they are. */
export interface BallotsOf {
  readonly election: string;
  readonly mode: Mode;
  readonly station: string;
  readonly sitting: string;
}

/**
 * What a file of ballots is for. test: the sitting's test pack. cast: what voters put in, until the close. drawn: the same
 * ballots after the close, in places and under keys drawn anew.
 */
type Purpose = 'test' | 'cast' | 'drawn';

/**
 * Stands in the flight of a sheet of the feeder instead of the box that was told: a feeder remembers nothing. No box has a
 * name with such a letter.
 */
export const FEEDER = '\u0000feeder';

/** The files of ballots of one sitting, which of them is in use, and their keys. */
export class Ballots {
  readonly #stateDir: string;
  readonly #keys: DeviceKeys;
  readonly #size: Pick<BallotStoreSpec, 'capacity' | 'slotBytes'>;
  #of: BallotsOf | null = null;
  #cast: BallotStore | null = null;
  #test: BallotStore | null = null;
  #isDrawn = false;

  constructor(options: {
    readonly stateDir: string;
    readonly keys: DeviceKeys;
    readonly size: Pick<BallotStoreSpec, 'capacity' | 'slotBytes'>;
  }) {
    this.#stateDir = options.stateDir;
    this.#keys = options.keys;
    this.#size = options.size;
  }

  get capacity(): number {
    return this.#size.capacity;
  }

  /** Bytes for one ballot, picture included. */
  get slotBytes(): number {
    return this.#size.slotBytes;
  }

  /** The store that ballots of voters go to, or lie in; null before a sitting. */
  get cast(): BallotStore | null {
    return this.#cast;
  }

  /** That of the test pack, while there is one. */
  get test(): BallotStore | null {
    return this.#test;
  }

  /**
   * Opens the files of a sitting, or makes them; those of another one are closed and stay. Again is nothing.
   * @param mayBegin there may be none yet. Once they were proved empty, missing ones are not made anew: it would look as if
   *   nobody had voted
   * @returns `storage.missing` then, and what `BallotStore` does
   */
  turnTo(of: BallotsOf, mayBegin = true): Result<null, Problem> {
    if (this.#cast && JSON.stringify(this.#of) === JSON.stringify(of)) return ok(null);
    this.close();
    this.#of = of;
    const drawn = this.#openIfThere('drawn');
    if (!drawn.ok) return drawn;
    if (drawn.value?.finished) {
      this.#cast = drawn.value;
      this.#isDrawn = true;
      const fed = this.#takeOutFed();
      // A stop between both: the files of before have nothing that the drawn ones do not have.
      return fed.ok ? this.#destroy('cast') : fed;
    }
    drawn.value?.close();
    const cast = this.#openIfThere('cast');
    if (!cast.ok) return cast;
    if (!cast.value && !mayBegin)
      return err({ code: 'storage.missing', params: { file: basename(this.#path('cast')) } });
    const made = cast.value ? ok(cast.value) : BallotStore.create(this.#path('cast'), this.#spec('cast'));
    if (!made.ok) return made;
    this.#cast = made.value;
    const test = this.#openIfThere('test');
    if (!test.ok) return test;
    this.#test = test.value;
    return this.#takeOutFed();
  }

  /** A fresh store for a test pack; that of a test before goes with its key. */
  beginTest(): Result<null, Problem> {
    const ended = this.endTest();
    if (!ended.ok) return ended;
    const made = BallotStore.create(this.#path('test'), this.#spec('test'));
    if (!made.ok) return made;
    this.#test = made.value;
    return ok(null);
  }

  /** Destroys the ballots of the test: they never count. */
  endTest(): Result<null, Problem> {
    this.#test?.close();
    this.#test = null;
    return this.#destroy('test');
  }

  /** After the close: draws the ballots anew into another file with other keys, and destroys the first. Again is nothing. */
  draw(): Result<null, Problem> {
    const mended = this.mended();
    if (!mended.ok) return mended;
    if (this.#cast === null || this.#isDrawn) return ok(null);
    const drawn = this.#cast.redrawnInto(this.#path('drawn'), this.#spec('drawn'));
    if (!drawn.ok) return drawn;
    this.#cast.close();
    this.#cast = drawn.value;
    this.#isDrawn = true;
    return this.#destroy('cast');
  }

  /**
   * Records of all ballots that count, in an order drawn by lot. Of the pictures one at a time is in memory: those of a
   * full box would be hundreds of megabytes.
   * @returns the first problem, if one cannot be read
   */
  records(store: 'cast' | 'test' = 'cast'): Result<readonly BallotRecord[], Problem> {
    const records: BallotRecord[] = [];
    for (const one of (store === 'cast' ? this.#cast : this.#test)?.ballots() ?? []) {
      if (!one.ok) return one;
      records.push(one.value.record);
    }
    return ok(records);
  }

  /**
   * Opens anew what the disk has refused a write of: so it is found out what lies there, and whether the disk takes it now.
   * @returns whether there was anything to mend; or what the disk says, and then everything is as it was
   */
  mended(): Result<boolean, Problem> {
    const [cast, test] = [this.#cast, this.#test];
    if (cast?.failed) {
      const again = this.#openAnew(cast, this.#isDrawn ? 'drawn' : 'cast');
      if (!again.ok) return again;
      this.#cast = again.value;
      const fed = this.#takeOutFed();
      if (!fed.ok) return fed;
    }
    if (test?.failed) {
      const again = this.#openAnew(test, 'test');
      if (!again.ok) return again;
      this.#test = again.value;
    }
    return ok(Boolean(cast?.failed || test?.failed));
  }

  /** What persons have decided about the ballot in that slot. */
  decide(slot: number, record: BallotRecord): Result<null, Problem> {
    return this.#cast?.decide(slot, record) ?? ok(null);
  }

  /** Destroys the ballots of all sittings and elections, with their keys. */
  wipe(): Result<null, Problem> {
    this.close();
    this.#of = null;
    for (const file of readdirSync(this.#stateDir)) {
      const [, name, purpose] = /^ballots-(.+)-(test|cast|drawn)\.slots$/.exec(file) ?? [];
      if (name === undefined || purpose === undefined) continue;
      const gone = this.#destroyFile(join(this.#stateDir, file), name, purpose);
      if (!gone.ok) return gone;
    }
    return ok(null);
  }

  close(): void {
    this.#cast?.close();
    this.#test?.close();
    this.#cast = null;
    this.#test = null;
    this.#isDrawn = false;
  }

  /** A sheet of the feeder that a stop met between disk and count does not count: persons find it on top, and feed it again. */
  #takeOutFed(): Result<null, Problem> {
    return this.#cast?.inFlight?.box === FEEDER ? this.#cast.givenBack() : ok(null);
  }

  #openAnew(before: BallotStore, purpose: Purpose): Result<BallotStore, Problem> {
    const again = BallotStore.open(this.#path(purpose), this.#spec(purpose));
    if (again.ok) before.close();
    return again;
  }

  #openIfThere(purpose: Purpose): Result<BallotStore | null, Problem> {
    const path = this.#path(purpose);
    return existsSync(path) ? BallotStore.open(path, this.#spec(purpose)) : ok(null);
  }

  #destroy(purpose: Purpose): Result<null, Problem> {
    return this.#destroyFile(this.#path(purpose), this.#name(), purpose);
  }

  /** The keys go first: what is left of the file is then noise. */
  #destroyFile(path: string, name: string, purpose: string): Result<null, Problem> {
    for (const what of ['slots', 'cells']) this.#keys.eraseDatabaseKey(keyName(name, purpose, what));
    return existsSync(path) ? destroySlotFile(path) : ok(null);
  }

  #path(purpose: Purpose): string {
    return join(this.#stateDir, `ballots-${this.#name()}-${purpose}.slots`);
  }

  #name(): string {
    if (this.#of === null) throw new Error('no sitting has been told');
    const { election, mode, station, sitting } = this.#of;
    return `${election}-${mode}-${station}-${sitting}`;
  }

  #spec(purpose: Purpose): BallotStoreSpec {
    const key = (what: string): Uint8Array => this.#keys.databaseKey(keyName(this.#name(), purpose, what));
    return {
      ...this.#size,
      identity: `${this.#name()} ${this.#keys.device} ${purpose}`,
      keys: { slots: key('slots'), cells: key('cells') },
    };
  }
}

const keyName = (name: string, purpose: string, what: string): string => `ballots ${name} ${purpose} ${what}`;
