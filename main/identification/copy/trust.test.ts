import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { makeStation, type Station } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';
import { trustOfSpeakers, trustOfStation } from './trust.ts';

let station: Station;
afterEach(() => station.remove());

it('counts what a device has written that was taken out of use, and hears nothing of it any more', async () => {
  station = await makeStation();
  const other = await openKeys(join(station.dir, 'other'));
  if (!other.ok) throw new Error(other.error.code);
  await station.commission.register(deviceRequest(other.value, true), '0001');
  const { path } = await station.write('a.taanuu', {});
  const { zone } = await zoneOf(station, path);
  const force = zone.kiosk.inForce();
  if (!force) throw new Error('no package');
  const revoked = {
    ...force,
    devices: force.devices.map((one) =>
      one.device === other.value.device ? { ...one, revoked: '2023-10-08T05:00:00Z' } : one,
    ),
  };
  const named = (trust: ReturnType<typeof trustOfStation>) =>
    trust.devices.map(({ device }) => device).includes(other.value.device);
  expect([named(trustOfStation(revoked)), named(trustOfSpeakers(revoked)), named(trustOfSpeakers(force))]).toEqual([
    true,
    false,
    true,
  ]);
  await zone.stop();
});
