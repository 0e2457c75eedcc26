import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../../core/election/policy.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { PersonEntry } from '../../../core/election/station.ts';
import { type DeviceKeys, openKeys } from '../../access/keys.ts';
import type { Credential } from '../../api/identification.ts';
import { buildCountryIndex } from '../../package/country-index.ts';
import {
  credentials,
  election,
  makeStation,
  openedByPeople,
  peopleOf,
  png,
  type Station,
  voter,
  voters,
} from '../../package/package.fixture.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { databaseFile, indexFile, registerFolder, removeRegister, tidyRegisters } from './files.ts';
import { readFront, writeFront } from './front.ts';
import { type Imported, importPackage } from './import.ts';
import { registerKeys } from './keys.ts';
import { openRegister, type Register } from './register.ts';
import { unlockWith } from './unlock.ts';

let station: Station;
let stateDir: string;
beforeEach(async () => {
  station = await makeStation();
  stateDir = join(station.dir, 'device');
});
afterEach(() => station.remove());

type Current = { readonly version: number; readonly sha256: string } | null;

const bring = (path: string, current: Current = null, keys: DeviceKeys = station.keys) =>
  importPackage({
    ...{ path, stateDir, keys },
    current: current && { ...current, station: '0001', election, changes: null },
  });

async function imported(path: string): Promise<Imported> {
  const result = await bring(path);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const opened = (one: Imported): Promise<Register> => openedByPeople(stateDir, station.keys, one.event.register);

const files = () => readdirSync(registerFolder(stateDir));

describe('an imported register', () => {
  it('answers every question about its voters', async () => {
    const { path, sha256 } = await station.write('a.taanuu');
    const one = await imported(path);
    expect(one.event).toMatchObject({ package: '0001-v1', version: 1, sha256, records: 4 });
    const register = await opened(one);
    const [first] = voters;
    if (!first) throw new Error('no voters');
    const { photo, fingers, ...same } = first;
    const found = { ...same, hasPhoto: true, fingers: fingers.map(({ finger, quality }) => ({ finger, quality })) };
    expect(register.byPin(first.pin)).toEqual(found);
    expect(register.byRecord('r1')).toEqual(found);
    expect(register.byNumber(1)).toEqual([found]);
    expect(register.byDocument('id 0000001')).toEqual(found);
    expect(register.byPseudonym(register.pseudonym(first.pin))).toEqual(found);
    expect(register.photo('r1')).toEqual({ type: 'image/png', bytes: Buffer.from(photo ?? '', 'base64') });
    expect(png.toString('base64')).toBe(photo);
    expect(register.templates('r1').map((t) => Buffer.from(t.template).toString())).toEqual([
      'template of finger 2',
      'template of finger 7',
    ]);
    expect(register.byRecord('r4')?.admitted).toEqual({ how: 'outside', date: '2023-10-07', station: '0001' });
    expect(register.count()).toBe(4);
    expect([register.byPin('x'), register.byNumber(9), register.byDocument(''), register.photo('r2')]).toEqual([
      null,
      [],
      null,
      null,
    ]);
    expect(register.pseudonym(first.pin)).toMatch(/^[0-9a-f]{64}$/);
    register.close();
  });

  it.each([
    ['өмүр', ['r2']],
    ['ОМУР', ['r2']],
    ['Омурбекова жума', ['r2']],
    ['Jumagul Omurbek', ['r2']],
    ['zhumagül', ['r2']],
    ['Нурлан Бакыт уулу', ['r3']],
    ['bakyt', ['r3']],
    ['о', ['r4', 'r2']],
    ['Тестова\u00a0Айгүл', ['r1']],
    ['Асанова', []],
    ['"* OR х', []],
    ['', []],
    ['名前', []],
  ])('searching %j finds %j', async (text, records) => {
    const register = await opened(await imported((await station.write('a.taanuu')).path));
    expect(register.search(text, 10).map((v) => v.record)).toEqual(records);
    expect(register.search(text, 1).map((v) => v.record)).toEqual(records.slice(0, 1));
    register.close();
  });

  it('knows from the country index where somebody else votes', async () => {
    const secrets = station.commission.secrets('probe', 'laboratory');
    const key = Buffer.from(secrets.index, 'base64url');
    const index = buildCountryIndex([{ pin: '20202198000002', precinct: 1 }], key, 1);
    const one = await imported((await station.write('a.taanuu', { index })).path);
    const register = await opened(one);
    expect(register.precinctOf('20202198000002')).toBe('0002');
    expect(register.precinctOf(voters[0]?.pin ?? '')).toBe('0001');
    expect(register.precinctOf('20202198000003')).toBeNull();
    register.close();
    expect(readFileSync(indexFile(stateDir, one.event.register)).includes('TNINDEX1')).toBe(false);
    writeFileSync(indexFile(stateDir, one.event.register), 'damaged');
    const without = await opened(one);
    expect(without.problems).toEqual([{ code: 'register.index-damaged' }]);
    expect(without.precinctOf('20202198000002')).toBeNull();
    without.close();
  });

  it('carries people and policy', async () => {
    const people: readonly PersonEntry[] = (await peopleOf()).map((one) => ({ ...one, defaultCode: true }));
    const register = await opened(await imported((await station.write('a.taanuu', { people })).path));
    expect(register.package.people).toEqual(people);
    expect(register.package.policy.fallbacks.photo.enabled).toBe(false);
    expect(register.package.commission.demo).toBe(true);
    register.close();
  });

  it('lies encrypted on the disk, and is gone with its keys', async () => {
    const one = await imported((await station.write('a.taanuu')).path);
    const name = one.event.register;
    const bytes = readFileSync(databaseFile(stateDir, name));
    for (const secret of ['Айгүл', voters[0]?.pin ?? '', 'template of finger 2', 'SQLite format 3']) {
      expect(bytes.includes(secret)).toBe(false);
    }
    removeRegister(stateDir, station.keys, name);
    writeFileSync(databaseFile(stateDir, name), bytes);
    expect(openRegister(stateDir, station.keys, name, null)).toEqual({
      ok: false,
      error: { code: 'register.damaged' },
    });
    expect(openRegister(stateDir, station.keys, 'none', null)).toEqual({
      ok: false,
      error: { code: 'register.missing' },
    });
  });
});

describe('before two persons have come', () => {
  it('the register opens also where it was imported before fingers were looked for', async () => {
    const name = (await imported((await station.write('a.taanuu')).path)).event.register;
    const front = readFront(stateDir, station.keys, name);
    if (!front) throw new Error('no front');
    const { findByFinger: _, sameFinger: __, approvals, ...rest } = front.package.policy;
    const { findByFinger: ___, ...others } = approvals;
    const policy = { ...rest, approvals: others } as Policy;
    writeFront(stateDir, station.keys, name, { ...front, package: { ...front.package, policy } });
    const read = openRegister(stateDir, station.keys, name, null);
    const asBefore = { persons: 2, roles: ['chair', 'secretary', 'member'], including: [] };
    expect(read.ok && read.value.package.policy).toEqual({
      ...defaultPolicy,
      approvals: { ...defaultPolicy.approvals, findByFinger: asBefore },
    });
  });

  it('the register knows its election and its size, and nobody', async () => {
    const one = await imported((await station.write('a.taanuu')).path);
    const front = openRegister(stateDir, station.keys, one.event.register, null);
    if (!front.ok) throw new Error(front.error.code);
    const register = front.value;
    expect([register.locked, register.count(), register.package.election.id]).toEqual([true, 4, 'probe']);
    expect([register.byRecord('r1'), register.byNumber(1), register.photo('r1'), register.search('тест', 5)]).toEqual([
      null,
      [],
      null,
      [],
    ]);
    expect(register.package).not.toHaveProperty('secrets');
  });

  it('one of them, a wrong code or a wrong key opens nothing', async () => {
    const one = await imported((await station.write('a.taanuu')).path);
    const name = one.event.register;
    const front = openRegister(stateDir, station.keys, name, null);
    if (!front.ok) throw new Error(front.error.code);
    const attempt = (given: readonly Credential[]) => unlockWith(stateDir, station.keys, front.value, given);
    const refused = { ok: false, error: { code: 'station.not-unlocked' } };
    for (const own of credentials) expect(await attempt([own])).toEqual(refused);
    expect(await attempt(credentials.map((own) => ({ ...own, code: '000000' })))).toEqual(refused);
    expect(await attempt(credentials.map((own, i) => (i === 0 ? own : { ...own, code: '000000' })))).toEqual(refused);
    expect(openRegister(stateDir, station.keys, name, new Uint8Array(32))).toMatchObject({ ok: false });
    const unlocked = await attempt(credentials);
    expect(unlocked.ok && unlocked.value.register.byRecord('r1')?.given).toBe('Айгүл');
  });

  it('nothing on the disk and in the device’s own keys opens the list', async () => {
    const one = await imported((await station.write('a.taanuu')).path);
    const name = one.event.register;
    // All that a thief of the device has: every key of its store, and everything that derives from them.
    const folder = join(stateDir, 'keys');
    const stored = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    const derived = stored
      .filter((key) => key.length === 32)
      .flatMap((key) => [key, ...Object.values(registerKeys(station.keys, name, key))]);
    const path = databaseFile(stateDir, name);
    for (const key of derived) {
      const db = openDatabase(path, { key, readonly: true });
      expect(db.ok && isReadable(db.value)).toBe(false);
    }
    const register = await opened(one);
    expect(register.count()).toBe(4);
    register.close();
  });

  it('a package whose people could not open the station is refused', async () => {
    const people = (await peopleOf()).filter(({ role }) => role !== 'chair');
    const { path } = await station.write('a.taanuu', { people });
    expect(await bring(path)).toEqual({ ok: false, error: { code: 'package.nobody-opens' } });
    expect(files()).toEqual([]);
  });
});

function isReadable(db: Database): boolean {
  try {
    db.prepare('select count(*) from voter').get();
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

describe('an import that must not happen', () => {
  it('is refused without a registered commission', async () => {
    const { path } = await station.write('a.taanuu');
    const fresh = await openKeys(join(station.dir, 'fresh'));
    expect(fresh.ok && (await bring(path, null, fresh.value))).toEqual({
      ok: false,
      error: { code: 'package.not-registered' },
    });
  });

  it('is refused with a signed rule that this version cannot honour, and says which', async () => {
    const receipt = { ...defaultPolicy.receipt, exchangedForBallot: false };
    const { path } = await station.write('rule.taanuu', { policy: { ...defaultPolicy, receipt } });
    const params = { field: 'policy.receipt.exchangedForBallot', value: 'false' };
    expect(await bring(path)).toEqual({ ok: false, error: { code: 'package.not-honoured', params } });
  });

  it('is refused for another device, another station, and an older or different version', async () => {
    const { path, sha256 } = await station.write('a.taanuu', { version: 3 });
    const other = await openKeys(join(station.dir, 'fresh'));
    if (!other.ok) throw new Error(other.error.code);
    other.value.trustCommission(station.commission.trust);
    expect(await bring(path, null, other.value)).toMatchObject({ error: { code: 'package.not-for-this-device' } });
    const elsewhere = await station.write('b.taanuu', { station: '0002' });
    expect(await bring(elsewhere.path)).toEqual({
      ok: false,
      error: { code: 'package.other-station', params: { station: '0002', own: '0001' } },
    });
    expect(await bring(path, { version: 4, sha256 })).toEqual({
      ok: false,
      error: { code: 'package.older', params: { version: 3, current: 4 } },
    });
    expect(await bring(path, { version: 3, sha256: 'other' })).toMatchObject({
      error: { code: 'package.same-version' },
    });
    expect(files()).toEqual([]);
    const again = await bring(path, { version: 3, sha256 });
    expect(again.ok).toBe(true);
  });

  it.each([
    ['pin', voter(9, { pin: voter(1).pin })],
    ['record', voter(9, { record: 'r1' })],
    ['precinct', voter(9, { precinct: '7777' })],
    ['constituency', voter(9, { constituency: 'k2' })],
    ['birthDate', voter(9, { birthDate: '1990-02-30' })],
    ['fingers', voter(9, { fingers: [1, 2].map((quality) => ({ finger: 2, quality, template: 'AAAA' })) })],
  ])('names the record and the field: %s', async (field, bad) => {
    const { path } = await station.write('a.taanuu', { records: [...voters, bad] });
    expect(await bring(path)).toEqual({ ok: false, error: { code: 'package.record', params: { row: 5, field } } });
    expect(files()).toEqual([]);
  });

  it('leaves the register in force whole, and its remains are tidied away', async () => {
    const first = await imported((await station.write('a.taanuu')).path);
    // What a killed import leaves: files of a name that no event ever makes current.
    writeFileSync(join(registerFolder(stateDir), 'abc-1.db.new'), 'half');
    const second = await imported((await station.write('b.taanuu', { version: 2 })).path);
    tidyRegisters(stateDir, station.keys, first.event.register);
    expect(files().sort()).toEqual(
      ['base', 'db', 'front', 'head', 'package'].map((ending) => `${first.event.register}.${ending}`),
    );
    expect(openRegister(stateDir, station.keys, second.event.register, null)).toMatchObject({ ok: false });
    expect((await opened(first)).count()).toBe(4);
    first.discard();
    expect(files()).toEqual([]);
  });
});
