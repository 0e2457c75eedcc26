import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DeviceKeys, openKeys } from '../access/keys.ts';
import { SYSTEM } from './kiosk.ts';
import { openStore, recordIn } from './store.ts';

const NAME = 'journal-none-laboratory-none';
let stateDir = '';
let keys: DeviceKeys;
beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'store-'));
  const opened = await openKeys(stateDir);
  if (!opened.ok) throw new Error(opened.error.code);
  keys = opened.value;
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const file = () => join(stateDir, `${NAME}.db`);
const open = () => openStore({ stateDir, keys, election: null, now: () => new Date('2026-11-26T08:00:00Z') });
/** Opens it, writes one event, and closes it again. @returns how many events it has then */
function use(): number {
  const store = open();
  if (!store.ok) throw new Error(store.error.code);
  recordIn(store.value, 'device.started', { version: '1', previous: 'first' }, SYSTEM);
  const { seq } = store.value.journal.head();
  store.value.db.close();
  return seq;
}

it('a journal goes on where it was; one that was taken away is not begun anew', () => {
  expect([use(), use()]).toEqual([1, 2]);
  for (const end of ['', '-wal', '-shm']) rmSync(`${file()}${end}`, { force: true });
  for (let tries = 0; tries < 2; tries++) {
    expect(open()).toEqual({ ok: false, error: { code: 'journal.gone', params: { file: `${NAME}.db` } } });
    expect(existsSync(file())).toBe(false);
  }
});

it('with its key destroyed, as of a training, it is begun anew', () => {
  use();
  keys.eraseDatabaseKey(NAME);
  rmSync(file());
  expect(use()).toBe(1);
});

it.each([
  ['before its key was made', () => {}],
  ['before anything was written into it', () => void keys.databaseKey(NAME)],
])('a power cut while it was begun, %s: it is begun again', (_, made) => {
  writeFileSync(file(), '');
  made();
  expect([use(), use()]).toEqual([1, 2]);
});

it('a folder that is not there has no journal that was taken away', () => {
  rmSync(stateDir, { recursive: true });
  expect(open()).toMatchObject({ ok: false, error: { code: 'storage.missing' } });
});
