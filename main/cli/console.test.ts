import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePorts } from '../../drivers/testing/ports.ts';
import { openConsole } from '../commission/client.fixture.ts';
import { openConsoleFolder } from '../commission/folder.ts';
import { serveConsole } from '../commission/serve.ts';
import { ConsoleZone } from '../commission/zone.ts';
import { demoElection } from '../demo/voters.ts';
import { startHub } from '../hub/run.ts';
import { natsServer } from '../hub/server.fixture.ts';
import { readCollector } from '../hub/setting-up.ts';
import { HUB, serverTrust } from '../network/certificates.ts';
import { openCommission } from '../package/commission.ts';
import { consoleCommand } from './console.ts';
import { hubCommand } from './hub.ts';
import { EXIT } from './io.ts';

/** A console as the commission's technician sets it up beside her hub, with the files and commands that she has. */
const dir = mkdtempSync(join(tmpdir(), 'taanuu-console-'));
const folder = join(dir, 'hub', 'console');
const election = demoElection();
let server: ChildProcess;
let port = 0;

beforeAll(async () => {
  openCommission(join(dir, 'commission'), 'Test commission', true);
  [port = 0] = await freePorts(1);
});
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const file = (name: string, value: unknown): string => {
  writeFileSync(join(dir, name), JSON.stringify(value));
  return join(dir, name);
};

async function run(command: typeof hubCommand, ...args: readonly string[]) {
  const said: string[] = [];
  const code = await command(args, { out: (line) => said.push(line), complain: (line) => said.push(line) });
  return { code, said };
}

const person = { id: 'c-1', role: 'central', name: 'Б', territory: null, code: '73914682' };
const configure = (changes: { readonly people?: unknown; readonly mode?: string; readonly territory?: string } = {}) =>
  run(
    consoleCommand,
    ...['config', folder, '--election', file('e.json', { ...election, mode: changes.mode ?? election.mode })],
    ...(changes.territory === undefined ? [] : ['--territory', changes.territory]),
    ...['--people', file('p.json', changes.people ?? [person]), '--lists', file('l.json', { '0001': 1_510 })],
  );

it('is set up beside the hub, and shows what the hub keeps to whoever signs in', async () => {
  expect((await configure()).said[0]).toContain('link.json');
  const options = [
    '--commission',
    join(dir, 'commission'),
    '--election',
    file('e.json', election),
    '--store',
    'streams',
  ];
  expect((await run(hubCommand, 'config', join(dir, 'hub'), `one=127.0.0.1:${port}`, ...options)).code).toBe(EXIT.done);
  expect(readdirSync(folder).sort()).toEqual([
    ...[`fleet-${election.id}-laboratory.json`, 'hub.pem', 'link.json', 'link.key', 'link.pem'],
  ]);
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0, 0, 0, 0, 0]);

  const told = await configure();
  expect([told.code, told.said[0]]).toEqual([
    EXIT.done,
    `${join(folder, 'console.json')}: ${election.precincts.length} stations`,
  ]);
  expect(readFileSync(join(folder, 'console.json'), 'utf8')).not.toContain(person.code);

  server = natsServer(join(dir, 'hub/sites/one/server.conf'));
  const { servers, tls, own, fleet, secret } = readCollector(join(dir, 'hub/collector'));
  const trust = { ...tls, ...serverTrust(HUB, own) };
  const link = await connect({ servers: [...servers], waitOnFirstConnect: true, reconnectTimeWait: 100, tls: trust });
  const hub = await startHub({ link, replicas: 1, secret, fleet, now: Date.now, failed: () => {} });

  mkdirSync(join(dir, 'screens/commission'), { recursive: true });
  writeFileSync(join(dir, 'screens/commission/index.html'), '<!doctype html>');
  const opened = openConsoleFolder(folder, () => {});
  if (!opened.ok) throw new Error(opened.error.code);
  const log = { info: () => {}, warn: () => {} };
  const served = await serveConsole(opened.value.options, { port: 0, screens: join(dir, 'screens'), log });
  const window = await openConsole(served);
  await window.client.access.signIn({ person: 'c-1', code: person.code });
  const view = await window.until((one) => one.person !== null && one.hub.connected);
  expect([view.simulated, view.turnout.registered]).toEqual([false, 1_510]);
  expect(view.stations.map(({ station, health }) => [station, health])).toEqual(
    election.precincts.map(({ number }) => [number, 'none-yet']),
  );
  window.close();
  await served.stop();
  // No kiosk has sent anything, and none is registered: there is nothing to be wrong with.
  const logs = await run(consoleCommand, 'logs', folder);
  expect([logs.code, logs.said.at(-1)]).toEqual([EXIT.done, 'nothing is wrong with them']);
  expect((await run(consoleCommand, 'logs', folder, '9999')).said[0]).toContain('[console.no-station]');
  expect((await run(consoleCommand, 'logs', folder, '--stick', dir)).said[0]).toContain('[console.no-journals]');
  await opened.value.close();
  await hub.stop();
  await link.close();
});

it('refuses people whom nobody could hold to be who they say, and a folder that is none', async () => {
  const official = await configure({ mode: 'official', people: [{ ...person, code: '12345678' }] });
  expect([official.code, official.said[0]?.endsWith('[package.default-code]')]).toEqual([EXIT.refused, true]);
  const lost = await configure({ people: [{ ...person, role: 'territorial', territory: 'nowhere' }] });
  expect([lost.code, lost.said[0]?.includes('people.0.territory')]).toEqual([EXIT.refused, true]);
  const central = await configure({ territory: 'saruu' });
  expect([central.code, central.said[0]?.includes('people.0.territory')]).toEqual([EXIT.refused, true]);
  const nowhere = await configure({ territory: 'nowhere' });
  expect([nowhere.code, nowhere.said[0]?.endsWith('[console.no-territory]')]).toEqual([EXIT.refused, true]);
  expect((await run(consoleCommand, 'run', join(dir, 'nothing'))).code).toBe(EXIT.refused);
});

it('is one of a territory, whose people are hers where nothing else is said, and which knows of no other station', async () => {
  const people = [{ id: 't-1', role: 'territorial', name: 'Б', code: person.code }];
  const told = await configure({ territory: 'issyk-kul', people });
  expect([told.code, told.said[0]]).toEqual([EXIT.done, `${join(folder, 'console.json')}: 4 stations`]);
  const opened = openConsoleFolder(folder, () => {});
  if (!opened.ok) throw new Error(opened.error.code);
  const { settings, options } = opened.value;
  expect(settings.people).toMatchObject([{ territory: 'issyk-kul' }]);
  const zone = new ConsoleZone(options);
  expect(zone.country.places().map(({ precinct, territory }) => [precinct.number, territory])).toEqual([
    ['0001', 'saruu'],
    ['0002', 'saruu'],
    ['0003', 'saruu'],
    ['0004', 'saruu'],
  ]);
  await zone.stop();
  await opened.value.close();
  expect((await run(consoleCommand, 'logs', folder, '--territory', 'nowhere')).said[0]).toContain(
    '[console.no-territory]',
  );
});
