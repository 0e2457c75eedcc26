import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { toHex } from '../../../core/crypto/encoding.ts';
import type { HubEntry } from '../../../core/election/hub.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { fleetOf } from '../../hub/fleet.ts';
import { type Hub, startHub } from '../../hub/run.ts';
import { type Certified, linkOf, type RunningServer, startServers } from '../../hub/server.fixture.ts';
import { deviceCertificate, HUB, rootCertificate } from '../../network/certificates.ts';
import { hubEntry } from '../../package/certificates.ts';
import type { Station } from '../../package/package.fixture.ts';

/** A real hub of one server above a station's kiosks. */
export interface HubAbove {
  readonly hub: Hub;
  /** What a package says of it. */
  readonly entry: HubEntry;
  readonly close: () => Promise<void>;
}

/** Starts one for all devices that a commission has registered. */
export async function hubAbove({ commission }: Pick<Station, 'commission'>): Promise<HubAbove> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-above-'));
  const secret = randomBytes(32);
  const publicKey = nodeCrypto.ed25519PublicKey(secret);
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
  const servers: readonly RunningServer[] = await startServers(folder, {
    ...{ hub: own, commission: root, places: fleet.places, count: 1, store: true },
  });
  const link: NatsConnection = await linkOf(own, own, servers);
  const hub = await startHub({ link, fleet: () => fleet, secret, now: Date.now, replicas: 1, failed: () => {} });
  return {
    hub,
    entry: hubEntry(
      own.certificate,
      servers.map(({ at }) => at),
    ),
    async close() {
      await hub.stop();
      await link.close();
      for (const one of servers) await one.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
