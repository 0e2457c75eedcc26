import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { readTrust } from '../../../core/journal/trust.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { openKeys } from '../../access/keys.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { verifyFile } from '../../journal/verify-file.ts';
import { election, voters } from '../../package/package.fixture.ts';
import { writeWipeOrder } from '../../package/wipe-order.ts';
import { openDatabase } from '../../storage/open.ts';
import { copyKeyName, paperRoadKeyName } from '../copy/keys.ts';
import { readFront } from '../register/front.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { journalName, openStore } from '../store.ts';
import { zoneOf } from '../zone.fixture.ts';
import { closedStation, emptying, signIn } from './closed.fixture.ts';
import type { WipeStep } from './wiping.ts';

type Made = Awaited<ReturnType<typeof closedStation>>;
let made: Made;
let kept: string;
let device: string;
let order: string;
const approvers = [...emptying];
const newer = { ...election, list: { ...election.list, version: 2 } };
const steps: readonly WipeStep[] = [
  ...(['begun', 'closed', 'register-keys', 'journal-keys', 'register-files', 'journal-files'] as const),
];

beforeAll(async () => {
  made = await closedStation({ version: 3, election: newer });
  const { station, client, zone, folders } = made;
  for (const target of folders) await client.retention.writeCopy({ target });
  await zone.stop();
  // As after a day with a stick in use, and a training before it.
  for (const mode of ['laboratory', 'training'] as const) {
    const journal = journalName({ election: election.id, mode, station: '0001' });
    for (const name of [copyKeyName(journal), paperRoadKeyName(election.id, mode)]) station.keys.databaseKey(name);
  }
  device = join(station.dir, 'device');
  kept = join(station.dir, 'kept');
  cpSync(device, kept, { recursive: true });
  order = join(folders[0] ?? '', 'a.wipe-order.json');
});
afterAll(() => made.station.remove());

/** The closed station again, with this order on its first medium, and the technician at the desk. */
async function again(change: object = {}, step?: (step: WipeStep) => void) {
  rmSync(device, { recursive: true });
  cpSync(kept, device, { recursive: true });
  writeFileSync(order, orderText(change));
  const started = await made.start(step);
  await signIn(started.client, 'technician');
  return started;
}

const orderText = (change: object): string =>
  writeWipeOrder(made.station.commission, {
    format: 'taanuu/wipe-order/1',
    ...{ number: '12/3', created: '2023-10-15T04:00:00Z', device: made.station.keys.device },
    ...{ election: election.id, mode: election.mode, station: '0001', ...change },
  });

/** Everything that lies in the state folder, by its path. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));

function expectNothingLeft(): void {
  const files = filesIn(device);
  expect(files.filter((file) => /\/register\/|journal-probe/.test(file))).toEqual([]);
  // The device's own three: its identity, its trust, and the key of its own journal.
  expect(readdirSync(join(device, 'keys'))).toHaveLength(3);
  const canaries = voters.flatMap(({ surname, pin, address }) => [surname, pin, address]);
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const canary of canaries) expect(bytes.includes(canary), file).toBe(false);
  }
}

async function ownEvents(): Promise<readonly JournalEvent[]> {
  const keys = await openKeys(device);
  if (!keys.ok) throw new Error(keys.error.code);
  const own = openStore({ stateDir: device, keys: keys.value, election: null, now: () => new Date() });
  if (!own.ok) throw new Error(own.error.code);
  const events = [...own.value.journal.events()];
  expect(stateDifferences(own.value.db, rebuild(events))).toEqual([]);
  own.value.db.close();
  return events;
}

describe('a wipe', () => {
  it('wants an order of the commission for this device, two media, and two persons', async () => {
    for (const [field, value] of Object.entries({
      device: 'd-other',
      election: 'x',
      mode: 'official',
      station: '0002',
    })) {
      const { client, zone } = await again({ [field]: value });
      // A device that no package here names has no word for people.
      const said = field === 'device' ? '—' : value;
      const refused = err({ code: 'afterwards.order-other', params: { field, value: said } });
      expect(await client.wipe.begin({ path: order, approvers })).toEqual(refused);
      expect((await client.wipe.orders({})).orders).toMatchObject([{ problem: refused.error }]);
      await zone.stop();
    }
    const { client, zone } = await again();
    expect(await client.wipe.begin({ path: '/etc/passwd', approvers })).toMatchObject({ ok: false });
    expect(await client.wipe.begin({ path: order, approvers: approvers.slice(0, 1) })).toMatchObject({ ok: false });
    expect(
      await client.wipe.begin({ path: order, approvers: [approvers[0] as never, approvers[0] as never] }),
    ).toMatchObject({
      ok: false,
    });
    zone.kiosk.record('sitting.suspended', { reason: 'сыноо үчүн' }, { role: 'chair', person: 'chair' });
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(
      err({ code: 'afterwards.copies-missing', params: { have: 0, wanted: 2 } }),
    );
    expect(zone.kiosk.inForce()?.election.id).toBe('probe');
    await zone.stop();
    expect((await ownEvents()).some(({ type }) => type.startsWith('wipe.'))).toBe(false);
  });

  it('destroys every key and file of the election, proves it, and the device takes the next one', async () => {
    const { client, zone, printed } = await again();
    const head = zone.kiosk.head();
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(ok(null));
    expect(made.memory.held).toBeNull();
    expect(zone.sitting.stage).toBe('unprovisioned');
    expect(zone.projection.view('officer')).toMatchObject({ person: null, people: [], station: { election: null } });
    expect(printed).toHaveLength(1);
    await zone.stop();
    expectNothingLeft();
    const events = await ownEvents();
    const begun = events.find(({ type }) => type === 'wipe.begun');
    expect(begun?.body).toMatchObject({
      number: '12/3',
      election: 'probe',
      media: [expect.any(String), expect.any(String)],
    });
    // The sign-out was the last thing that the election's journal told.
    expect(begun?.body).not.toMatchObject({ head });
    expect(events.find(({ type }) => type === 'wipe.done')?.body).toMatchObject({ files: expect.any(Number) });

    // A restart takes nothing from the kiosk's own folder, tells of the wipe, and prints the same proof again.
    const after = await made.start();
    expect(after.zone.sitting.stage).toBe('unprovisioned');
    expect(await after.client.wipe.orders({})).toMatchObject({
      last: { election: 'probe', station: '0001', number: '12/3' },
    });
    expect(await after.client.wipe.printSlip({})).toEqual(ok(null));
    expect(after.printed).toEqual(printed);
    const next = await made.station.write('next.taanuu', { election: { ...election, id: 'next' } });
    expect(await after.zone.loadPackage(next.path, { role: 'system' }, () => {})).toEqual(ok(null));
    expect(after.zone.sitting.stage).toBe('ready');
    expect(after.zone.kiosk.inForce()?.election.id).toBe('next');
    await after.zone.stop();
  });

  it('waits until what is being written of the election is written, and its journal alone tells of it', async () => {
    const { client, zone } = await again();
    const copying = client.retention.writeCopy({ target: made.folders[0] ?? '' });
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(err({ code: 'station.busy' }));
    expect(await copying).toMatchObject({ ok: true });
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(ok(null));
    await zone.stop();
    expect((await ownEvents()).some(({ type }) => type === 'retention.written')).toBe(false);
  });

  it('waits for a paper that is being printed, and for a log that is being written', async () => {
    const { client, zone } = await again();
    const log = client.station.downloadLog({ target: made.folders[0] ?? '' });
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(err({ code: 'station.busy' }));
    expect(await log).toMatchObject({ ok: true });
    let out = (): void => {};
    const { print } = zone.devices;
    zone.devices.print = () =>
      new Promise((resolve) => {
        out = () => resolve(ok(null));
      });
    const paper = client.papers.printLog({});
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(err({ code: 'station.busy' }));
    out();
    expect(await paper).toMatchObject({ ok: true });
    zone.devices.print = print;
    // The journal has grown by them, and both media have to have it.
    for (const target of made.folders) expect(await client.retention.writeCopy({ target })).toMatchObject({ ok: true });
    expect(await client.wipe.begin({ path: order, approvers })).toEqual(ok(null));
    await zone.stop();
    const told = (await ownEvents()).map(({ type }) => type);
    expect(told.filter((type) => type === 'log.exported' || type === 'paper.ended')).toEqual([]);
  });

  it('is finished at the next start wherever it was stopped', async () => {
    for (const step of steps) {
      const stop = (now: WipeStep): void => {
        if (now === step) throw new Error(`stopped at ${now}`);
      };
      const { client, zone } = await again({}, stop);
      made.memory.held = 'register:AAAA';
      await expect(client.wipe.begin({ path: order, approvers }), step).rejects.toThrow();
      await zone.stop();
      const after = await made.start();
      expect(after.zone.sitting.stage, step).toBe('unprovisioned');
      expect(made.memory.held).toBeNull();
      await after.zone.stop();
      expectNothingLeft();
      const events = await ownEvents();
      expect(
        events.filter(({ type }) => type === 'wipe.begun'),
        step,
      ).toHaveLength(1);
      expect(
        events.filter(({ type }) => type === 'wipe.done'),
        step,
      ).toHaveLength(1);
    }
  });

  it('leaves no backup of the files that would open again', async () => {
    const { client, zone } = await again();
    await client.wipe.begin({ path: order, approvers });
    await zone.stop();
    for (const name of readdirSync(kept).filter((file) => file !== 'keys')) {
      cpSync(join(kept, name), join(device, name), { recursive: true });
    }
    const keys = await openKeys(device);
    if (!keys.ok) throw new Error(keys.error.code);
    const journal = 'journal-probe-laboratory-0001';
    const opened = openDatabase(join(device, `${journal}.db`), { key: keys.value.databaseKey(journal) });
    expect(opened).toMatchObject({ ok: false, error: { code: 'storage.wrong-key' } });
    const [front = ''] = readdirSync(join(device, 'register')).filter((file) => file.endsWith('.front'));
    expect(readFront(device, keys.value, front.slice(0, -'.front'.length))).toBeNull();
  });

  it('keeps out what is older than what the device was emptied of, also after a restart', async () => {
    const { client, zone } = await again();
    await client.wipe.begin({ path: order, approvers });
    await zone.stop();
    const after = await made.start();
    const bring = async (name: string, change: Parameters<Made['station']['write']>[1]) =>
      after.zone.loadPackage((await made.station.write(name, change)).path, { role: 'system' }, () => {});
    expect(await bring('older.taanuu', { version: 2, election: newer })).toEqual(
      err({ code: 'package.older', params: { version: 2, current: 3 } }),
    );
    expect(await bring('other.taanuu', { version: 3, election: newer })).toEqual(
      err({ code: 'package.same-version', params: { version: 3 } }),
    );
    expect(await bring('list.taanuu', { version: 4 })).toEqual(
      err({ code: 'package.older-list', params: { list: 'final 1', current: 'final 2' } }),
    );
    expect(after.zone.sitting.stage).toBe('unprovisioned');
    // The very same may come back.
    expect(await after.zone.loadPackage(made.path, { role: 'system' }, () => {})).toEqual(ok(null));
    await after.zone.stop();
  });

  it('is not done twice on one order', async () => {
    const { client, zone } = await again();
    await client.wipe.begin({ path: order, approvers });
    const { path } = await made.station.write('b.taanuu', { version: 4, election: newer });
    // The same election once more, after the device was emptied of it.
    expect(await zone.loadPackage(path, { role: 'system' }, () => {})).toEqual(ok(null));
    expect((await client.wipe.orders({})).orders).toMatchObject([{ problem: { code: 'afterwards.order-used' } }]);
    await zone.stop();
  });

  it('leaves the copies that were taken before as good as they were', async () => {
    const { client, zone } = await again();
    await client.wipe.begin({ path: order, approvers });
    await zone.stop();
    for (const folder of made.folders) {
      const [name = ''] = readdirSync(folder).filter((file) => file.startsWith('taanuu-retention'));
      const trust = readTrust(readFileSync(join(folder, name, 'trust.json'), 'utf8'));
      if (!trust) throw new Error('no trust list');
      const report = await verifyFile(join(folder, name, 'journal.ndjson'), trust, nodeCrypto);
      expect(report).toMatchObject({ ok: true, value: { ok: true } });
    }
  });
});

it('has no proof to print on a kiosk that was never wiped', async () => {
  rmSync(device, { recursive: true });
  cpSync(kept, device, { recursive: true });
  const { client, zone } = await zoneOf(made.station, '/nowhere', {});
  expect(await client.wipe.printSlip({})).toEqual(err({ code: 'station.nothing-to-do' }));
  expect((await client.wipe.orders({})).last).toBeNull();
  await zone.stop();
});
