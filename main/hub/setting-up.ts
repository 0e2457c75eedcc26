import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { toHex } from '../../core/crypto/encoding.ts';
import type { DeviceEntry } from '../../core/election/station.ts';
import { hostPort } from '../../core/network/address.ts';
import { readSecret, writeNewSecret } from '../access/keys-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { CONSOLE, deviceCertificate, HUB, type Issuer, networkKey, rootCertificate } from '../network/certificates.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { type FleetFile, readFleet } from './fleet.ts';
import { type ResultsTrustFile, readResultsTrusts } from './results-trust.ts';
import { hubServerConfig, usersConfig } from './server-config.ts';

/**
 * The files of a hub, in a folder of the commission's: of each site for its server (`sites/NAME`), for the collectors
 * (`collector`), and for the commission's consoles, which read only (`console`). The hub's own key lies with the collectors, who answer with it; it is made once and kept, because kiosks
 * know it from their packages.
 */
export interface HubPlan {
  readonly folder: string;
  readonly commission: { readonly name: string; readonly publicKey: Uint8Array; readonly sign: Issuer['sign'] };
  readonly sites: readonly Site[];
  /** Folder of the streams on the servers' machines, and the most that they may take there, in bytes. */
  readonly store: string;
  readonly storeBytes: number;
  /** Whether the servers can write each message through before they answer. */
  readonly sync: boolean;
  /** Loopback port on which each server tells how it is; null: none. */
  readonly monitor: number | null;
  /** What this run adds to or replaces among the elections that the hub knows. */
  readonly fleet: FleetFile;
}

export interface Site {
  readonly name: string;
  /** IP address under which kiosks and the other sites reach its server. */
  readonly address: string;
  /** For kiosks and collectors, and for the other servers. */
  readonly port: number;
  readonly routePort: number;
}

/** What a collector reads (`collector/collector.json`). */
export const collectorSchema = z.strictObject({
  format: z.literal('taanuu/collector/1'),
  servers: z.array(hostPort).min(1),
  replicas: z.union([z.literal(1), z.literal(3)]),
});

/** The first server release that knows `sync_interval`. */
const SYNC_SINCE = [2, 10];

/** Whether a server says by its version (`nats-server: v2.9.10`) that it can write through. */
export function canSync(version: string): boolean {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = SYNC_SINCE;
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** The devices of an election as the hub knows them, from those that the commission has registered. */
export const fleetFile = (
  { election, mode }: Pick<FleetFile, 'election' | 'mode'>,
  devices: readonly DeviceEntry[],
): FleetFile => ({
  ...{ format: 'taanuu/fleet/1', election, mode },
  devices: devices.map(({ device, key, signing, station, revoked }) => ({
    ...{ device, key, station, revoked: revoked !== undefined },
    publicKey: toHex(Buffer.from(signing, 'base64url')),
  })),
});

/** Secret of the hub's key in its folder; made there where none is. */
function hubSecret(folder: string): Uint8Array {
  const path = join(folder, 'hub.secret');
  if (!readSecret(path)) writeNewSecret(path, randomBytes(32));
  const secret = readSecret(path);
  if (secret?.length !== 32) throw new Error(`${path} is no key`);
  return secret;
}

/** Writes all files. TLS keys are made anew each time; the hub's own key stays. */
export function setUpHub(plan: HubPlan): void {
  const { folder, commission, sites, fleet } = plan;
  const collector = join(folder, 'collector');
  makePrivateFolder(collector);
  const secret = hubSecret(collector);
  const hub: Issuer = { name: HUB, sign: (bytes) => nodeCrypto.ed25519Sign(bytes, secret) };
  const own = deviceCertificate(commission, HUB, nodeCrypto.ed25519PublicKey(secret));
  const root = rootCertificate(commission, commission.publicKey);

  write(collector, `fleet-${fleet.election}-${fleet.mode}.json`, `${JSON.stringify(fleet, null, 1)}\n`);
  const link = networkKey(hub, own, []);
  write(collector, 'link.key', link.key);
  write(collector, 'link.pem', link.certificate);
  write(collector, 'hub.pem', own);
  const servers = sites.map(({ address, port }) => at(address, port));
  const replicas = sites.length >= 3 ? 3 : 1;
  write(
    collector,
    'collector.json',
    `${JSON.stringify({ format: 'taanuu/collector/1', servers, replicas }, null, 1)}\n`,
  );

  // A console's key lives as long as its files do: whoever has them reads, and can say nothing in anybody's name.
  const console = join(folder, 'console');
  makePrivateFolder(console);
  const consoleSecret = randomBytes(32);
  const reader: Issuer = { name: CONSOLE, sign: (bytes) => nodeCrypto.ed25519Sign(bytes, consoleSecret) };
  const word = deviceCertificate(commission, CONSOLE, nodeCrypto.ed25519PublicKey(consoleSecret));
  const reading = networkKey(reader, word, []);
  write(console, 'link.key', reading.key);
  write(console, 'link.pem', reading.certificate);
  write(console, 'hub.pem', own);
  write(console, 'link.json', `${JSON.stringify({ format: 'taanuu/console-link/1', servers }, null, 1)}\n`);
  for (const file of fleetFiles(collector)) write(console, basename(file), readFileSync(file, 'utf8'));

  const users = usersConfig(readFleet(fleetFiles(collector)).places);
  for (const site of sites) {
    const place = join(folder, 'sites', site.name);
    makePrivateFolder(place);
    const { key, certificate } = networkKey(hub, own, [site.address]);
    write(place, 'server.key', key);
    write(place, 'server.pem', certificate);
    write(place, 'root.pem', root);
    write(place, 'hub.pem', own);
    write(place, 'users.conf', users);
    const peers = sites.filter((one) => one !== site).map(({ address, routePort }) => at(address, routePort));
    const config = hubServerConfig({
      ...{ name: site.name, peers, monitor: plan.monitor, sync: plan.sync },
      ...{ store: plan.store, storeBytes: plan.storeBytes },
      ...{ listen: at(site.address, site.port), route: at(site.address, site.routePort) },
      files: {
        ...{ certificate: 'server.pem', key: 'server.key', root: 'root.pem', hub: 'hub.pem', users: 'users.conf' },
      },
    });
    write(place, 'server.conf', config);
  }
}

const at = (address: string, port: number): string => `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** A file that only its owner reads, whole or as it was before. */
function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}

/** The fleets that lie in a collector's folder. */
export const fleetFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^fleet-.*\.json$/.test(name))
    .sort()
    .map((name) => join(folder, name));

/** Writes what results files of an election are held against into a collector's folder. */
export function writeResultsTrust(folder: string, trust: Omit<ResultsTrustFile, 'format'>): void {
  const { id, mode } = trust.election;
  const file = { format: 'taanuu/results-trust/1', ...trust } satisfies ResultsTrustFile;
  write(folder, `results-${id}-${mode}.json`, `${JSON.stringify(file, null, 1)}\n`);
}

const resultsTrustFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^results-.*\.json$/.test(name))
    .map((name) => join(folder, name));

const consoleLinkSchema = z.strictObject({
  format: z.literal('taanuu/console-link/1'),
  servers: z.array(hostPort).min(1),
});

/** What a console needs to read the hub, from its folder. Throws for a folder that is none. */
export function readConsoleLink(folder: string) {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const { servers } = consoleLinkSchema.parse(JSON.parse(text('link.json')));
  const tls = { key: text('link.key'), cert: text('link.pem') };
  return { servers, tls, own: text('hub.pem'), fleet: readFleet(fleetFiles(folder)) };
}

/** What a collector needs, from its folder. Throws for a folder that is none. */
export function readCollector(folder: string) {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const secret = readFileSync(join(folder, 'hub.secret'));
  const key = text('link.key');
  return {
    ...collectorSchema.parse(JSON.parse(text('collector.json'))),
    ...{ secret, own: text('hub.pem'), tls: { key, cert: text('link.pem') } },
    fleet: () => readFleet(fleetFiles(folder)),
    results: () => readResultsTrusts(resultsTrustFiles(folder)),
  };
}
