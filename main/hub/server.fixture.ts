import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { overheard } from '../../drivers/testing/child.ts';
import { freePorts } from '../../drivers/testing/ports.ts';
import { nodeCrypto } from '../crypto/node.ts';
import {
  deviceCertificate,
  HUB,
  type Issuer,
  networkKey,
  rootCertificate,
  serverTrust,
} from '../network/certificates.ts';
import { type FleetPlace, hubServerConfig, usersConfig } from './server-config.ts';

/** Real servers of a hub, and whoever calls them, for tests and measurements. */
interface Key {
  readonly issuer: Issuer;
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
}

function keyOf(name: string, secret: Uint8Array = randomBytes(32)): Key {
  const sign = (bytes: Uint8Array) => nodeCrypto.ed25519Sign(bytes, secret);
  return { issuer: { name, sign }, secret, publicKey: nodeCrypto.ed25519PublicKey(secret) };
}

export interface Certified extends Key {
  readonly certificate: string;
}

/** A commission with a key of its own. */
export function commissionFixture(): Certified {
  const key = keyOf('Test commission');
  return { ...key, certificate: rootCertificate(key.issuer, key.publicKey) };
}

/** A device of a commission. @param secret of its key, where it is to be a known one */
export function deviceFixture(by: Certified, device: string, secret?: Uint8Array): Certified {
  const key = keyOf(device, secret);
  return { ...key, certificate: deviceCertificate(by.issuer, device, key.publicKey) };
}

export const hubFixture = (by: Certified): Certified => deviceFixture(by, HUB);

/** A server by its configuration. */
export function natsServer(config: string): ChildProcess {
  const server = spawn('nats-server', ['-c', config], { cwd: dirname(config), stdio: ['ignore', 'ignore', 'pipe'] });
  return overheard(server, `nats-server ${config}`);
}

export interface RunningServer {
  /** Where clients call it. */
  readonly at: string;
  readonly name: string;
  readonly child: ChildProcess;
  /** Ends it at once, as a power cut of its machine does. */
  readonly stop: () => Promise<void>;
  /** Starts it once more where it stood. */
  readonly start: () => void;
}

/** Servers of one hub that know each other. @param store whether they keep streams */
export async function startServers(
  folder: string,
  {
    hub,
    commission,
    places,
    count,
    store,
  }: {
    readonly hub: Certified;
    readonly commission: Certified;
    readonly places: readonly FleetPlace[];
    readonly count: number;
    readonly store: boolean;
  },
): Promise<readonly RunningServer[]> {
  const ports = await freePorts(2 * count);
  const at = (n: number): string => `127.0.0.1:${ports[n]}`;
  return Array.from({ length: count }, (_, n) => {
    const name = `site-${n + 1}`;
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const file = (called: string, text: string): string => {
      writeFileSync(join(own, called), text, { mode: 0o600 });
      return join(own, called);
    };
    const { key, certificate } = networkKey(hub.issuer, hub.certificate, ['127.0.0.1']);
    const config = hubServerConfig({
      ...{ name, listen: at(n), route: at(count + n), monitor: null, sync: false, storeBytes: 8 * 1024 ** 3 },
      peers: count === 1 ? [] : ports.slice(count).map((port) => `127.0.0.1:${port}`),
      store: store ? join(own, 'streams') : null,
      files: {
        ...{ certificate: file('server.pem', certificate), key: file('server.key', key) },
        ...{ root: file('root.pem', commission.certificate), hub: file('hub.pem', hub.certificate) },
        users: 'users.conf',
      },
    });
    file('users.conf', usersConfig(places));
    const path = file('server.conf', config);
    const run = () => natsServer(path);
    let child = run();
    return {
      at: at(n),
      name,
      get child() {
        return child;
      },
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      },
      start() {
        child = run();
      },
    };
  });
}

/** One server that keeps nothing. */
export async function startServer(
  folder: string,
  hub: Certified,
  commission: Certified,
  places: readonly FleetPlace[],
): Promise<RunningServer> {
  const [server] = await startServers(folder, { hub, commission, places, count: 1, store: false });
  if (!server) throw new Error('no server');
  const link = await linkOf(hub, hub, [server]);
  await link.close();
  return server;
}

/** A link to these servers as whoever `own` is. */
export function linkOf(
  own: Certified,
  hub: Certified,
  servers: readonly Pick<RunningServer, 'at'>[],
): Promise<NatsConnection> {
  const { key, certificate } = networkKey(own.issuer, own.certificate, []);
  return connect({
    ...{
      servers: servers.map(({ at }) => at),
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 100,
    },
    ...(own === hub ? {} : { inboxPrefix: `in.${own.issuer.name}` }),
    tls: { key, cert: certificate, ...serverTrust(HUB, hub.certificate) },
  });
}
