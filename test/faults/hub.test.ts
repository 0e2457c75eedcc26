import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DeviceState } from '../../core/hub/device-state.ts';
import { keysOf, openKiosk, SITTING, type Writer, writerKey } from '../../core/hub/journal.fixture.ts';
import { type JournalName, journalKey } from '../../core/hub/names.ts';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { standing } from '../../main/hub/buckets.ts';
import { startCollector } from '../../main/hub/collector.ts';
import { fleetOf } from '../../main/hub/fleet.ts';
import { rebuildLocks } from '../../main/hub/rebuild.ts';
import { ResultsDesk } from '../../main/hub/results-desk.ts';
import { resultsTrustsOf } from '../../main/hub/results-trust.ts';
import { type Hub, hubSignerOf, startHub } from '../../main/hub/run.ts';
import {
  type Certified,
  commissionFixture,
  deviceFixture,
  hubFixture,
  linkOf,
  type RunningServer,
  startServers,
} from '../../main/hub/server.fixture.ts';
import { backwards, STREAM } from '../../main/hub/stream.ts';
import { fast, Uplink } from '../../main/hub/uplink.fixture.ts';

/** A hub of three servers that are killed, cut and wiped while kiosks send: nothing is lost, and nothing counts twice. */
const commission = commissionFixture();
const hub = hubFixture(commission);
const KIOSKS = 10;
/** Each test has kiosks of its own, at the same hub. */
const TESTS = ['leader', 'collector', 'wiped'] as const;
const nameOf = (test: string, n: number): JournalName => ({
  election: 'e',
  mode: 'official',
  station: `${7_001 + n}`,
  device: `${test}-${n}`,
});
const all = TESTS.flatMap((test) => Array.from({ length: KIOSKS }, (_, n) => nameOf(test, n)));
const keys = new Map(all.map(({ device }) => [device, deviceFixture(commission, device)]));
const keyOf = (device: string): Certified => keys.get(device)!;
const fleet = fleetOf([
  {
    ...{ format: 'taanuu/fleet/1', election: 'e', mode: 'official' },
    devices: all.map((name) => {
      const { device, key, publicKey } = keysOf({ name, publicKey: keyOf(name.device).publicKey });
      return { device, key, publicKey, station: name.station, revoked: false };
    }),
  },
]);

const folder = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
let servers: readonly RunningServer[];
const links: NatsConnection[] = [];
const hubs: Hub[] = [];
const stopAll = async () => {
  await Promise.all(hubs.splice(0).map((one) => one.stop()));
  await Promise.all(links.splice(0).map((link) => link.close()));
};
const linkAs = async (own: Certified): Promise<NatsConnection> => {
  const link = await linkOf(own, hub, servers);
  links.push(link);
  return link;
};
const options = {
  fleet: () => fleet,
  secret: hub.secret,
  now: Date.now,
  replicas: 3,
  takesMs: 1_500,
  failed: () => {},
} as const;
const startOne = async (link?: NatsConnection): Promise<Hub> => {
  const one = await startHub({ ...options, link: link ?? (await linkAs(hub)) });
  hubs.push(one);
  return one;
};
beforeAll(async () => {
  servers = await startServers(folder, { hub, commission, places: fleet.places, count: 3, store: true });
});
afterEach(stopAll);
afterAll(async () => {
  await Promise.all(servers.map((one) => one.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const impatient = { ...fast, answerMs: 2_000 };

/** Kiosks of a test with so many voters each, who come while they send. */
async function kiosks(test: string): Promise<readonly Uplink[]> {
  return Promise.all(
    Array.from({ length: KIOSKS }, async (_, n) => {
      const name = nameOf(test, n);
      const writer = openKiosk(name, nodeCrypto, writerKey(keyOf(name.device).secret, nodeCrypto));
      return new Uplink(writer, await linkAs(keyOf(name.device)), hub.publicKey, impatient);
    }),
  );
}

let voters = 0;
const admitAtAll = (ups: readonly Uplink[], each: number): void => {
  for (const up of ups) {
    for (let n = 0; n < each; n++) {
      voters += 1;
      up.writer.admit(voters);
    }
    up.wake();
  }
};

async function keptLines({ stream }: Hub, of: JournalName): Promise<readonly string[]> {
  const batches: (readonly string[])[] = [];
  for await (const { lines } of backwards(stream, await stream.held(of))) batches.unshift(lines);
  return batches.flat();
}

/** The hub has each journal as it was written, and has counted each event once. */
async function everythingIsThere(one: Hub, ups: readonly Uplink[]): Promise<void> {
  for (const { writer } of ups) {
    expect(await keptLines(one, writer.name)).toEqual(writer.lines);
    const admitted = writer.events.filter(({ type }) => type === 'admission.confirmed').length;
    const counted = async () => {
      const { value } = await standing<DeviceState | null>(one.buckets.device, journalKey(writer.name), null);
      return [value?.seq, value?.turnout[SITTING]?.admitted];
    };
    await expect.poll(counted, { timeout: 60_000 }).toEqual([writer.lines.length, admitted]);
  }
}

const writersOf = (ups: readonly Uplink[]): readonly Writer[] => ups.map(({ writer }) => writer);
const drained = async (ups: readonly Uplink[]): Promise<void> => {
  await expect.poll(() => ups.map((up) => up.backlog), { timeout: 60_000 }).toEqual(ups.map(() => 0));
};

it('loses nothing and counts nothing twice when the server that leads is killed, and comes back', async () => {
  const [one] = [await startOne(), await startOne()];
  const ups = await kiosks('leader');
  const running = ups.map((up) => up.run());
  const jsm = await jetstreamManager(await linkAs(hub), { domain: 'hub' });
  for (let turn = 0; turn < 2; turn++) {
    admitAtAll(ups, 6);
    const { cluster } = await jsm.streams.info(STREAM);
    const leader = servers.find(({ name }) => name === cluster?.leader)!;
    await leader.stop();
    admitAtAll(ups, 6);
    await drained(ups);
    leader.start();
  }
  for (const up of ups) up.stop();
  await Promise.all(running);
  await everythingIsThere(one, ups);
  expect(writersOf(ups).every(({ lines }) => lines.length > 100)).toBe(true);
}, 180_000);

it('stores and counts once what a collector stored and did not answer for, or counted and did not say so', async () => {
  const ups = await kiosks('collector');
  admitAtAll(ups, 10);
  // It stores, and is gone before it answers.
  const dying = await linkAs(hub);
  const first = await startOne();
  await first.collector.stop();
  const { stream } = first;
  let stored = 0;
  startCollector({
    ...{ link: dying, buckets: first.buckets, lock: first.lock, fleet: () => fleet, now: Date.now, failed: () => {} },
    ...{ hubKey: hub.publicKey, signer: hubSignerOf(hub.secret) },
    results: new ResultsDesk({
      ...{ store: first.results, buckets: first.buckets, now: Date.now },
      trusts: () => resultsTrustsOf([], fleet),
    }),
    stream: {
      ...stream,
      async add(...args) {
        await stream.add(...args);
        stored += 1;
        if (stored === 3) await dying.close();
        return new Promise<never>(() => {});
      },
    },
  });
  const running = ups.map((up) => up.run());
  await expect.poll(() => dying.isClosed()).toBe(true);
  // Another one counts, and is cut off in the middle of it.
  const cut = await linkAs(hub);
  const second = await startHub({ ...options, link: cut });
  await expect.poll(() => second.projector.counts.batches + second.collector.counts.batches).toBeGreaterThan(0);
  await cut.close();
  await startOne();
  await drained(ups);
  for (const up of ups) up.stop();
  await Promise.all(running);
  await everythingIsThere(first, ups);
  await second.stop().catch(() => {});
}, 180_000);

it('is made anew from the kiosks when all that it had is gone', async () => {
  const one = await startOne();
  const ups = await kiosks('wiped');
  const running = ups.map((up) => up.run());
  admitAtAll(ups, 5);
  const [, second] = ups;
  second!.writer.write('lock.taken', { attempt: 'a-1', voter: 'ab'.repeat(32), round: 0, revision: 7 });
  await drained(ups);
  await everythingIsThere(one, ups);

  await Promise.all(servers.map((server) => server.stop()));
  for (const { name } of servers) rmSync(join(folder, name, 'streams'), { recursive: true });
  admitAtAll(ups, 2);
  for (const server of servers) server.start();
  await one.lost;
  const again = await startOne();
  // Nobody tells the kiosks: those that rest ask from time to time.
  await expect.poll(async () => (await again.stream.subjects('>')).length, { timeout: 60_000 }).toBe(KIOSKS);
  await drained(ups);
  for (const up of ups) up.stop();
  await Promise.all(running);
  await everythingIsThere(again, ups);
  const of = { election: 'e', mode: 'official' } as const;
  expect(await rebuildLocks(again, of)).toEqual({ journals: KIOSKS, locks: 1, doubled: [] });
}, 180_000);
