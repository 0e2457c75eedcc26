import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BallotRecord } from '../../core/ballot/record.ts';
import { utf8 } from '../../core/crypto/encoding.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { BallotStore, type BallotStoreSpec } from '../../main/ballot/ballot-store.ts';
import { type DiskOptions, PoweredDisk } from '../../main/cli/simulate/powered-disk.ts';
import { chance } from '../../main/demo/random.ts';
import { openDatabase } from '../../main/storage/open.ts';
import { bytesFrom } from '../../main/storage/slots/disk.fixture.ts';
import { sealed } from '../../main/storage/slots/format.ts';
import { shuffled } from '../../main/storage/slots/lots.ts';

/** What is cast: a thousand ballots that are unlike one another, in an order that the test knows. */
export const BALLOTS = 1_000;
/** What every choice begins with: nothing else on a disk does. */
export const CANARY = 'kanarejka-zhelt-';
export const choiceOf = (number: number): string => `${CANARY}${String(number).padStart(4, '0')}`;
/** Choices in the order in which they are cast. */
export const castOrder = (seed: string): readonly string[] =>
  shuffled(
    Array.from({ length: BALLOTS }, (_, number) => choiceOf(number)),
    bytesFrom(chance(`${seed} order`)),
  );

const record = (choice: string): BallotRecord => ({
  ...{ v: 1, style: 'saruu', test: false, batch: 'box', compartment: 'valid' },
  parts: [{ part: 'list', marked: [choice], unsure: [] }],
});

export const daySpec: BallotStoreSpec = {
  identity: 'demo/official/0001/main/box',
  capacity: 1_200,
  slotBytes: 4_096,
  keys: { slots: new Uint8Array(32).fill(0x61), cells: new Uint8Array(32).fill(0x62) },
};
export const countSpec: BallotStoreSpec = {
  ...daySpec,
  identity: 'demo/official/0001/main/count',
  keys: { slots: new Uint8Array(32).fill(0x63), cells: new Uint8Array(32).fill(0x64) },
};

export function must<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** Something that ballots are cast into. */
export interface Casting {
  cast(choice: string, number: number): void;
  end(): void;
}

const DISK_MIB = 40;

/** A disk of the zone, on which the kernel writes its own journal every second. */
export const zoneDisk = (folder: string, options: DiskOptions = {}): PoweredDisk =>
  PoweredDisk.open(folder, join(folder, 'disk'), DISK_MIB, { mount: 'commit=1', ...options });

/** The bytes of the whole disk as they are now. */
export function imageOf(disk: PoweredDisk): Buffer {
  disk.sync();
  return readFileSync(disk.image);
}

/** All ballots, one after another; in between the kernel commits what it knows, as it does between two voters. */
export function castAll(path: string, casting: Casting, order: readonly string[]): void {
  for (const [number, choice] of order.entries()) {
    casting.cast(choice, number);
    const file = openSync(path, 'r');
    fsyncSync(file);
    closeSync(file);
  }
  casting.end();
}

export function intoSlots(path: string, seed: string): Casting {
  const random = bytesFrom(chance(`${seed} store`));
  const store = must(BallotStore.create(path, daySpec, random));
  return {
    cast(choice, number) {
      const flight = { token: Buffer.from(random(16)).toString('hex'), into: 'valid', box: 'box' } as const;
      must(store.hold({ record: record(choice), image: null }, flight));
      // Some sheets stick and come again.
      if (number % 50 === 7) {
        must(store.givenBack());
        must(store.hold({ record: record(choice), image: null }, flight));
      }
      must(store.dropped());
    },
    end: () => store.close(),
  };
}

/** What must not be done: rows of a database. */
export function intoRows(path: string): Casting {
  const db = must(openDatabase(path));
  db.exec('create table ballot (id integer primary key autoincrement, record text not null)');
  const insert = db.prepare('insert into ballot (record) values (?)');
  return { cast: (choice) => void insert.run(canonical(record(choice))), end: () => void db.close() };
}

/** What must not be done either: sealed, but one behind the other, in a file that is removed at the end. */
export function intoSpool(path: string, seed: string): Casting {
  const random = bytesFrom(chance(seed));
  const file = openSync(path, 'w');
  const place = { at: 0, bytes: 700, key: daySpec.keys.slots, aad: new Uint8Array() };
  return {
    cast(choice) {
      writeSync(file, sealed(place, utf8(canonical(record(choice))), random));
      fsyncSync(file);
    },
    end() {
      closeSync(file);
      rmSync(path);
    },
  };
}
