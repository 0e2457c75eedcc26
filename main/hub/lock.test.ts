import { join } from 'node:path';
import { Kvm } from '@nats-io/kv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Place, withPlacing } from '../../core/hub/admitted.ts';
import type { Answer } from '../../core/hub/answers.ts';
import type { Ask } from '../../core/hub/asks.ts';
import { pseudonym, type Writer } from '../../core/hub/journal.fixture.ts';
import { voterKey } from '../../core/hub/names.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { openBuckets, replaced } from './buckets.ts';
import { giveBack, nationalLock } from './lock.ts';
import { freeLocks } from './lost-device.ts';
import { rebuildLocks } from './rebuild.ts';
import type { Hub } from './run.ts';
import { linkOf, startServers } from './server.fixture.ts';
import { hubStreams } from './stream.ts';
import { askOf, TestHub } from './test-hub.fixture.ts';
import type { Uplink } from './uplink.fixture.ts';

/** Kiosks at different servers of one hub that want the same voters. */
const names = ['aa', 'bb', 'cc', 'dd'];
const hub = new TestHub({ devices: names.map((device) => ({ device, station: '7001' })), servers: 3 });
const own = hub.nameOf('aa');
let one: Hub;
let ups: readonly Uplink[];
beforeAll(async () => {
  await hub.begin();
  const { servers } = hub;
  // A collector at each of two servers, and the kiosks spread over all three.
  for (const at of servers.slice(0, 2)) {
    const started = await hub.collector(await hub.link(hub.key, [at]));
    one ??= started;
  }
  ups = await Promise.all(
    names.map((device, n) => hub.uplink(hub.kiosk(device), undefined, servers.slice(n % 3, (n % 3) + 1))),
  );
});
afterAll(() => hub.end());

/** As a kiosk asks: again, where the hub is too busy to say anything. */
async function ask(up: Uplink, what: Ask): Promise<Answer | null> {
  for (let tries = 0; tries < 60; tries++) {
    const heard = await up.ask(askOf(up.writer, what), 'asks');
    if (heard?.answer && heard.answer.answer !== 'busy') return heard.answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}
const lock = (up: Uplink, voter: number) => ask(up, { ask: 'lock', voter: pseudonym(voter, nodeCrypto), round: 0 });
const release = (up: Uplink, voter: number, revision: number) =>
  ask(up, { ask: 'release', voter: pseudonym(voter, nodeCrypto), round: 0, revision });
/** An ask of this moment. */
const now = () => ({ asked: Date.now(), now: Date.now() });
const revisionOf = (answer: Answer | null): number => (answer?.answer === 'locked' ? answer.revision : 0);

it('is given to nobody before people have said so', async () => {
  expect((await lock(ups[0]!, 1))?.answer).toBe('not-open');
  await one.lock.open({ election: 'e', mode: 'official' }, Date.now());
  expect((await lock(ups[0]!, 1))?.answer).toBe('locked');
});

it('has one winner for each voter, however many want her at once, and all others hear who that is', async () => {
  const VOTERS = 200;
  // So many stand before kiosks at one moment, each before two to four: what more want at once than a busy machine's servers
  // agree on within the time of an ask, nobody gets.
  const AT_ONCE = 12;
  let [next, winners, told] = [0, 0, 0];
  const standBefore = async () => {
    for (let n = next++; n < VOTERS; n = next++) {
      const want = ups.slice(0, 2 + (n % 3));
      const answers = await Promise.all(want.map((up) => lock(up, 1_000 + n)));
      const winner = want.filter((_up, at) => answers[at]?.answer === 'locked').map(({ writer }) => writer.name.device);
      const owners = answers.flatMap((answer) => (answer?.answer === 'taken' ? [answer.by.device] : []));
      expect(winner).toHaveLength(1);
      expect(owners).toEqual(owners.map(() => winner[0]));
      expect(owners).toHaveLength(want.length - 1);
      winners += winner.length;
      told += owners.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, standBefore));
  expect([winners, told > 0]).toEqual([VOTERS, true]);
});

it('is the same lock when it is asked for again, and another one after it was given up', async () => {
  const [mine, other] = [ups[0]!, ups[1]!];
  const first = revisionOf(await lock(mine, 2));
  expect(revisionOf(await lock(mine, 2))).toBe(first);
  // Nobody gives up what is another station's, or what was held in another revision.
  const elsewhere = { ...other.writer.name, station: '7002' };
  expect(await one.lock.release(elsewhere, pseudonym(2, nodeCrypto), 0, first, now())).toBe('not-held');
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
  const key = voterKey(own, '0', pseudonym(3, nodeCrypto));
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
  expect(await slow.take(own, voter, 0, now())).toEqual({ lock: 'no-answer' });
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

it('is given for an admission that a lost kiosk of the station has made, and for no other one', async () => {
  const place = (device: string, n: number, station = '7001'): Place => ({
    ...{ station, device, of: `d-${n}`, seq: 4, at: '2025-11-30T08:00:00.000+06:00', in: true },
  });
  const placed = (voter: number, ...places: readonly Place[]) =>
    replaced(one.buckets.admitted, voterKey(own, '0', pseudonym(voter, nodeCrypto)), places, 0);
  const goesOn = (voter: number, admission: string) =>
    ask(ups[1]!, { ask: 'lock', voter: pseudonym(voter, nodeCrypto), round: 0, admission });
  await placed(50, place('dd', 50));
  expect(await lock(ups[1]!, 50)).toMatchObject({ answer: 'taken', how: 'admitted', by: { device: 'dd' } });
  expect((await goesOn(50, 'd-51'))?.answer).toBe('taken');
  expect((await goesOn(50, 'd-50'))?.answer).toBe('locked');
  // The lost one had asked for it, and nobody knows its answer.
  const before = revisionOf(await lock(ups[3]!, 51));
  await placed(51, place('dd', 51));
  expect(revisionOf(await goesOn(51, 'd-51'))).toBe(before);
  // At another station she is elsewhere, whatever her admission is called; and so she is where she was admitted twice.
  await placed(52, place('zz', 52, '7002'));
  expect(await goesOn(52, 'd-52')).toMatchObject({ answer: 'taken', how: 'admitted', by: { device: 'zz' } });
  await placed(53, place('dd', 53), place('zz', 53, '7002'));
  expect(await goesOn(53, 'd-53')).toMatchObject({ answer: 'taken', how: 'admitted', by: { device: 'zz' } });
});

describe('an ask of before, which somebody kept', () => {
  /** What the hub answers to it. */
  const sent = async (up: Uplink, text: string) => (await up.ask(text, 'asks'))?.answer;
  const wants = (voter: number): Ask => ({ ask: 'lock', voter: pseudonym(voter, nodeCrypto), round: 0 });

  it('locks no voter again when her lock was given back, and the kiosk is told from when on it may ask', async () => {
    const up = ups[0]!;
    const kept = askOf(up.writer, wants(40));
    const first = await sent(up, kept);
    expect(first?.answer).toBe('locked');
    await release(up, 40, revisionOf(first ?? null));
    const answer = await sent(up, kept);
    expect(answer).toMatchObject({ answer: 'stale', nonce: expect.stringMatching(/^[0-9a-f]{16}$/) });
    if (answer?.answer !== 'stale') throw new Error('not told');
    expect((await lock(ups[1]!, 40))?.answer).toBe('locked');
    await release(ups[1]!, 40, revisionOf(await lock(ups[1]!, 40)));
    // The other one's giving back ends it too; made anew it counts.
    expect((await sent(up, kept))?.answer).toBe('stale');
    expect((await sent(up, askOf(up.writer, wants(40))))?.answer).toBe('locked');
  });

  it('locks nobody whom another kiosk had then, or who was admitted elsewhere then', async () => {
    const [up, other] = [ups[0]!, ups[1]!];
    const held = revisionOf(await lock(other, 41));
    const kept = askOf(up.writer, wants(41));
    expect((await sent(up, kept))?.answer).toBe('taken');
    await release(other, 41, held);
    expect((await sent(up, kept))?.answer).toBe('stale');

    const key = voterKey(own, '0', pseudonym(42, nodeCrypto));
    const at = '2025-11-30T08:00:00.000+06:00';
    const place = { of: 'd-42', voter: pseudonym(42, nodeCrypto), round: 0, at };
    const placed = withPlacing([], { station: '7001', device: 'dd' }, { ...place, seq: 4, in: true }, Date.now());
    const revision = await replaced(one.buckets.admitted, key, placed, 0);
    const before = askOf(up.writer, wants(42));
    expect(await sent(up, before)).toMatchObject({ answer: 'taken', how: 'admitted' });
    const undone = withPlacing(placed, { station: '7001', device: 'dd' }, { ...place, seq: 5, in: false }, Date.now());
    await replaced(one.buckets.admitted, key, undone, revision ?? 0);
    expect((await sent(up, before))?.answer).toBe('stale');
    expect((await sent(up, askOf(up.writer, wants(42))))?.answer).toBe('locked');
  });

  it('counts for nothing from before locks were given, of long ago, or of a time that is to come', async () => {
    const up = ups[0]!;
    const kept = askOf(up.writer, wants(43));
    await one.lock.open({ election: 'e', mode: 'official' }, Date.now());
    expect((await sent(up, kept))?.answer).toBe('stale');
    for (const asked of [0, Date.now() - 120_000, Date.now() + 60_000]) {
      const answer = await sent(up, askOf(up.writer, wants(43), asked));
      expect(answer?.answer, String(asked)).toBe('stale');
      if (answer?.answer === 'stale') expect(Math.abs(answer.from - Date.now())).toBeLessThan(5_000);
    }
    const held = await sent(up, askOf(up.writer, wants(43)));
    expect(held?.answer).toBe('locked');
    const voter = pseudonym(43, nodeCrypto);
    const give: Ask = { ask: 'release', voter, round: 0, revision: revisionOf(held ?? null) };
    expect((await sent(up, askOf(up.writer, give, Date.now() - 120_000)))?.answer).toBe('stale');
    expect((await lock(ups[1]!, 43))?.answer).toBe('taken');
  });

  it('is told by no wrong clock: where one says that locks will be given, or were given back, in an hour, they are now', async () => {
    const of = { election: 'e', mode: 'official' } as const;
    const later = Date.now() + 3_600_000;
    await one.lock.open(of, later);
    const revision = revisionOf(await lock(ups[0]!, 44));
    expect(await giveBack(one.buckets.lock, voterKey(of, '0', pseudonym(44, nodeCrypto)), revision, later)).toBe(true);
    expect((await lock(ups[1]!, 44))?.answer).toBe('locked');
    await one.lock.open(of, Date.now());
  });
});

it('that nobody answers for is no other’s: it is said that there is no answer', async () => {
  const { locks, cut } = await cutBucket();
  const mine = nationalLock(locks, locks);
  await mine.open({ election: 'e', mode: 'official' }, 0);
  expect((await mine.take(own, 'v', 0, now())).lock).toBe('held');
  await cut();
  expect(await mine.take(own, 'w', 0, now())).toEqual({ lock: 'no-answer' });
  expect(await mine.release(own, 'v', 0, 2, now())).toBe('no-answer');
});

/** A bucket at a server of its own, and how its link is cut. */
async function cutBucket() {
  const { key, commission } = hub;
  const folder = join(hub.folder, 'own');
  const [server] = await startServers(folder, { hub: key, commission, places: [], count: 1, store: true });
  const link = await linkOf(key, key, [server!]);
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
  await openBuckets(await hub.link(), { replicas: 3 });
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
