import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { RegisterRecord } from '../../../core/election/register-record.ts';
import { piecesOf } from '../../../core/hub/packages.ts';
import { differencesFor, putPackage, removePackage } from '../../hub/packages.ts';
import { ListHistory } from '../../package/list-history.ts';
import { election, makeStation, peopleWith, voter } from '../../package/package.fixture.ts';
import { officer } from '../network/station.fixture.ts';
import { events } from '../network/told.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';
import { arrivedNames, pictured, stationWithHub } from './arrived.fixture.ts';

let made: Awaited<ReturnType<typeof stationWithHub>> | null = null;
afterEach(async () => {
  await made?.close();
  made = null;
});

/** A station whose kiosk has version 1 of a list in force, and the commission that changes it. */
async function listed(records: readonly RegisterRecord[]) {
  made = await stationWithHub(1, records);
  const { station, write, kiosk, lan } = made;
  lan.linkUp('device');
  const folder = join(station.dir, 'history');
  const open = (version: number) =>
    ListHistory.open(folder, new Uint8Array(32), { election, station: '0001', version });
  const first = await open(1);
  for (const record of records) first.note(record);
  first.remember(kiosk().zone.kiosk.inForce()?.register.package.sha256 ?? '');
  return {
    ...made,
    next: async (version: number, list: readonly RegisterRecord[]) => {
      const history = await open(version);
      for (const record of list) history.note(record);
      const written = await write(version, list, {
        changes: () => history.changes(),
        differences: () => history.differences((since) => join(station.dir, `v${since}-v${version}`)),
      });
      history.remember(written.sha256);
      return written;
    },
  };
}

const place = { election: 'probe', mode: 'laboratory', station: '0001' } as const;

it('a daily change of the list comes as a difference, and is the package to the last byte', async () => {
  const records = pictured(12);
  const { next, put, putDifference, until, kiosk, kv, station } = await listed(records);
  const { path, differences, sha256 } = await next(2, [
    ...records.slice(1, 6),
    { ...(records[6] ?? voter(7)), address: 'Тамга' },
    ...records.slice(7),
    voter(20),
  ]);
  const { offer } = await put(path);
  const file = differences[0]?.path ?? '';
  expect(await putDifference(file)).toMatchObject({ ok: true, value: { difference: { from: 1, version: 2 } } });
  expect(differences[0]?.bytes).toBeLessThan(offer.bytes / 3);
  // The whole one could not be had: what comes is the difference.
  for (let n = 1; n < piecesOf(offer); n++) await kv.purge(`piece.probe.laboratory.0001.${sha256}.${n}`);
  await until(() => kiosk().zone.station.packages().files.length === 1);
  const [waits] = kiosk().zone.station.packages().files;
  expect(readFileSync(waits?.path ?? '').equals(readFileSync(path))).toBe(true);
  expect(waits).toMatchObject({ bytes: offer.bytes, arrived: { version: 2, from: { by: 'hub' } } });
  expect(events(kiosk(), 'package.arrived')).toMatchObject([{ body: { version: 2, sha256, bytes: offer.bytes } }]);
  expect(arrivedNames(station, '.part')).toEqual([]);
  expect(arrivedNames(station, '.made')).toEqual([]);
  expect(await kiosk().zone.station.import(waits?.path ?? '', officer)).toEqual({ ok: true, value: null });
  const inForce = kiosk().zone.kiosk.inForce()?.register.package;
  expect(inForce?.changes).toMatchObject({
    since: { version: 1 },
    added: [20],
    removed: [1],
    changed: [{ number: 7 }],
  });
  // And the next day again, from what was put together.
  const third = await next(3, records);
  await put(third.path);
  await putDifference(third.differences[0]?.path ?? '');
  for (let n = 1; n < piecesOf({ bytes: third.bytes }); n++)
    await kv.purge(`piece.probe.laboratory.0001.${third.sha256}.${n}`);
  await until(() => kiosk().zone.station.packages().files.length === 1);
  const [again] = kiosk().zone.station.packages().files;
  expect(readFileSync(again?.path ?? '').equals(readFileSync(third.path))).toBe(true);
}, 120_000);

it('what does not lead to it is told in the journal alone, and the package comes whole', async () => {
  const records = pictured(6);
  const { next, put, putDifference, until, kiosk, station } = await listed(records);
  const { path, differences, sha256 } = await next(2, records.slice(1));
  await put(path);
  const file = differences[0]?.path ?? '';
  // A byte of the script: nobody but a device of the station can see that it is another one.
  const altered = readFileSync(file);
  const script =
    altered.indexOf(readFileSync(path).subarray(0, 2_000)) + readFileSync(path).indexOf('"version":2}') + 12;
  altered.writeUInt8(altered.readUInt8(script + 64 + 40) ^ 1, script + 64 + 40);
  writeFileSync(file, altered);
  const kept = await putDifference(file);
  expect(kept).toMatchObject({ ok: true });
  await until(() => kiosk().zone.station.packages().files.length === 1);
  const [waits] = kiosk().zone.station.packages().files;
  expect(readFileSync(waits?.path ?? '').equals(readFileSync(path))).toBe(true);
  expect(events(kiosk(), 'package.arrival-refused')).toMatchObject([
    {
      body: {
        ...{ version: 2, from: 'hub', problem: 'package.damaged' },
        sha256: kept.ok ? kept.value.difference.difference : '',
      },
    },
  ]);
  expect(events(kiosk(), 'package.arrived')).toMatchObject([{ body: { sha256 } }]);
  expect(kiosk().zone.station.packages().refused).toEqual([]);
  expect(arrivedNames(station, '.made')).toEqual([]);
}, 120_000);

it('a kiosk that has not what it starts from takes the package', async () => {
  const records = pictured(3, 2_000);
  const { next, put, putDifference, until, kiosk } = await listed(records);
  await next(2, records.slice(1));
  const { path, differences } = await next(3, records.slice(2));
  await put(path);
  expect(differences.map(({ base }) => base.version)).toEqual([2, 1]);
  await putDifference(differences[0]?.path ?? '');
  await until(() => kiosk().zone.station.packages().files.length === 1);
  expect(events(kiosk(), 'package.arrival-refused')).toEqual([]);
  // On a stick it is said.
  expect(await kiosk().zone.arrived.together(differences[0]?.path ?? '', () => {})).toMatchObject({
    error: { code: 'package.difference-base', params: { version: 3, base: 2 } },
  });
}, 120_000);

it('lies in the hub beside its package, as long as that does', async () => {
  const records = pictured(3, 100);
  const { next, put, putDifference, kv, station, trusts } = await listed(records);
  const { path, differences } = await next(2, records.slice(1));
  const file = differences[0]?.path ?? '';
  expect(await putDifference(file)).toMatchObject({
    error: { code: 'package.difference-alone', params: { version: 2 } },
  });
  await put(path);
  const cut = join(station.dir, 'cut');
  writeFileSync(cut, readFileSync(file).subarray(0, -1));
  expect(await putDifference(cut)).toMatchObject({ error: { code: 'package.truncated' } });
  expect(await putPackage(kv, file, { trusts, now: () => new Date() })).toMatchObject({
    error: { code: 'package.not-a-package' },
  });
  for (let n = 0; n < 2; n++) expect(await putDifference(file)).toMatchObject({ ok: true });
  expect(await differencesFor(kv, place)).toHaveLength(1);
  expect(await removePackage(kv, place, 2)).toBe(true);
  expect(await differencesFor(kv, place)).toEqual([]);
  const left: string[] = [];
  for await (const key of await kv.keys('piece.>')) left.push(key);
  expect(left).toEqual([]);
}, 120_000);

/** A kiosk with version 1 of a list, and a stick on which the commission writes what leads from one version to the next. */
async function withStick() {
  const station = await makeStation();
  const stick = join(station.dir, 'stick');
  mkdirSync(stick);
  const people = await peopleWith({ officer: 'officer' });
  const write = async (name: string, version: number, records: readonly RegisterRecord[]) => {
    const of = { election, station: '0001', version };
    const history = await ListHistory.open(station.dir, new Uint8Array(32), of);
    for (const record of records) history.note(record);
    const written = await station.write(name, {
      ...{ version, people, records, changes: () => history.changes() },
      differences: () =>
        history.differences((since) => join(stick, `0001-v${since}-v${version}.taanuu-difference`)).slice(0, 1),
    });
    history.remember(written.sha256);
    return written;
  };
  const records = pictured(3, 100);
  const first = await write('a.taanuu', 1, records);
  const { zone } = await zoneOf(station, first.path, { folders: [stick] });
  return {
    ...{ station, stick, write, records, zone },
    close: async (): Promise<void> => {
      await zone.stop();
      station.remove();
    },
  };
}

it('on a stick beside its package it is read instead of that one, which is taken where it does not lead to it', async () => {
  const { stick, write, records, zone, close } = await withStick();
  try {
    const [whole, offered] = [join(stick, '0001-v2.taanuu'), () => zone.station.packages().files];
    await write('stick/0001-v2.taanuu', 2, records.slice(1));
    // Two files, and one line for whoever chooses.
    expect(offered().map(({ name }) => name)).toEqual(['0001-v2.taanuu']);
    const sound = readFileSync(whole);
    writeFileSync(whole, Buffer.from(sound).fill(7, sound.length - 20));
    expect(await zone.station.import(whole, officer)).toEqual({ ok: true, value: null });
    expect(zone.kiosk.inForce()?.register.package).toMatchObject({ version: 2, changes: { removed: [1] } });
    await write('stick/0001-v3.taanuu', 3, records);
    const difference = join(stick, '0001-v2-v3.taanuu-difference');
    const right = readFileSync(difference);
    writeFileSync(difference, Buffer.from(right).fill(7, right.length - 20));
    expect(await zone.station.import(join(stick, '0001-v3.taanuu'), officer)).toEqual({ ok: true, value: null });
    expect(zone.kiosk.inForce()?.register.package.version).toBe(3);
  } finally {
    await close();
  }
}, 60_000);

it('on a stick without its package a person takes it as one', async () => {
  const { station, write, records, zone, close } = await withStick();
  try {
    await write('b.taanuu', 2, records.slice(1));
    const [offered] = zone.station.packages().files;
    expect(offered).toMatchObject({ name: '0001-v1-v2.taanuu-difference', arrived: null });
    const whole = readFileSync(offered?.path ?? '');
    writeFileSync(offered?.path ?? '', Buffer.from(whole).fill(7, whole.length - 20));
    expect(await zone.station.import(offered?.path ?? '', officer)).toMatchObject({
      error: { code: 'package.difference-unfit' },
    });
    expect(zone.kiosk.inForce()?.register.package.version).toBe(1);
    writeFileSync(offered?.path ?? '', whole);
    // Nobody has opened the station: its list is locked.
    expect(zone.kiosk.inForce()?.register.locked).toBe(true);
    expect(await zone.station.import(offered?.path ?? '', officer)).toEqual({ ok: true, value: null });
    const { version, changes } = zone.kiosk.inForce()?.register.package ?? {};
    expect([version, changes?.removed]).toEqual([2, [1]]);
    expect(arrivedNames(station, '')).toEqual([]);
  } finally {
    await close();
  }
}, 60_000);
