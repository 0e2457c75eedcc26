import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DeviceState } from '../../core/hub/device-state.ts';
import { SITTING, type Writer } from '../../core/hub/journal.fixture.ts';
import { journalKey } from '../../core/hub/names.ts';
import { standing } from '../../main/hub/buckets.ts';
import { startCollector } from '../../main/hub/collector.ts';
import { rebuildLocks } from '../../main/hub/rebuild.ts';
import { ResultsDesk } from '../../main/hub/results-desk.ts';
import { resultsTrustsOf } from '../../main/hub/results-trust.ts';
import { type Hub, hubSignerOf } from '../../main/hub/run.ts';
import { STREAM } from '../../main/hub/stream.ts';
import { keptLines, TestHub } from '../../main/hub/test-hub.fixture.ts';
import { fast, type Uplink } from '../../main/hub/uplink.fixture.ts';

/** A hub of three servers that are killed, cut and wiped while kiosks send: nothing is lost, and nothing counts twice. */
const KIOSKS = 10;
/** Each test has kiosks of its own, at the same hub. */
const TESTS = ['leader', 'collector', 'wiped'] as const;
const hub = new TestHub({
  devices: TESTS.flatMap((test) =>
    Array.from({ length: KIOSKS }, (_, n) => ({ device: `${test}-${n}`, station: `${7_001 + n}` })),
  ),
  servers: 3,
  collectors: { takesMs: 1_500 },
});
beforeAll(() => hub.begin());
afterEach(() => hub.rest());
afterAll(() => hub.end());

const impatient = { ...fast, answerMs: 2_000 };

/** Kiosks of a test with so many voters each, who come while they send. */
async function kiosks(test: string): Promise<readonly Uplink[]> {
  return Promise.all(Array.from({ length: KIOSKS }, (_, n) => hub.uplink(hub.kiosk(`${test}-${n}`), impatient)));
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
  const [one] = [await hub.collector(), await hub.collector()];
  const ups = await kiosks('leader');
  const running = ups.map((up) => up.run());
  const jsm = await jetstreamManager(await hub.link(), { domain: 'hub' });
  for (let turn = 0; turn < 2; turn++) {
    admitAtAll(ups, 6);
    const { cluster } = await jsm.streams.info(STREAM);
    const leader = hub.servers.find(({ name }) => name === cluster?.leader)!;
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
  const dying = await hub.link();
  const first = await hub.collector();
  await first.collector.stop();
  const { stream } = first;
  let stored = 0;
  startCollector({
    ...{
      link: dying,
      buckets: first.buckets,
      lock: first.lock,
      fleet: () => hub.fleet,
      now: Date.now,
      failed: () => {},
    },
    ...{ hubKey: hub.key.publicKey, signer: hubSignerOf(hub.key.secret) },
    results: new ResultsDesk({
      ...{ store: first.results, buckets: first.buckets, now: Date.now },
      trusts: () => resultsTrustsOf([], hub.fleet),
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
  const cut = await hub.link();
  const second = await hub.collector(cut);
  await expect.poll(() => second.projector.counts.batches + second.collector.counts.batches).toBeGreaterThan(0);
  await cut.close();
  await hub.collector();
  await drained(ups);
  for (const up of ups) up.stop();
  await Promise.all(running);
  await everythingIsThere(first, ups);
}, 180_000);

it('is made anew from the kiosks when all that it had is gone', async () => {
  const one = await hub.collector();
  const ups = await kiosks('wiped');
  const running = ups.map((up) => up.run());
  admitAtAll(ups, 5);
  const [, second] = ups;
  second!.writer.write('lock.taken', { attempt: 'a-1', voter: 'ab'.repeat(32), round: 0, revision: 7 });
  await drained(ups);
  await everythingIsThere(one, ups);

  await Promise.all(hub.servers.map((server) => server.stop()));
  for (const { name } of hub.servers) rmSync(join(hub.folder, name, 'streams'), { recursive: true });
  admitAtAll(ups, 2);
  for (const server of hub.servers) server.start();
  await one.lost;
  const again = await hub.collector();
  // Nobody tells the kiosks: those that rest ask from time to time.
  await expect.poll(async () => (await again.stream.subjects('>')).length, { timeout: 60_000 }).toBe(KIOSKS);
  await drained(ups);
  for (const up of ups) up.stop();
  await Promise.all(running);
  await everythingIsThere(again, ups);
  const of = { election: 'e', mode: 'official' } as const;
  expect(await rebuildLocks(again, of)).toEqual({ journals: KIOSKS, locks: 1, doubled: [] });
}, 180_000);
