import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { storageProblem } from './failure.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (fill: number) => new Uint8Array(32).fill(fill);

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
function code(result: Result<unknown, Problem>): string {
  return result.ok ? 'opened' : result.error.code;
}

describe('openDatabase', () => {
  it('keeps WAL and FULL on every connection, also when the file is opened again', () => {
    const path = join(folder, 'a.db');
    for (let time = 0; time < 3; time++) {
      const db = value(openDatabase(path, { key: key(1) }));
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
      expect(db.pragma('temp_store', { simple: true })).toBe(2);
      db.close();
    }
  });

  it('leaves no plain text in the file or its write-ahead log', () => {
    const path = join(folder, 'a.db');
    const db = value(openDatabase(path, { key: key(1) }));
    db.exec(`create table t(x text); insert into t values ('canary-жолборс')`);
    const files = [readFileSync(path), readFileSync(`${path}-wal`)];
    db.close();
    files.push(readFileSync(path));
    for (const bytes of files) {
      expect(bytes.includes('canary-жолборс')).toBe(false);
      expect(bytes.includes('SQLite format 3')).toBe(false);
      expect(bytes.includes('create table')).toBe(false);
    }
    const again = value(openDatabase(path, { key: key(1), readonly: true }));
    expect(again.prepare('select x from t').pluck().get()).toBe('canary-жолборс');
    expect(() => again.exec('delete from t')).toThrow(/readonly/);
    again.close();
  });

  it('names a wrong key, a missing file, a missing folder and rubbish', () => {
    const path = join(folder, 'a.db');
    const db = value(openDatabase(path, { key: key(1) }));
    db.exec('create table t(x)');
    db.close();
    expect(code(openDatabase(path, { key: key(2) }))).toBe('storage.wrong-key');
    expect(code(openDatabase(path))).toBe('storage.wrong-key');
    expect(code(openDatabase(join(folder, 'b.db'), { readonly: true }))).toBe('storage.missing');
    expect(code(openDatabase(join(folder, 'no', 'b.db')))).toBe('storage.missing');
    writeFileSync(join(folder, 'c.db'), Buffer.alloc(5000, 7));
    const refused = openDatabase(join(folder, 'c.db'), { key: key(1) });
    expect(refused).toEqual({ ok: false, error: { code: 'storage.wrong-key', params: { file: 'c.db' } } });
    expect(() => openDatabase(path, { key: new Uint8Array(16) })).toThrow(RangeError);
  });
});

describe('migrate', () => {
  it('runs each step once, for each room of the file by itself', () => {
    const db = value(openDatabase(':memory:'));
    expect(value(migrate(db, 'journal', ['create table a(x)']))).toBe(1);
    expect(value(migrate(db, 'state', ['create table b(x)', 'insert into b values (1)']))).toBe(2);
    expect(value(migrate(db, 'journal', ['create table a(x)', 'insert into a values (5)']))).toBe(2);
    expect(value(migrate(db, 'journal', ['create table a(x)', 'insert into a values (5)']))).toBe(2);
    expect(db.prepare('select x from a').pluck().all()).toEqual([5]);
    db.close();
  });

  it('takes a failing step back as a whole and refuses a file from a newer program', () => {
    const db = value(openDatabase(':memory:'));
    migrate(db, 'journal', ['create table a(x)']);
    expect(() => migrate(db, 'journal', ['create table a(x)', 'insert into a values (1)', 'rubbish'])).toThrow(
      /rubbish/,
    );
    expect(db.prepare('select count(*) from a').pluck().get()).toBe(0);
    expect(code(migrate(db, 'journal', []))).toBe('storage.newer');
    db.close();
  });
});

describe('storageProblem', () => {
  it('tells what a full database has thrown and leaves bugs alone', () => {
    const db = value(openDatabase(join(folder, 'a.db')));
    db.exec('create table t(x)');
    db.pragma('max_page_count=4');
    let thrown: unknown;
    try {
      db.prepare('insert into t values (zeroblob(100000))').run();
    } catch (error) {
      thrown = error;
    }
    expect(storageProblem(thrown, '/some/where/a.db')).toEqual({ code: 'storage.full', params: { file: 'a.db' } });
    expect(storageProblem(new Error('a bug'), 'a.db')).toBeUndefined();
    expect(() => db.exec('select nonsense')).toThrow();
    try {
      db.exec('select nonsense');
    } catch (error) {
      expect(storageProblem(error, 'a.db')).toBeUndefined();
    }
    db.close();
  });
});
