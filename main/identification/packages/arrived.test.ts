import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { PIECE_BYTES } from '../../../core/hub/packages.ts';
import { putPackage } from '../../hub/packages.ts';
import { voter } from '../../package/package.fixture.ts';
import { officer } from '../network/station.fixture.ts';
import { events } from '../network/told.fixture.ts';
import { arrivalsFolder } from './arrivals.ts';
import { arrivedNames, pictured, stationWithHub } from './arrived.fixture.ts';

let made: Awaited<ReturnType<typeof stationWithHub>> | null = null;
afterEach(async () => {
  await made?.close();
  made = null;
});
const withHub = async (count = 1) => {
  made = await stationWithHub(count);
  return made;
};

const stateDir = (one: { readonly dir: string }): string => join(one.dir, 'device');

it('what the commission puts into the hub comes piece by piece, goes on after a stop, waits, and is taken by a person', async () => {
  const { station, lan, kiosk, restart, write, put, until } = await withHub();
  lan.linkUp('device');
  const { path } = await write(2);
  const { offer } = await put(path);
  expect(offer.bytes).toBeGreaterThan(6 * PIECE_BYTES);
  await until(() => (kiosk().zone.station.packages().coming?.done ?? 0) >= 2 * PIECE_BYTES);
  expect(kiosk().zone.station.packages().files).toEqual([]);
  // The power goes while a piece is written.
  await lan.linkDown('device');
  const [part = ''] = arrivedNames(station, '.part');
  const file = join(arrivalsFolder(stateDir(station)), part);
  await kiosk().zone.arrived.tick();
  const cut = statSync(file).size - 1_000;
  truncateSync(file, cut);
  await restart(kiosk());
  lan.linkUp('device');
  await until(() => kiosk().zone.station.packages().coming !== null);
  expect(kiosk().zone.station.packages().coming?.done).toBeGreaterThanOrEqual(cut - PIECE_BYTES);
  await until(() => kiosk().zone.station.packages().files.length === 1);
  const { zone } = kiosk();
  const [waits] = zone.station.packages().files;
  expect(waits).toMatchObject({ bytes: offer.bytes, arrived: { version: 2, from: { by: 'hub' } } });
  expect(readFileSync(waits?.path ?? '').equals(readFileSync(path))).toBe(true);
  expect(events(kiosk(), 'package.arrived')).toMatchObject([
    { body: { version: 2, sha256: offer.package, bytes: offer.bytes, from: 'hub' } },
  ]);
  // While the station is open it lies there, and nobody is told to take it.
  expect(zone.problems().map(({ code }) => code)).not.toContain('package.waits');
  expect(zone.kiosk.inForce()?.register.package.version).toBe(1);
  const taken = await zone.station.import(waits?.path ?? '', officer);
  expect(taken).toEqual({ ok: true, value: null });
  expect(zone.kiosk.inForce()?.register.package.version).toBe(2);
  expect(readdirSync(arrivalsFolder(stateDir(station)))).toEqual([]);
}, 120_000);

it('what is not this station’s, or is none, is refused, told, and not fetched again', async () => {
  const { station, lan, kiosk, kv, write, put, trusts, until } = await withHub(2);
  lan.linkUp('device');
  // Another commission's does not come into the hub at all.
  const { path } = await write(2, pictured(2, 1_000));
  const whole = readFileSync(path);
  writeFileSync(join(station.dir, 'changed.taanuu'), Buffer.concat([whole.subarray(0, -1), Buffer.from([0])]));
  expect(await putPackage(kv, join(station.dir, 'changed.taanuu'), { trusts, now: () => new Date() })).toMatchObject({
    ok: false,
    error: { code: 'package.damaged' },
  });
  expect(await putPackage(kv, path, { trusts: () => false, now: () => new Date() })).toMatchObject({
    error: { code: 'package.bad-signature' },
  });
  // One that leaves this device out.
  const devices = (await station.commission.devices()).filter(({ device }) => device !== kiosk().device);
  const without = await station.write('without.taanuu', { version: 5, devices, records: [voter(1)] });
  await put(without.path);
  await until(() => events(kiosk(), 'package.arrival-refused').length > 0);
  // A piece that is not what was put there.
  const { offer } = await put(path);
  const key = `piece.probe.laboratory.0001.${offer.package}.0`;
  const piece = Buffer.from((await kv.get(key))?.value ?? []);
  piece.writeUInt8((piece.at(-1) ?? 0) ^ 1, piece.length - 1);
  await kv.put(key, piece);
  await until(() => events(kiosk(), 'package.arrival-refused').length > 1);
  expect(events(kiosk(), 'package.arrival-refused').map(({ body }) => body)).toMatchObject([
    { version: 5, problem: 'package.device-revoked', from: 'hub' },
    { version: 2, problem: 'package.damaged', sha256: offer.package },
  ]);
  const { refused, files } = kiosk().zone.station.packages();
  expect(files).toEqual([]);
  expect(refused.map(({ problem }) => problem.code)).toEqual(['package.device-revoked', 'package.damaged']);
  expect(arrivedNames(station, '.part')).toEqual([]);
  // Not fetched again, whatever time goes by; and forgotten when a newer one is in force.
  for (let n = 0; n < 16; n++) {
    await until(() => true);
  }
  expect(events(kiosk(), 'package.arrival-refused')).toHaveLength(2);
  rmSync(path);
}, 120_000);

it('waits while events of the journal do', async () => {
  const { lan, kiosk, write, put, until } = await withHub();
  const { path } = await write(2, pictured(2, 1_000));
  await put(path);
  for (let n = 1; n <= 3; n++) expect(await kiosk().admit(n)).toBe('admitted');
  expect(kiosk().zone.kiosks.hub.own()).toBeNull();
  lan.linkUp('device');
  const free: boolean[] = [];
  await until(() => {
    const way = kiosk().zone.kiosks.hub.own();
    const { backlog = 1 } = kiosk().zone.kiosks.hub.view() ?? {};
    if (way) free.push(way.isFree === (backlog === 0));
    return kiosk().zone.station.packages().files.length === 1;
  });
  expect(free).not.toContain(false);
  expect(kiosk().zone.kiosks.hub.view()?.backlog).toBeLessThanOrEqual(1);
}, 120_000);
