import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Place } from '../../core/hub/admitted.ts';
import type { Answer } from '../../core/hub/answers.ts';
import { type Ask, writeAsk } from '../../core/hub/asks.ts';
import { keysOf, openKiosk, pseudonym, type Writer, writerKey } from '../../core/hub/journal.fixture.ts';
import { voterKey } from '../../core/hub/names.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { replaced } from './buckets.ts';
import { fleetOf } from './fleet.ts';
import { nationalLock } from './lock.ts';
import { freeLocks } from './lost-device.ts';
import { rebuildLocks } from './rebuild.ts';
import { type Hub, startHub } from './run.ts';
import {
  commissionFixture,
  deviceFixture,
  hubFixture,
  linkOf,
  type RunningServer,
  startServers,
} from './server.fixture.ts';
import { Uplink } from './uplink.fixture.ts';

/** Kiosks at different servers of one hub that want the same voters. */
const commission = commissionFixture();
const hub = hubFixture(commission);
const folder = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
const devices = ['aa', 'bb', 'cc', 'dd'].map((device) => {
  const key = deviceFixture(commission, device);
  const name = { election: 'e', mode: 'official', station: '7001', device } as const;
  return { key, name, writer: openKiosk(name, nodeCrypto, writerKey(key.secret, nodeCrypto)) };
});
const fleet = fleetOf([
  {
    ...{ format: 'taanuu/fleet/1', election: 'e', mode: 'official' },
    devices: devices.map(({ name, writer }) => {
      const { device, key, publicKey } = keysOf(writer);
      return { device, key, publicKey, station: name.station, revoked: false };
    }),
  },
]);

let servers: readonly RunningServer[];
let one: Hub;
let ups: readonly Uplink[];
const links: NatsConnection[] = [];
const hubs: Hub[] = [];
beforeAll(async () => {
  servers = await startServers(folder, { hub, commission, places: fleet.places, count: 3, store: true });
  const options = { fleet: () => fleet, secret: hub.secret, now: Date.now, replicas: 3, failed: () => {} } as const;
  // A collector at each of two servers, and the kiosks spread over all three.
  for (const at of servers.slice(0, 2)) {
    const link = await linkOf(hub, hub, [at]);
    links.push(link);
    hubs.push(await startHub({ ...options, link }));
  }
  one = hubs[0]!;
  ups = await Promise.all(
    devices.map(async ({ key, writer }, n) => {
      const link = await linkOf(key, hub, [servers[n % 3]!]);
      links.push(link);
      return new Uplink(writer, link, hub.publicKey);
    }),
  );
});
afterAll(async () => {
  await Promise.all(hubs.map((each) => each.stop()));
  await Promise.all(links.map((link) => link.close()));
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
/** As a kiosk asks: again, where the hub is too busy to say anything. */
async function ask(up: Uplink, what: Ask): Promise<Answer | null> {
  const { name, sign } = up.writer;
  for (let tries = 0; tries < 60; tries++) {
    number += 1;
    const heard = await up.ask(writeAsk(name, { number, ask: what }, sign, nodeCrypto), 'asks');
    if (heard?.answer && heard.answer.answer !== 'busy') return heard.answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}
const lock = (up: Uplink, voter: number) => ask(up, { ask: 'lock', voter: pseudonym(voter, nodeCrypto), round: 0 });
const release = (up: Uplink, voter: number, revision: number) =>
  ask(up, { ask: 'release', voter: pseudonym(voter, nodeCrypto), round: 0, revision });
const revisionOf = (answer: Answer | null): number => (answer?.answer === 'locked' ? answer.revision : 0);

it('is given to nobody before people have said so', async () => {
  expect((await lock(ups[0]!, 1))?.answer).toBe('not-open');
  await one.lock.open({ election: 'e', mode: 'official' }, Date.now());
  expect((await lock(ups[0]!, 1))?.answer).toBe('locked');
});

it('has one winner for each voter, however many want her at once, and all others hear who that is', async () => {
  const VOTERS = 200;
  let [winners, told] = [0, 0];
  await Promise.all(
    Array.from({ length: VOTERS }, async (_, n) => {
      const want = ups.slice(0, 2 + (n % 3));
      const answers = await Promise.all(want.map((up) => lock(up, 1_000 + n)));
      const winner = want.filter((_up, at) => answers[at]?.answer === 'locked').map(({ writer }) => writer.name.device);
      const owners = answers.flatMap((answer) => (answer?.answer === 'taken' ? [answer.by.device] : []));
      expect(winner).toHaveLength(1);
      expect(owners).toEqual(owners.map(() => winner[0]));
      expect(owners).toHaveLength(want.length - 1);
      winners += winner.length;
      told += owners.length;
    }),
  );
  expect([winners, told > 0]).toEqual([VOTERS, true]);
});

it('is the same lock when it is asked for again, and another one after it was given up', async () => {
  const [mine, other] = [ups[0]!, ups[1]!];
  const first = revisionOf(await lock(mine, 2));
  expect(revisionOf(await lock(mine, 2))).toBe(first);
  // Nobody gives up what is another station's, or what was held in another revision.
  const elsewhere = { ...other.writer.name, station: '7002' };
  expect(await one.lock.release(elsewhere, pseudonym(2, nodeCrypto), 0, first)).toBe('not-held');
  expect(await release(mine, 2, first + 1)).toMatchObject({ was: 'not-held' });
  expect((await lock(other, 2))?.answer).toBe('taken');
  expect(await release(mine, 2, first)).toMatchObject({ was: 'held' });
  expect(await release(mine, 2, first)).toMatchObject({ was: 'not-held' });
  const second = revisionOf(await lock(other, 2));
  expect(second).toBeGreaterThan(first);
  // Another kiosk of the station goes on with what it held, and has the revision by its journal.
  expect(await release(ups[2]!, 2, second)).toMatchObject({ was: 'held' });
  expect(revisionOf(await lock(other, 2))).toBeGreaterThan(second);
  // News of before gives nothing up.
  expect(await release(mine, 2, first)).toMatchObject({ was: 'not-held' });
  expect(await lock(mine, 2)).toMatchObject({ answer: 'taken', how: 'locked', by: { device: 'bb', station: '7001' } });
});

it('is not given for a voter who is admitted elsewhere without one', async () => {
  const key = voterKey(devices[0]!.name, '0', pseudonym(3, nodeCrypto));
  const place: Place = {
    station: '7001',
    device: 'dd',
    of: 'd-1',
    seq: 4,
    at: '2025-11-30T08:00:00.000+06:00',
    in: true,
  };
  await replaced(one.buckets.admitted, key, [place], 0);
  expect(await lock(ups[0]!, 3)).toMatchObject({ answer: 'taken', how: 'admitted', by: { device: 'dd' } });
  expect((await lock(ups[3]!, 3))?.answer).toBe('locked');
});

it('is not taken any more when its kiosk has ceased to wait: nobody would know of it', async () => {
  let ms = 0;
  // Servers that choose a new leader: a second goes by at each step.
  const slow = nationalLock(one.buckets.lock, one.buckets.admitted, () => {
    ms += 1_000;
    return ms;
  });
  const voter = pseudonym(7, nodeCrypto);
  expect(await slow.take(devices[0]!.name, voter, 0, 0)).toEqual({ lock: 'no-answer' });
  expect((await lock(ups[1]!, 7))?.answer).toBe('locked');
});

it('of a device that is out of service for good is free again, unless its voter stands admitted there', async () => {
  const of = { election: 'e', mode: 'official' } as const;
  const lost = ups[3]!;
  // It asked, and died before it wrote the answer down; another voter is admitted there, a third is with another kiosk.
  for (const voter of [20, 21]) expect((await lock(lost, voter))?.answer).toBe('locked');
  expect((await lock(ups[0]!, 22))?.answer).toBe('locked');
  const place: Place = {
    station: '7001',
    device: 'dd',
    of: 'd-9',
    seq: 9,
    at: '2025-11-30T08:00:00.000+06:00',
    in: true,
  };
  await replaced(one.buckets.admitted, voterKey(of, '0', pseudonym(21, nodeCrypto)), [place], 0);
  expect((await lock(ups[1]!, 20))?.answer).toBe('taken');
  const before = await freeLocks(one.buckets, of, 'dd');
  // Another test’s voter stands admitted there too.
  expect(before).toMatchObject({ kept: 2 });
  expect(before.freed).toBeGreaterThanOrEqual(1);
  expect((await lock(ups[1]!, 20))?.answer).toBe('locked');
  expect(await lock(ups[1]!, 21)).toMatchObject({ answer: 'taken', how: 'admitted' });
  expect((await lock(ups[1]!, 22))?.answer).toBe('taken');
  expect(await freeLocks(one.buckets, of, 'dd')).toEqual({ freed: 0, kept: 2 });
});

it('that nobody answers for is no other’s: it is said that there is no answer', async () => {
  const { locks, cut } = await cutBucket();
  const mine = nationalLock(locks, locks);
  await mine.open({ election: 'e', mode: 'official' }, 0);
  expect((await mine.take(devices[0]!.name, 'v', 0, 0)).lock).toBe('held');
  await cut();
  expect(await mine.take(devices[0]!.name, 'w', 0, 0)).toEqual({ lock: 'no-answer' });
  expect(await mine.release(devices[0]!.name, 'v', 0, 2)).toBe('no-answer');
});

/** A bucket at a server of its own, and how its link is cut. */
async function cutBucket() {
  const { Kvm } = await import('@nats-io/kv');
  const { hubStreams } = await import('./stream.ts');
  const own = join(folder, 'own');
  const [server] = await startServers(own, { hub, commission, places: [], count: 1, store: true });
  const link = await linkOf(hub, hub, [server!]);
  const locks = await new Kvm(hubStreams(link)).create('lock', { allow_direct: false });
  const cut = async () => {
    await link.close();
    await server!.stop();
  };
  return { locks, cut };
}

it('is made anew from the journals where it was lost, and is given again when people have said so', async () => {
  const taken: { readonly writer: Writer; readonly voter: number; readonly revision: number }[] = [];
  for (const [at, voter] of [4, 5, 6].entries()) {
    const { writer } = ups[at]!;
    const revision = revisionOf(await lock(ups[at]!, voter));
    writer.write('lock.taken', { attempt: `a-${at}`, voter: pseudonym(voter, nodeCrypto), round: 0, revision });
    taken.push({ writer, voter, revision });
  }
  const { writer, voter, revision } = taken[2]!;
  await release(ups[2]!, voter, revision);
  writer.write('lock.released', { voter: pseudonym(voter, nodeCrypto), round: 0, revision, why: 'not-admitted' });
  // Another kiosk of the station goes on with what this one held, and gives it back.
  const left = revisionOf(await lock(ups[0]!, 8));
  const of8 = { voter: pseudonym(8, nodeCrypto), round: 0, revision: left };
  ups[0]!.writer.write('lock.taken', { attempt: 'a-8', ...of8 });
  await release(ups[3]!, 8, left);
  ups[3]!.writer.write('lock.released', { ...of8, why: 'not-admitted' });
  await Promise.all(ups.map((up) => up.drain()));

  await one.buckets.lock.destroy();
  const link = await linkOf(hub, hub, servers);
  links.push(link);
  const { openBuckets } = await import('./buckets.ts');
  await openBuckets(link, { replicas: 3 });
  expect((await lock(ups[3]!, 4))?.answer).toBe('not-open');
  const of = { election: 'e', mode: 'official' } as const;
  expect(await rebuildLocks(one, of)).toEqual({ journals: 4, locks: 2, doubled: [] });
  expect(await rebuildLocks(one, of)).toEqual({ journals: 4, locks: 2, doubled: [] });
  await one.lock.open(of, Date.now());
  expect(await lock(ups[3]!, 4)).toMatchObject({ answer: 'taken', by: { device: 'aa' } });
  expect((await lock(ups[3]!, 6))?.answer).toBe('locked');
  expect((await lock(ups[2]!, 8))?.answer).toBe('locked');
  // Its device knows it by the revision that stands in its journal, and gives it up by that.
  expect(revisionOf(await lock(ups[0]!, 4))).toBe(taken[0]!.revision);
  expect(await release(ups[0]!, 4, taken[0]!.revision)).toMatchObject({ was: 'held' });
  expect((await lock(ups[3]!, 4))?.answer).toBe('locked');
});
