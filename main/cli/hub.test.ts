import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { openKiosk, pseudonym } from '../../core/hub/journal.fixture.ts';
import { inboxPrefix } from '../../core/hub/names.ts';
import { overheard } from '../../drivers/testing/child.ts';
import { freePorts } from '../../drivers/testing/ports.ts';
import { type DeviceKeys, deviceRequest, openKeys } from '../access/keys.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { natsServer } from '../hub/server.fixture.ts';
import { Uplink } from '../hub/uplink.fixture.ts';
import { deviceCertificate, networkKey, serverTrust } from '../network/certificates.ts';
import { openCommission } from '../package/commission.ts';
import { election as packageElection } from '../package/package.fixture.ts';
import { writePackage } from '../package/writer.ts';
import { hubCommand } from './hub.ts';
import { EXIT } from './io.ts';

/** A hub of three sites as the commission's technician sets it up, with the files and commands that she has. */
const dir = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
const root = new URL('../..', import.meta.url).pathname;
const children: ChildProcess[] = [];
const links: NatsConnection[] = [];
let keys: DeviceKeys;
let ports: readonly number[];
const commission = openCommission(join(dir, 'commission'), 'Test commission', true);
const election = { id: 'probe', mode: 'laboratory' };
const of = { election: 'probe', mode: 'laboratory', station: '0001' } as const;
const collector = join(dir, 'hub', 'collector');
const sites = () => ['north', 'south', 'west'].map((name, n) => `${name}=127.0.0.1:${ports[n]}:${ports[n + 3]}`);

beforeAll(async () => {
  const opened = await openKeys(join(dir, 'device'), 'S-1');
  if (!opened.ok) throw new Error(opened.error.code);
  keys = opened.value;
  await commission.register(deviceRequest(keys, true), '0001');
  writeFileSync(join(dir, 'election.json'), JSON.stringify(election));
  ports = await freePorts(6);
});
afterAll(async () => {
  await Promise.all(links.map((link) => link.close()));
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const code = await hubCommand(args, { out: (line) => said.push(line), complain: (line) => said.push(line) });
  return { code, said };
}
const configure = () => {
  const commissionFolder = join(dir, 'commission');
  const options = ['--commission', commissionFolder, '--election', join(dir, 'election.json'), '--store', 'streams'];
  return run('config', join(dir, 'hub'), ...sites(), ...options, '--gigabytes', '2');
};

async function kioskLink(): Promise<NatsConnection> {
  const own = { name: commission.trust.name, sign: commission.sign };
  const certificate = deviceCertificate(own, keys.device, keys.signing.publicKey);
  const { key, certificate: cert } = networkKey({ name: keys.device, sign: keys.signing.sign }, certificate, []);
  const hub = readFileSync(join(collector, 'hub.pem'), 'utf8');
  const link = await connect({
    ...{ servers: `127.0.0.1:${ports[1]}`, waitOnFirstConnect: true, inboxPrefix: inboxPrefix(keys.device) },
    tls: { key, cert, ...serverTrust('hub', hub) },
  });
  links.push(link);
  return link;
}

it('is set up, collects, is looked at, recounted, and gives locks when it was told to', async () => {
  const configured = await configure();
  expect(configured.code).toBe(EXIT.done);
  const secret = readFileSync(join(collector, 'hub.secret'));
  expect(statSync(join(collector, 'hub.secret')).mode & 0o777).toBe(0o600);
  // Done again, the hub's own key stays: kiosks know it.
  await configure();
  expect(readFileSync(join(collector, 'hub.secret'))).toEqual(secret);

  for (const site of ['north', 'south', 'west']) {
    children.push(natsServer(join(dir, 'hub', 'sites', site, 'server.conf')));
  }
  const collect = ['main/cli/taanuu.ts', 'hub', 'collect', collector];
  const collecting = overheard(spawn(process.execPath, [...collect, '--json'], { cwd: root }), 'hub collect');
  children.push(collecting);
  let told = '';
  collecting.stdout.on('data', (chunk) => {
    told += chunk;
  });
  await expect.poll(() => told, { timeout: 60_000 }).toContain('"batches":0');

  const writer = openKiosk({ ...of, device: keys.device }, nodeCrypto, keys.signing);
  writer.admit(1);
  const hubKey = nodeCrypto.ed25519PublicKey(secret);
  const up = new Uplink(writer, await kioskLink(), hubKey);
  writer.write('lock.taken', { attempt: 'a-1', voter: pseudonym(1, nodeCrypto), round: 0, revision: 9 });
  await up.drain();
  expect(up.sender.stored?.seq).toBe(8);

  const which = ['--election', of.election, '--mode', of.mode];
  const shown = async () => {
    const { said } = await run('show', collector, ...which, '--json');
    return JSON.parse(said[0] ?? '{}') as unknown;
  };
  const all = { devices: 1, sent: 1, silent: [], events: 8, admitted: 1, backlog: 0, alarms: 0 };
  await expect.poll(shown).toEqual(all);
  expect((await run('locks', 'rebuild', collector, ...which)).said).toEqual(['1 locks by 1 journals']);
  expect((await run('locks', 'open', collector, ...which)).code).toBe(EXIT.done);

  // A device that was never heard of is out of service; its voter stands admitted there.
  const lost = ['locks', 'free', collector, ...which, '--device', keys.device];
  expect((await run(...lost)).said).toEqual(['0 locks were given back; 1 stay: their voters stand admitted there']);

  const file = join(dir, 'a.taanuu');
  await writePackage(file, commission, {
    ...{ election: packageElection, policy: defaultPolicy, station: '0001', version: 3, records: [], people: [] },
    ...{ devices: await commission.devices(), created: '2023-10-01T00:00:00Z' },
  });
  expect(await run('packages', 'put', collector, file)).toMatchObject({ code: EXIT.done });
  const listed = async () => JSON.parse((await run('packages', 'list', collector, ...which, '--json')).said[0] ?? '');
  expect(await listed()).toMatchObject([{ station: '0001', version: 3, bytes: statSync(file).size }]);
  const remove = () => run('packages', 'remove', collector, '3', '--station', '0001', ...which);
  expect([(await remove()).code, (await remove()).code]).toEqual([EXIT.done, EXIT.refused]);
  expect(await listed()).toEqual([]);

  const gone = once(collecting, 'exit');
  collecting.kill('SIGTERM');
  expect((await gone)[0]).toBe(EXIT.done);
  expect((await run('recount', collector)).code).toBe(EXIT.done);
  expect(await shown()).toEqual({ ...all, events: 0, admitted: 0 });
  const again = overheard(
    spawn(process.execPath, collect, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }),
    'hub collect, again',
  );
  children.push(again);
  await expect.poll(shown, { timeout: 30_000 }).toEqual(all);

  // Of three servers one goes on by itself to nothing; whoever asks hears so.
  for (const server of children.slice(0, 2)) server.kill('SIGKILL');
  const silent = await run('show', collector, ...which);
  expect([silent.code, silent.said.join()]).toEqual([EXIT.refused, expect.stringContaining('[hub.no-answer]')]);
  // A collector ends when it is told to, without servers too.
  for (const server of children.slice(0, 3)) server.kill('SIGKILL');
  const ended = once(again, 'exit');
  again.kill('SIGTERM');
  expect((await ended)[0]).toBe(EXIT.done);
}, 120_000);

it('writes each message through where the servers can', async () => {
  const config = () => readFileSync(join(dir, 'hub', 'sites', 'north', 'server.conf'), 'utf8');
  const versioned = async (version: string) => {
    await run(
      ...['config', join(dir, 'hub'), ...sites(), '--commission', join(dir, 'commission')],
      '--election',
      join(dir, 'election.json'),
      '--server-version',
      version,
    );
    return config().includes('sync_interval: always');
  };
  expect(await versioned('2.9.10')).toBe(false);
  expect(await versioned('2.10.29')).toBe(true);
});
