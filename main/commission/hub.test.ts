import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountryNews } from '../../core/commission/country.ts';
import { Country } from '../../core/commission/country.ts';
import type { Health } from '../../core/hub/asks.ts';
import { pseudonym, type Writer } from '../../core/hub/journal.fixture.ts';
import { upSubject } from '../../core/hub/names.ts';
import { Changes } from '../api/changes.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { demoCountry } from '../demo/country-settings.ts';
import type { Hub } from '../hub/run.ts';
import { deviceFixture } from '../hub/server.fixture.ts';
import { consoleBuckets } from '../hub/server-config.ts';
import { hubStreams, readStream } from '../hub/stream.ts';
import { askOf, TestHub } from '../hub/test-hub.fixture.ts';
import { CONSOLE } from '../network/certificates.ts';
import { hubFeed } from './hub-feed.ts';
import { LogsRoom } from './logs/room.ts';

/** A console beside a hub with a real server, and kiosks that send to it. */
const of = { election: 'simulated-country', mode: 'laboratory' } as const;
const devices = ['kg-0001-1', 'kg-0001-2', 'kg-0002-1'].map((device) => ({ device, station: device.slice(3, 7) }));
const at = new TestHub({ of, devices, servers: 1 });
const { fleet } = at;
const kiosks = devices.map(({ device }) => at.kiosk(device));
const asConsole = () => at.link(deviceFixture(at.commission, CONSOLE));
let hub: Hub;
let console: NatsConnection;

beforeAll(async () => {
  await at.begin();
  hub = await at.collector();
  console = await asConsole();
});

afterAll(() => at.end());

async function send(kiosk: Writer): Promise<void> {
  await (await at.uplink(kiosk)).drain();
  const health: Health = {
    ...{ now: Date.now(), version: '1.0.0', last: kiosk.lines.length, backlog: 0, oldest: null, link: 'cable' },
    ...{ battery: 80, onMains: true, free: 1_000, sees: [], problems: [] },
  };
  const text = askOf(kiosk, { ask: 'health', health });
  const link = await at.link(kiosk.name.device);
  await link.request(upSubject(kiosk.name, 'asks'), text, { timeout: 10_000 });
}

it('stops at once, also while its buckets are being opened', async () => {
  // Whoever stops at this or that turn of the opening waited until a bucket had been quiet for a minute.
  for (let turns = 0; turns < 12; turns += 1) {
    const stop = hubFeed(console, of, () => {}).start(
      () => {},
      () => {},
    );
    for (let turn = 0; turn < turns; turn += 1) await console.flush();
    await stop();
  }
}, 20_000);

it('is told what devices have counted, and what comes after', async () => {
  const demo = await demoCountry({ stations: 60, seed: 'hub', cost: { n: 1_024, r: 1, p: 1 } });
  const country = new Country(demo.settings, []);
  const waiting = new Set<() => void>();
  let connected = false;
  const stop = hubFeed(console, of, () => {}).start(
    (news: CountryNews) => {
      country.tell(news);
      for (const look of waiting) look();
    },
    (is) => {
      connected = is;
    },
  );
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = (): void => {
        country.settle(Date.now());
        if (fits()) resolve();
      };
      waiting.add(look);
      look();
    });
  const [one, two, three] = kiosks as [Writer, Writer, Writer];
  for (let voter = 1; voter <= 5; voter++) one.admit(voter);
  two.admit(6);
  await Promise.all([send(one), send(two), send(three)]);
  const row = (station: string) => country.rows(null).find((at) => at.station === station);
  await until(() => row('0001')?.admitted === 6 && row('0002')?.stage === 'open');
  expect(connected).toBe(true);
  expect(country.detail('0001')?.devices.map(({ device, admitted }) => [device, admitted])).toEqual([
    ['kg-0001-1', 5],
    ['kg-0001-2', 1],
  ]);
  // A voter of the one comes to the other too: the hub raises it, and the console is told.
  three.admit(3);
  await send(three);
  const conflicts = () => country.shown(null).alarms.filter(({ alarm }) => alarm === 'conflict');
  await until(() => conflicts().length === 1 && row('0002')?.admitted === 1);
  // Its own clock says that it was the first to admit her.
  expect(conflicts()[0]).toMatchObject({ station: '0002', facts: { other: '0001' } });
  expect(conflicts()[0]?.id).toContain(pseudonym(3, nodeCrypto));
  await stop();
});

it('downloads logs from the hub, each verified as it comes, and says which events are not there yet', async () => {
  const stream = await readStream(console);
  const room = new LogsRoom({
    ...{ folder: join(at.folder, 'room'), of, changes: new Changes(), now: Date.now },
    behind: { trustOf: (name) => fleet.trustOf(name), keyOf: (name) => fleet.keyOf(name), stream: async () => stream },
    isIn: (station, territory) => territory === null || station === territory,
    isWithin: (territory, other) => other === null || territory === other,
    devices: () => devices.map((one) => ({ ...one, last: null })),
  });
  const ended = async (territory: string | null, stations: readonly string[] = []) => {
    const begun = await room.fromHub(stations, territory);
    if (!begun.ok) throw new Error(begun.error.code);
    const run = () => room.runs(territory).find(({ id }) => id === begun.value.id);
    await expect.poll(() => run()?.state).toBe('done');
    return run();
  };
  const events = kiosks.reduce((sum, { lines }) => sum + lines.length, 0);
  expect(await ended(null)).toMatchObject({ stations: 2, done: 2, events, wrong: [], from: 'hub' });
  const own = await ended('0002');
  expect(own).toMatchObject({ stations: 1, events: kiosks[2]?.lines.length });
  const text = readFileSync(join(own?.folder ?? '', '0002/kg-0002-1.ndjson'), 'utf8');
  expect(text).toBe(kiosks[2]?.lines.map((line) => `${line}\n`).join(''));
  // A territory asks for a station of another one, and is shown no download but its own.
  expect(await room.fromHub(['0001'], '0002')).toEqual({
    ok: false,
    error: { code: 'console.no-station', params: { station: '0001' } },
  });
  expect(room.runs('0002')).toHaveLength(1);
  const begun = await room.fromHub(['0001'], null);
  expect(begun.ok).toBe(true);
  room.close();
});

describe('the console’s identity', () => {
  /** Whether a message to this subject is let through. */
  async function isDenied(subject: string): Promise<boolean> {
    const link = await asConsole();
    const denied = new Promise<boolean>((resolve) => {
      void (async () => {
        for await (const { type } of link.status()) if (type === 'error') resolve(true);
      })();
    });
    link.publish(subject, '{}');
    await link.flush();
    return Promise.race([denied, new Promise<boolean>((resolve) => setTimeout(resolve, 200, false))]);
  }

  it.each([
    ...['$KV.device.simulated-country.laboratory.0001.kg-0001-1', '$KV.lock.x', '$KV.alarm.x', '$KV.results.x'],
    ...[
      'journal.x.simulated-country.laboratory.0001.kg-0001-1',
      'up.simulated-country.laboratory.0001.kg-0001-1.events',
    ],
    ...['$JS.hub.API.STREAM.DELETE.journal', '$JS.hub.API.STREAM.PURGE.KV_device', '$JS.hub.API.STREAM.UPDATE.journal'],
    ...['$JS.hub.API.STREAM.MSG.DELETE.journal', '$JS.hub.API.CONSUMER.DELETE.journal.projector'],
    ...['$JS.hub.API.CONSUMER.CREATE.journal.x', '$JS.hub.API.CONSUMER.DURABLE.CREATE.KV_device.x'],
    ...['read.API.STREAM.MSG.GET.KV_lock', 'read.API.CONSUMER.CREATE.KV_lock.x', 'read.API.STREAM.PURGE.journal'],
    ...['$JS.hub.API.STREAM.MSG.GET.KV_lock', '$JS.hub.API.CONSUMER.CREATE.KV_admitted.x.y', 'in.kg-0001-1.x'],
    // Parts of results files it reads one by one; it neither lists nor follows them, and no part goes through it.
    ...[
      'results.simulated-country.laboratory.0001.x.0',
      'read.API.STREAM.INFO.results',
      'read.API.STREAM.PURGE.results',
    ],
    ...['read.API.STREAM.MSG.DELETE.results', 'read.API.CONSUMER.CREATE.results.x', 'read.API.DIRECT.GET.results'],
    ...['$JS.hub.API.STREAM.MSG.GET.results', '$JS.API.STREAM.MSG.GET.results', 'read.API.STREAM.MSG.GET.*'],
    ...[
      '$JS.ACK.journal.projector.1.1.1.1.1',
      '$JS.API.STREAM.DELETE.journal',
      '$JS.API.CONSUMER.DELETE.journal.projector',
    ],
  ])('may not say %s', async (subject) => {
    expect(await isDenied(subject)).toBe(true);
  });

  it('has no answer put anywhere but where it hears itself: not into a bucket, not into a journal', async () => {
    const link = await asConsole();
    const { lock } = hub.buckets;
    const name = at.nameOf('kg-0001-1');
    const held = await hub.stream.held(name);
    const [journal = ''] = (await hub.stream.subjects('>')).filter((subject) => subject.endsWith(name.device));
    await lock.put('x.y', 'as it was');
    const targets = [
      '$KV.lock.x.y',
      '$KV.lock.x.z',
      journal,
      '$JS.API.STREAM.PURGE.KV_lock',
      '$JS.API.STREAM.DELETE.KV_lock',
    ];
    for (const reply of targets) {
      link.publish('read.API.STREAM.MSG.GET.journal', '{"seq":1}', { reply });
      link.publish('read.API.STREAM.INFO.KV_device', '', { reply });
      link.publish('read.API.STREAM.MSG.GET.results', '{"last_by_subj":"results.x"}', { reply });
      // Nor what it follows.
      const config = {
        name: `n${targets.indexOf(reply)}`,
        deliver_subject: reply,
        deliver_policy: 'all',
        ack_policy: 'none',
      };
      const ask = JSON.stringify({ stream_name: 'KV_device', config });
      link.publish(`read.API.CONSUMER.CREATE.KV_device.${config.name}`, ask, { reply: 'in.console.made' });
    }
    // Asked as it may ask it is answered: what was said before has been done by then.
    expect((await link.request('read.API.STREAM.MSG.GET.journal', '{"seq":1}')).string()).toContain('"message"');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await lock.get('x.y'))?.string()).toBe('as it was');
    expect(await lock.get('x.z')).toBeNull();
    expect(await hub.stream.held(name)).toEqual(held);
  });

  it('hears nothing of what kiosks say, and nothing of what is answered to others', async () => {
    const link = await asConsole();
    const denied = new Promise<number>((resolve) => {
      let count = 0;
      void (async () => {
        for await (const { type } of link.status()) {
          if (type === 'error') count += 1;
          if (count === 2) resolve(count);
        }
      })();
    });
    link.subscribe('up.>', { callback: () => {} });
    link.subscribe('in.kg-0001-1.>', { callback: () => {} });
    await link.flush();
    expect(await denied).toBe(2);
  });

  it('reads journals and its own buckets, and puts nothing into them', async () => {
    const stream = await readStream(console);
    const held = await stream?.held(at.nameOf('kg-0001-1'));
    expect(held?.seq).toBe(kiosks[0]?.lines.length);
    expect(await stream?.subjects(`${of.election}.${of.mode}.>`)).toHaveLength(3);
    expect((await stream?.batch(held?.revision ?? 0))?.last).toBe(held?.seq);
    const kv = await new Kvm(hubStreams(console)).open(consoleBuckets[0]);
    await expect(kv.put('simulated-country.laboratory.0001.kg-0001-1', '{}')).rejects.toThrow();
  });
});
