import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { err } from '../../core/problem/result.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { deviceCertificate, HUB } from '../network/certificates.ts';
import { certificatesOf, hubEntry, hubOf, wrongCertificate } from './certificates.ts';
import { type Commission, openCommission } from './commission.ts';
import { makeStation, resign, type Station } from './package.fixture.ts';
import { openPackage } from './reader.ts';
import { writePackage } from './writer.ts';

let station: Station;
let spare: DeviceKeys;
beforeEach(async () => {
  station = await makeStation();
  const opened = await openKeys(join(station.dir, 'spare'));
  if (!opened.ok) throw new Error(opened.error.code);
  spare = opened.value;
  await station.commission.register(deviceRequest(spare, true), null);
});
afterEach(() => station.remove());

async function manifestOf(path: string) {
  const opened = await openPackage(path, station.commission.trust.root);
  if (!opened.ok) return opened;
  await opened.value.close();
  return opened.value.manifest;
}

async function manifestIn(path: string) {
  const manifest = await manifestOf(path);
  if ('ok' in manifest) throw new Error(JSON.stringify(manifest));
  return manifest;
}

interface Entry {
  device: string;
  certificate?: string;
}
interface Said {
  commission: { certificate?: string };
  devices: [Entry, Entry];
}

/** Opens a package whose manifest the commission has signed with this change. */
async function changed(change: (manifest: Said) => void) {
  const { path } = await station.write('changed.taanuu');
  writeFileSync(
    path,
    resign(readFileSync(path), station.commission, (manifest) => change(manifest as unknown as Said)),
  );
  return manifestOf(path);
}

const wrong = (of: string) => err({ code: 'package.network-certificate', params: { of } });
const pem = (der = '') => new X509Certificate(Buffer.from(der, 'base64url'));

it('certifies the signing keys of the station’s devices and the spares, the same whenever it is made', async () => {
  const manifest = await manifestIn((await station.write('a.taanuu')).path);
  const root = pem(manifest.commission.certificate);
  expect(manifest.devices.map(({ device }) => device)).toEqual([station.keys.device, spare.device]);
  for (const { device, signing, certificate } of manifest.devices) {
    const own = pem(certificate);
    expect(own.verify(root.publicKey) && own.checkIssued(root)).toBe(true);
    expect(own.publicKey.export({ format: 'jwk' }).x).toBe(signing);
    expect(own.subject).toBe(`CN=${device}`);
  }
  const again = await manifestIn((await station.write('b.taanuu', { version: 2 })).path);
  expect(again.devices).toEqual(manifest.devices);
  expect([...certificatesOf(again.devices).keys()]).toEqual([station.keys.device, spare.device]);
});

it('certifies nobody who is out of use', async () => {
  await station.commission.revoke(spare.device, new Date('2023-10-01T00:00:00Z'));
  const { devices } = await manifestIn((await station.write('a.taanuu')).path);
  expect(devices.map(({ certificate }) => typeof certificate)).toEqual(['string', 'undefined']);
  expect([...certificatesOf(devices).keys()]).toEqual([station.keys.device]);
});

it('is read without certificates, as packages of before are', async () => {
  const manifest = await changed(({ commission, devices }) => {
    delete commission.certificate;
    for (const one of devices) delete one.certificate;
  });
  expect('devices' in manifest && certificatesOf(manifest.devices).size).toBe(0);
});

it('is refused with the certificate of another key, device or commission', async () => {
  const { devices } = await manifestIn((await station.write('a.taanuu')).path);
  const [own, other] = devices;
  const swapped = await changed((manifest) => {
    manifest.devices[0].certificate = other?.certificate ?? '';
  });
  expect(swapped).toEqual(wrong(own?.serial ?? ''));
  // Its key, certified by the commission under another device's id.
  const path = join(station.dir, 'named.taanuu');
  const named = devices.map((one) => (one === own ? { ...one, signing: other?.signing ?? '' } : one));
  await writePackageOf(station.commission, path, named);
  const renamed = await manifestIn(path);
  const misnamed = await changed((manifest) => {
    manifest.devices[1].certificate = renamed.devices[0]?.certificate ?? '';
  });
  expect(misnamed).toEqual(wrong(other?.serial ?? ''));

  // Another commission of the same name certifies the very devices.
  const stranger = openCommission(join(station.dir, 'stranger'), station.commission.trust.name, true);
  const foreign = join(station.dir, 'foreign.taanuu');
  await writePackageOf(stranger, foreign, devices);
  const theirs = await openPackage(foreign, stranger.trust.root);
  if (!theirs.ok) throw new Error(theirs.error.code);
  await theirs.value.close();
  const { commission, devices: certified } = theirs.value.manifest;
  const byStranger = await changed((manifest) => {
    manifest.devices[1].certificate = certified[1]?.certificate ?? '';
  });
  expect(byStranger).toEqual(wrong(other?.serial ?? ''));
  const strangeRoot = await changed((manifest) => {
    manifest.commission.certificate = commission.certificate ?? '';
  });
  expect(strangeRoot).toEqual(wrong(station.commission.trust.name));
});

it('is refused with what is no certificate, and with devices’ certificates that nobody vouches for', async () => {
  const serial = station.keys.serial;
  const rubbish = await changed((manifest) => {
    manifest.devices[0].certificate = `MI${'A'.repeat(500)}`;
  });
  expect(rubbish).toEqual(wrong(serial));
  const alone = await changed((manifest) => {
    delete manifest.commission.certificate;
  });
  expect(alone).toEqual(wrong(serial));
});

async function writePackageOf(
  commission: Commission,
  path: string,
  devices: Parameters<typeof writePackage>[2]['devices'],
): Promise<void> {
  const { manifest } = await station.write('as-usual.taanuu');
  await writePackage(path, commission, {
    ...{ election: manifest.election, policy: manifest.policy, station: '0001', version: 1, devices },
    ...{ people: [], records: [], created: manifest.created },
  });
}

it('names the hub by a certificate that the commission has made for it, and by no other', async () => {
  const { trust, sign } = station.commission;
  const issuer = { name: trust.name, sign };
  const key = station.keys.signing.publicKey;
  const servers = ['192.0.2.1:7442', '192.0.2.2:7442'];
  const hub = hubEntry(deviceCertificate(issuer, HUB, key), servers);
  const { manifest } = await station.write('with-hub.taanuu', { hub });
  expect(manifest.hub).toEqual(hub);
  expect(hubOf(manifest.hub)).toMatchObject({ key: Buffer.from(key), servers });
  expect(wrongCertificate(manifest)).toBeNull();
  const other = hubEntry(deviceCertificate(issuer, 'somebody', key), servers);
  expect(wrongCertificate({ ...manifest, hub: other })).toBe(HUB);
  const self = { name: HUB, sign: (bytes: Uint8Array) => station.keys.signing.sign(bytes) };
  expect(wrongCertificate({ ...manifest, hub: hubEntry(deviceCertificate(self, HUB, key), servers) })).toBe(HUB);
  const { certificate: _, ...commission } = manifest.commission;
  expect(wrongCertificate({ ...manifest, commission })).toBe(HUB);
  expect(hubOf(undefined)).toBeNull();
});
