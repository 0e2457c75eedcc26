import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, expect, it } from 'vitest';
import { freePort } from '../../drivers/testing/ports.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { natsServer } from '../hub/server.fixture.ts';
import { deviceCertificate, type Issuer, networkKey, serverTrust } from './certificates.ts';
import { serverConfig } from './server-config.ts';

/** Kiosks of one station as their servers are, by the certificates that a package gives them. */
const commission = signer('Test commission');
const dirs: string[] = [];
const servers: ChildProcess[] = [];
const links: NatsConnection[] = [];
afterEach(async () => {
  await Promise.all(links.splice(0).map((one) => one.close()));
  for (const one of servers.splice(0)) one.kill('SIGKILL');
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

function signer(name: string) {
  const secret = randomBytes(32);
  return {
    name,
    publicKey: nodeCrypto.ed25519PublicKey(secret),
    sign: (b: Uint8Array) => nodeCrypto.ed25519Sign(b, secret),
  };
}

interface Kiosk {
  readonly device: string;
  readonly own: string;
  readonly issuer: Issuer;
  readonly client: number;
  readonly route: number;
}

async function kiosk(device: string, by: Issuer = commission): Promise<Kiosk> {
  const issuer = signer(device);
  return {
    ...{ device, issuer, own: deviceCertificate(by, device, issuer.publicKey) },
    ...{ client: await freePort(), route: await freePort() },
  };
}

function start(of: Kiosk, station: readonly Kiosk[], peers = station.filter((one) => one !== of)): void {
  const dir = mkdtempSync(join(tmpdir(), 'taanuu-cluster-'));
  dirs.push(dir);
  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const { key, certificate } = networkKey(of.issuer, of.own, ['127.0.0.1']);
  const config = serverConfig({
    ...{ device: of.device, cluster: 'probe-0001', port: of.client, listen: `127.0.0.1:${of.route}` },
    peers: peers.map(({ route }) => `127.0.0.1:${route}`),
    files: {
      certificate: file('certificate.pem', certificate),
      key: file('key.pem', key),
      own: file('own.pem', of.own),
      station: file('station.pem', station.map(({ own }) => own).join('')),
    },
  });
  servers.push(natsServer(file('nats.conf', config)));
}

async function link(to: Kiosk, as: Kiosk = to): Promise<NatsConnection> {
  const { key, certificate } = networkKey(as.issuer, as.own, []);
  const tls = { key, cert: certificate, ...serverTrust(to.device, to.own) };
  const made = await connect({
    servers: `127.0.0.1:${to.client}`,
    tls,
    waitOnFirstConnect: true,
    reconnectTimeWait: 50,
  });
  links.push(made);
  return made;
}

it('carries what one kiosk says to all others of the station', async () => {
  const station = [await kiosk('aa'), await kiosk('bb'), await kiosk('cc')];
  for (const one of station) start(one, station);
  const [a, b, c] = await Promise.all(station.map((one) => link(one)));
  const heard: string[] = [];
  for (const one of [b, c]) one?.subscribe('live', { callback: (_, message) => void heard.push(message.string()) });
  await expect
    .poll(async () => {
      a?.publish('live', 'hello');
      await a?.flush();
      return heard.length;
    })
    .toBeGreaterThan(3);
  // Within its own time a call to another kiosk comes back.
  b?.subscribe('ask', { callback: (_, message) => void message.respond('b') });
  await b?.flush();
  await expect.poll(async () => (await a?.request('ask', '', { timeout: 500 }).catch(() => null))?.string()).toBe('b');
});

it('keeps out a server whose certificate is of another commission, or of another station', async () => {
  const station = [await kiosk('aa'), await kiosk('bb')];
  const other = await kiosk('xx', signer('Another'));
  const elsewhere = await kiosk('yy');
  for (const one of station) start(one, station);
  for (const one of [other, elsewhere]) start(one, [...station, other, elsewhere], station);
  const a = await link(station[0]!);
  const [x, y] = [await link(other), await link(elsewhere)];
  const heard: string[] = [];
  a.subscribe('live', { callback: (_, message) => void heard.push(message.string()) });
  const b = await link(station[1]!);
  await expect
    .poll(async () => {
      for (const [name, one] of Object.entries({ b, x, y })) {
        one.publish('live', name);
        await one.flush();
      }
      return heard.filter((name) => name === 'b').length;
    })
    .toBeGreaterThan(10);
  expect(new Set(heard)).toEqual(new Set(['b']));
}, 60_000);

it('takes no client but the kiosk itself, and nobody without a certificate', async () => {
  const station = [await kiosk('aa'), await kiosk('bb')];
  for (const one of station) start(one, station);
  await link(station[0]!);
  const refused = (tls: object | null) =>
    connect({ servers: `127.0.0.1:${station[0]?.client}`, ...(tls ? { tls } : {}), reconnect: false, timeout: 3_000 });
  const { key, certificate } = networkKey(station[1]!.issuer, station[1]!.own, []);
  await expect(refused({ key, cert: certificate, ...serverTrust('aa', station[0]!.own) })).rejects.toThrow();
  await expect(refused({ ...serverTrust('aa', station[0]!.own) })).rejects.toThrow();
  await expect(refused(null)).rejects.toThrow();
});
