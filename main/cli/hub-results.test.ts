import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keysOf } from '../../core/hub/journal.fixture.ts';
import { freePorts } from '../../drivers/testing/ports.ts';
import { type NightStation, nightOf } from '../hub/results-night.fixture.ts';
import { type Hub, startHub } from '../hub/run.ts';
import { natsServer } from '../hub/server.fixture.ts';
import { readCollector, setUpHub } from '../hub/setting-up.ts';
import { HUB, isIssuedBy, serverTrust } from '../network/certificates.ts';
import { makeStation, type Station, voters } from '../package/package.fixture.ts';
import { hubCommand } from './hub.ts';
import { EXIT } from './io.ts';

/** Sticks of a night in the hands of the commission: a hub of one site, with one collector. */
const folder = mkdtempSync(join(tmpdir(), 'taanuu-hub-results-'));
const collector = join(folder, 'hub', 'collector');
const night = nightOf({ stations: 6, unbalanced: 1, corrected: 1, forged: 1, stick: 3, scans: 0, seed: 'sticks' });
const { election } = night;
const meant = [collector, '--election', election.id, '--mode', election.mode];
let station: Station;
let server: ChildProcess;
let link: NatsConnection;
let hub: Hub;
let trust: readonly string[];

beforeAll(async () => {
  station = await makeStation();
  const { path } = await station.write('a.taanuu', {
    election,
    records: voters.map((one) => ({ ...one, constituency: 'saruu-1' })),
  });
  trust = [path, '--root', Buffer.from(station.commission.trust.root).toString('base64url')];
  const [port = 0, routePort = 0] = await freePorts(2);
  const { name, root } = station.commission.trust;
  setUpHub({
    folder: join(folder, 'hub'),
    commission: { name, publicKey: root, sign: station.commission.sign },
    sites: [{ name: 'one', address: '127.0.0.1', port, routePort }],
    ...{ store: 'streams', storeBytes: 1024 ** 3, sync: false, monitor: null },
    fleet: {
      ...{ format: 'taanuu/fleet/1', election: election.id, mode: election.mode },
      devices: night.stations.map(({ name: of, writer }) => {
        const { device, key, publicKey } = keysOf(writer);
        return { device, key, publicKey, station: of.station, revoked: false };
      }),
    },
  });
  server = natsServer(join(folder, 'hub', 'sites', 'one', 'server.conf'));
  const read = readCollector(collector);
  link = await connect({
    ...{ servers: [...read.servers], waitOnFirstConnect: true },
    tls: { ...read.tls, ...serverTrust(HUB, read.own) },
  });
  await start();
});
const start = async (): Promise<void> => {
  const read = readCollector(collector);
  hub = await startHub({
    link,
    trusts: read.results,
    trustsRoot: (root) => isIssuedBy(read.own, root),
    replicas: 1,
    secret: read.secret,
    fleet: read.fleet,
    now: Date.now,
    failed() {},
  });
};
afterAll(async () => {
  await hub.stop();
  await link.close();
  server.kill('SIGKILL');
  station.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
  return { code: await hubCommand(['results', ...args], io), said, complained: complained.join('\n') };
}

/** Files of a station as they lie on a stick. */
function stickOf({ name, writer, files, forged }: NightStation): readonly string[] {
  const at = (called: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, called), bytes);
    return join(folder, called);
  };
  return [
    ...[...files, ...(forged ? [forged] : [])].map((bytes, n) => at(`${name.station}-${n + 1}.taanuu-results`, bytes)),
    at(`${name.station}.ndjson`, writer.lines.map((line) => `${line}\n`).join('')),
  ];
}

it('says that it knows no package before it was given one', async () => {
  const told = await run('show', ...meant);
  expect(told).toMatchObject({ code: EXIT.refused, said: [] });
  expect(told.complained).toContain('hub.no-package');
});

it('holds what comes before a package, and checks it by itself when one was put there for the kiosks', async () => {
  const before = await run('take', collector, ...stickOf(night.stations[1] as NightStation));
  expect(before.said.join('\n')).toContain('station 0002, file 1: held, until a package of the election is in the hub');
  const io = { out: () => {}, complain: () => {} };
  expect(await hubCommand(['packages', 'put', collector, trust[0] ?? ''], io)).toBe(EXIT.done);
  const state = async () => (await run('show', ...meant, '--json', '--state', 'corrected')).said.length;
  await expect.poll(state, { timeout: 20_000 }).toBe(1);
}, 60_000);

it('takes what lies on sticks, tells how each station stands, adds up, and gives all of it as a table', async () => {
  expect(await run('trust', collector, ...trust)).toMatchObject({ code: EXIT.done });
  const taken = await run('take', collector, ...night.stations.slice(0, 5).flatMap(stickOf));
  // The forged one.
  expect(taken.code).toBe(EXIT.refused);
  expect(taken.said.filter((line) => line.includes('log:'))).toHaveLength(5);
  expect(taken.said).toContain('0001-1.taanuu-results: station 0001, file 1: in-force, unbalanced');
  expect(taken.said).toContain('0003-1.taanuu-results: station 0003, file 1: refused');

  const shown = await run('show', ...meant);
  expect(shown.said.slice(0, 5).map((line) => line.split(/\s+/).slice(0, 2).join(' '))).toEqual([
    'awaited 1',
    'arrived 2',
    'corrected 1',
    'does-not-balance 1',
    'forged 1',
  ]);
  const all = shown.said.join('\n');
  expect(all).toContain('0003  forged');
  expect(all).toContain('bad-signature');
  expect((await run('show', ...meant, '--state', 'corrected')).said.join('\n')).toMatch(
    /file 1, superseded.*\n?.*file 2, in-force/s,
  );

  const sums = await run('sum', ...meant, '--json');
  const read = sums.said.map((line) => JSON.parse(line));
  expect(read.map(({ counted, aside }) => [counted, aside.map((one: { station: string }) => one.station)])).toEqual([
    [1, ['0001']],
    [2, []],
    [0, ['0003', '0006']],
  ]);
  // Three of them at a territorial commission.
  const mine = await run('sum', ...meant, '--territory', 'even');
  expect(mine.said.filter((line) => line.startsWith('council'))).toEqual([
    'council-1: 1 of 1 stations',
    'council-2: 1 of 1 stations',
    'council-3: 0 of 1 stations',
  ]);
  // What two of them come to is what all of it comes to.
  const told = async (territory: string) => (await run('sum', ...meant, '--territory', territory, '--json')).said;
  const parts = await Promise.all(
    ['even', 'odd'].map(async (one) => (await told(one)).map((line) => JSON.parse(line))),
  );
  const total = (sums: readonly { readonly lines: readonly { readonly value: number }[] }[]) =>
    sums.flatMap(({ lines }) => lines).reduce((sum, { value }) => sum + value, 0);
  expect(parts.map(total).reduce((sum, n) => sum + n)).toBe(total(read));
  expect((await told('whole')).map((line) => JSON.parse(line))).toEqual(read);
  expect((await run('sum', ...meant, '--territory', 'nowhere')).complained).toContain('[console.no-territory]');

  const table = (await run('export', ...meant)).said;
  expect(table[0]).toMatch(/^station,sitting,state,protocol,version,/);
  expect(
    table.filter((line) => line.startsWith('0002,')).some((line) => line.includes(',corrected,council-2,1,2,')),
  ).toBe(true);
  expect(table.at(-1)).toBe('0006,2023-10-08-1,awaited,,,,,,,,,,');
  const values = JSON.parse((await run('export', ...meant, '--json')).said.join(''));
  expect(values.map(({ state }: { state: string }) => state)).toEqual([
    ...['does-not-balance', 'corrected', 'forged', 'arrived', 'arrived', 'awaited'],
  ]);
}, 60_000);

it('comes to the same when it is counted anew from what is kept', async () => {
  const stands = async () =>
    (await run('show', ...meant, '--json')).said.map((line) => {
      const { state, inForce, files } = JSON.parse(line);
      const told = files.map((one: Record<string, string>) => [one.sha256, one.standing, one.way, one.verdict].join());
      return [state, inForce, told.sort()];
    });
  const before = await stands();
  await hub.stop();
  expect(await hubCommand(['recount', collector], { out: () => {}, complain: () => {} })).toBe(EXIT.done);
  await start();
  await expect.poll(stands, { timeout: 30_000 }).toEqual(before);
}, 60_000);

it('names a station of whose results the hub has lost a piece, goes on with the others, and a collector makes it anew', async () => {
  const piece = async (): Promise<string | undefined> => {
    for await (const key of await hub.buckets.results.keys(`${election.id}.${election.mode}.0002.>`))
      if (key.split('.').length > 4) return key;
    return undefined;
  };
  const lost = (await piece()) ?? '';
  const before = await run('show', ...meant, '--json');
  expect(before.complained).toBe('');
  await hub.buckets.results.delete(lost);
  const shown = await run('show', ...meant, '--json');
  expect(shown.code).toBe(EXIT.done);
  expect(shown.complained).toMatch(/^0002: the hub has lost a piece/);
  const others = (said: readonly string[]) => said.filter((line) => !line.includes('"station":"0002"'));
  expect(others(shown.said)).toEqual(others(before.said));
  expect(shown.said).toHaveLength(before.said.length);
  // Its numbers are in no sum meanwhile, and it is said so there too.
  const sums = await run('sum', ...meant, '--json');
  expect(sums.complained).toContain('0002: ');
  expect(sums.said.map((line) => JSON.parse(line)).flatMap(({ aside }) => aside)).toContainEqual({
    ...{ station: '0002', state: 'corrected' },
  });
  await hub.stop();
  await start();
  await expect.poll(piece, { timeout: 30_000 }).toBe(lost);
  const after = await run('show', ...meant, '--json');
  expect(after.complained).toBe('');
  const told = (said: readonly string[]) =>
    said
      .map((line) => JSON.parse(line))
      .map(({ station: of, state, inForce, said: what, files }) => [of, state, inForce, what?.number, files.length]);
  expect(told(after.said)).toEqual(told(before.said));
}, 60_000);

it('is told what is wrong with what it was asked', async () => {
  expect((await run('show', ...meant, '--state', 'lost')).complained).toContain('--state is one of');
  expect((await run('take', collector)).code).toBe(EXIT.usage);
  writeFileSync(join(folder, 'letter.txt'), 'nothing');
  expect((await run('take', collector, join(folder, 'letter.txt'))).complained).toContain('command.file-wrong-kind');
});
