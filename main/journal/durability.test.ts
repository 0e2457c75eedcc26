import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node.ts';
import { storageProblem } from '../storage/failure.ts';
import { type Database, openDatabase } from '../storage/open.ts';
import { openJournal } from './journal.ts';

const secret = new Uint8Array(32).fill(7);
const databaseKey = new Uint8Array(32).fill(1);
const identity = { election: 'test-2023', mode: 'laboratory', station: '7001', device: 'KG-MFU-1', key: 'k1' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-durability-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function opened(db: Database) {
  const journal = openJournal({
    db,
    identity,
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
    now: () => 1_696_730_400_000,
    zone: 'Asia/Bishkek',
  });
  if (!journal.ok) throw new Error(journal.error.code);
  return journal.value;
}

function database(path: string): Database {
  const db = openDatabase(path, { key: databaseKey });
  if (!db.ok) throw new Error(db.error.code);
  return db.value;
}

/** A writer in a process of its own; says the number of each event once `append` has returned. */
const writer = (path: string) => `
  import { nodeCrypto } from '${new URL('../crypto/node.ts', import.meta.url)}';
  import { openDatabase } from '${new URL('../storage/open.ts', import.meta.url)}';
  import { openJournal } from '${new URL('./journal.ts', import.meta.url)}';
  import { writeSync } from 'node:fs';
  const secret = new Uint8Array(32).fill(7);
  const db = openDatabase(${JSON.stringify(path)}, { key: new Uint8Array(32).fill(1) });
  db.value.exec('create table if not exists mirror(seq integer primary key)');
  const journal = openJournal({ db: db.value, identity: ${JSON.stringify(identity)},
    publicKey: nodeCrypto.ed25519PublicKey(secret), sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto, now: Date.now, zone: 'Asia/Bishkek' });
  for (;;) {
    const event = journal.value.append('sitting.resumed', {}, { role: 'system' }, (inside, { seq }) => {
      inside.prepare('insert into mirror values (?)').run(seq);
    });
    writeSync(1, event.seq + '\\n');
  }`;

/** Runs the writer until it has said `events` numbers, kills it in the middle of the next, and gives the last said. */
async function killedAfter(events: number, path: string): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer(path)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  let count = 0;
  for await (const line of createInterface(child.stdout)) {
    said = Number(line);
    count += 1;
    if (count === events) child.kill('SIGKILL');
  }
  return said;
}

describe('what append has returned', () => {
  it('is there after SIGKILL, with its state change, and the chain goes on', async () => {
    const path = join(folder, 'zone.db');
    let before = 0;
    for (const events of [1, 7, 40]) {
      const said = await killedAfter(events, path);
      expect(said).toBeGreaterThanOrEqual(before + events);
      const db = database(path);
      const journal = opened(db);
      before = journal.head().seq;
      // One event may be on disk whose number was not yet said.
      expect([said, said + 1]).toContain(before);
      expect(db.prepare('select count(*) from mirror').pluck().get()).toBe(before);
      db.close();
    }
  });
});

describe('a full disk', () => {
  it('refuses the event as a whole, loses nothing, and goes on when there is room again', () => {
    const db = database(join(folder, 'zone.db'));
    const journal = opened(db);
    db.pragma(`max_page_count=${Number(db.pragma('page_count', { simple: true })) + 2}`);
    let thrown: unknown;
    const suspend = () => journal.append('sitting.suspended', { reason: 'ы'.repeat(250) }, { role: 'system' });
    for (let n = 0; n < 100 && thrown === undefined; n++) {
      try {
        suspend();
      } catch (error) {
        thrown = error;
      }
    }
    expect(storageProblem(thrown, 'zone.db')).toEqual({ code: 'storage.full', params: { file: 'zone.db' } });
    const { seq } = journal.head();
    expect(seq).toBeGreaterThan(0);
    expect([...journal.lines()].length).toBe(seq);
    db.pragma('max_page_count=10000');
    expect(suspend().seq).toBe(seq + 1);
    expect(opened(db).head()).toEqual(journal.head());
    db.close();
  });
});
