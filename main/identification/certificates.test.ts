import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStation, resign, type Station } from '../package/package.fixture.ts';
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

it('says that a package of before has none, and asks its link to serve nothing', async () => {
  const { path } = await station.write('p.taanuu');
  const before = resign(readFileSync(path), station.commission, (manifest) => {
    const { commission, devices } = manifest as { commission: { certificate?: string }; devices: object[] };
    delete commission.certificate;
    manifest.devices = devices.map((one) => ({ ...one, certificate: undefined }));
  });
  writeFileSync(path, before);
  const said: object[] = [];
  const link = { throughLink: (message: object) => void said.push(message), onLink: () => {} };
  const { zone } = await zoneOf(station, path, { link });
  expect(zone.kiosks.problems()).toContainEqual({ code: 'network.no-certificates' });
  expect(said.at(-1)).toEqual({ link: 'serve', network: null });
  await zone.stop();
});
