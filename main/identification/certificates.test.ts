import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStation, type Station } from '../package/package.fixture.ts';
import { zoneOf } from './zone.fixture.ts';

let station: Station;
beforeEach(async () => {
  station = await makeStation();
});
afterEach(() => station.remove());

it('knows the certificates of its devices, and of the commission, from the package in force', async () => {
  const { path } = await station.write('p.taanuu');
  const { zone } = await zoneOf(station, path);
  const force = zone.kiosk.inForce();
  const { device } = station.keys;
  expect([...(force?.certificates.keys() ?? [])]).toEqual([device]);
  const own = new X509Certificate(force?.certificates.get(device) ?? '');
  const root = Buffer.from(force?.register.package.commission.certificate ?? '', 'base64url');
  expect(own.verify(new X509Certificate(root).publicKey)).toBe(true);
  await zone.stop();
});
