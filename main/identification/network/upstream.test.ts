import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterEach, expect, it } from 'vitest';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { DeviceState } from '../../../core/hub/device-state.ts';
import { type JournalName, journalKey } from '../../../core/hub/names.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { standing } from '../../hub/buckets.ts';
import { fleetOf } from '../../hub/fleet.ts';
import { type Hub, startHub } from '../../hub/run.ts';
import { type Certified, linkOf, type RunningServer, startServers } from '../../hub/server.fixture.ts';
import { backwards } from '../../hub/stream.ts';
import { deviceCertificate, HUB, rootCertificate } from '../../network/certificates.ts';
import { hubEntry } from '../../package/certificates.ts';
import type { Station } from '../../package/package.fixture.ts';
import { type KioskStation, kioskStation, type StationKiosk } from './station.fixture.ts';

/** Real zones, whose links are real clients of a real hub that their package names. */
const folder = mkdtempSync(join(tmpdir(), 'taanuu-upstream-'));
const secret = randomBytes(32);
const publicKey = nodeCrypto.ed25519PublicKey(secret);
let servers: readonly RunningServer[] = [];
let link: NatsConnection;
let hub: Hub | null = null;
let station: KioskStation | null = null;
afterEach(async () => {
  await station?.close();
  await hub?.stop();
  await link?.close();
  for (const one of servers) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function hubAbove({ commission }: Station) {
  const { trust, sign } = commission;
  const issuer = { name: trust.name, sign };
  const signer = { name: HUB, sign: (bytes: Uint8Array) => nodeCrypto.ed25519Sign(bytes, secret) };
  const own: Certified = { issuer: signer, secret, publicKey, certificate: deviceCertificate(issuer, HUB, publicKey) };
  const root = { ...own, certificate: rootCertificate(issuer, trust.root) };
  const registered = await commission.devices();
  const fleet = fleetOf([
    {
      ...{ format: 'taanuu/fleet/1', election: 'probe', mode: 'laboratory' },
      devices: registered.map(({ device, key, signing, station: at }) => {
        return { device, key, publicKey: toHex(Buffer.from(signing, 'base64url')), station: at, revoked: false };
      }),
    },
  ]);
  servers = await startServers(folder, { hub: own, commission: root, places: fleet.places, count: 1, store: true });
  link = await linkOf(own, own, servers);
  const options = { fleet: () => fleet, secret, now: Date.now, replicas: 1 } as const;
  hub = await startHub({ ...options, link, failed: () => {} });
  return hubEntry(
    own.certificate,
    servers.map(({ at }) => at),
  );
}

const nameOf = ({ device }: StationKiosk): JournalName => {
  return { election: 'probe', mode: 'laboratory', station: '0001', device };
};
const ownLines = ({ zone }: StationKiosk): readonly string[] =>
  zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
const keptLines = async (kiosk: StationKiosk): Promise<readonly string[]> => {
  const batches: (readonly string[])[] = [];
  if (!hub) return [];
  for await (const { lines } of backwards(hub.stream, await hub.stream.held(nameOf(kiosk)))) batches.unshift(lines);
  return batches.flat();
};
const stateOf = async (kiosk: StationKiosk) =>
  hub && (await standing<DeviceState | null>(hub.buckets.device, journalKey(nameOf(kiosk)), null)).value;

it('every event of a station reaches the hub, also of a kiosk that has no link, and counts when its receipt is there', async () => {
  station = await kioskStation(2, { hub: hubAbove });
  const { kiosks, lan, seconds } = station;
  const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
  expect([await a.admit(1), await b.admit(5)]).toEqual(['admitted', 'admitted']);
  expect(a.zone.kiosks.upstream()).toMatchObject({ connected: false, backlog: ownLines(a).length });
  lan.linkUp('device');
  // Its patience is counted by the clock of the test, which stands still meanwhile.
  const stored = async (): Promise<boolean> => {
    await seconds(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    return a.zone.kiosks.upstream()?.backlog === 0;
  };
  await expect.poll(stored, { timeout: 20_000 }).toBe(true);
  expect(await keptLines(a)).toEqual(ownLines(a));
  // The journal of the one without a link goes by the other.
  await expect.poll(async () => [await seconds(2), await keptLines(b)][1], { timeout: 20_000 }).toEqual(ownLines(b));
  await expect.poll(() => stateOf(b), { timeout: 20_000 }).toMatchObject({ seq: ownLines(b).length });
  // Cut, and there again: nothing is lost, nothing comes twice.
  await lan.linkDown('device');
  expect(await a.admit(2)).toBe('admitted');
  const waiting = a.zone.kiosks.upstream();
  expect(waiting?.backlog).toBeGreaterThan(0);
  expect(waiting?.oldest).toMatch(/^2023-10-08T08:3/);
  lan.linkUp('device');
  await expect.poll(async () => [await seconds(2), await keptLines(a)][1], { timeout: 20_000 }).toEqual(ownLines(a));
}, 120_000);
