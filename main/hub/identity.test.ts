import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { networkKey, serverTrust } from '../network/certificates.ts';
import { commissionFixture, deviceFixture, hubFixture, type RunningServer, startServer } from './server.fixture.ts';

/** Who a server of the hub takes somebody for, by the certificate that is shown to it. */
const commission = commissionFixture();
const hub = hubFixture(commission);
const [one, two] = [deviceFixture(commission, 'aa'), deviceFixture(commission, 'bb')];
const folder = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
let server: RunningServer;
beforeAll(async () => {
  server = await startServer(folder, hub, commission, [
    { ...{ election: 'e', mode: 'official', station: '7001' }, device: 'aa' },
    { ...{ election: 'e', mode: 'official', station: null }, device: 'bb' },
  ]);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const trust = serverTrust('hub', hub.certificate);
const called = (tls: object | null, device = 'aa'): Promise<NatsConnection> =>
  connect({
    ...{ servers: server.at, reconnect: false, timeout: 5_000, inboxPrefix: `in.${device}` },
    ...(tls ? { tls } : {}),
  });
const keyOf = ({ issuer, certificate }: typeof one) => {
  const { key, certificate: cert } = networkKey(issuer, certificate, []);
  return { key, cert };
};

/** Whether a message to this subject is let through. */
async function mayPublish(link: NatsConnection, subject: string): Promise<boolean> {
  const denied = new Promise<boolean>((resolve) => {
    void (async () => {
      for await (const { type } of link.status()) if (type === 'error') resolve(false);
    })();
  });
  link.publish(subject, 'x');
  await link.flush();
  // The server says what it denies before it answers the flush.
  return Promise.race([denied, new Promise<boolean>((resolve) => setTimeout(resolve, 50, true))]);
}

it('is a device by its certificate, and sends under its own name alone', async () => {
  for (const [subject, may] of [
    ['up.e.official.7001.aa.events', true],
    ['up.e.official.7001.bb.events', false],
    ['up.e.official.7002.aa.events', false],
    ['up.e.training.7001.aa.events', false],
    ['up.f.official.7001.aa.events', false],
    ['$JS.API.STREAM.NAMES', false],
    ['$KV.lock.x', false],
    ['in.bb.x', false],
  ] as const) {
    const link = await called({ ...keyOf(one), ...trust });
    expect(await mayPublish(link, subject), subject).toBe(may);
    await link.close();
  }
  // A spare stands in for any station.
  const spare = await called({ ...keyOf(two), ...trust }, 'bb');
  expect(await mayPublish(spare, 'up.e.official.7002.bb.events')).toBe(true);
  await spare.close();
});

it('hears no answers to others', async () => {
  const link = await called({ ...keyOf(one), ...trust });
  const denied = new Promise<unknown>((resolve) => {
    link.subscribe('in.bb.>', { callback: (error) => resolve(error) });
  });
  expect(String(await denied)).toContain('Permissions Violation');
  await link.close();
});

it('takes nobody without a certificate, with one of another commission, in plain text, or who is on no list', async () => {
  const stranger = deviceFixture(commissionFixture(), 'aa');
  const unlisted = deviceFixture(commission, 'cc');
  await expect(called({ ...trust })).rejects.toThrow();
  await expect(called({ ...keyOf(stranger), ...trust })).rejects.toThrow();
  await expect(called({ ...keyOf(unlisted), ...trust })).rejects.toThrow();
  await expect(called(null)).rejects.toThrow();
});

/** A certificate that the key of a device has made for whatever names it likes. */
function certified(by: typeof one, names: string): { readonly key: string; readonly cert: string } {
  const file = (name: string, text = '') => {
    if (text !== '') writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const secret = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), by.secret]);
  const pem = `-----BEGIN PRIVATE KEY-----\n${secret.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  const run = (...args: readonly string[]) => execFileSync('openssl', [...args], { stdio: 'ignore' });
  run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('leaf.key'));
  run('req', '-new', '-key', file('leaf.key'), '-subj', '/CN=aa.taanuu', '-out', file('leaf.csr'));
  const ca = ['-CA', file('ca.pem', by.certificate), '-CAkey', file('ca.key', pem), '-CAcreateserial'];
  const extensions = ['-extfile', file('extensions', `subjectAltName=${names}\n`)];
  run('x509', '-req', '-in', file('leaf.csr'), ...ca, ...extensions, '-days', '9', '-out', file('leaf.pem'));
  return { key: readFileSync(file('leaf.key'), 'utf8'), cert: readFileSync(file('leaf.pem'), 'utf8') + by.certificate };
}

it.each([
  'DNS:aa.taanuu',
  'URI:aa.taanuu',
  'email:aa.taanuu',
  'IP:127.0.0.1',
  'DNS:x.bb.taanuu',
  'DNS:hub.taanuu',
  'URI:hub.taanuu',
])('takes no device for another one, whatever its key certifies: %s', async (names) => {
  await expect(called({ ...certified(two, names), ...trust })).rejects.toThrow();
});

it('takes a device whose key certifies its own name by other means', async () => {
  const link = await called({ ...certified(two, 'DNS:bb.taanuu'), ...trust }, 'bb');
  expect(await mayPublish(link, 'up.e.official.7001.bb.asks')).toBe(true);
  await link.close();
});
