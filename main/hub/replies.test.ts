import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Health, writeAsk } from '../../core/hub/asks.ts';
import { keysOf, openKiosk, pseudonym, writerKey } from '../../core/hub/journal.fixture.ts';
import { upSubject, voterKey } from '../../core/hub/names.ts';
import { PART_BYTES, writePart } from '../../core/hub/results-part.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { standing } from './buckets.ts';
import { fleetOf } from './fleet.ts';
import { type Hub, startHub } from './run.ts';
import {
  commissionFixture,
  deviceFixture,
  hubFixture,
  linkOf,
  type RunningServer,
  startServers,
} from './server.fixture.ts';

/** A device whose link says where the hub's answer is to go: the hub may write everywhere, and the device nowhere. */
const commission = commissionFixture();
const hub = hubFixture(commission);
const folder = mkdtempSync(join(tmpdir(), 'taanuu-hub-'));
const certified = deviceFixture(commission, 'aa');
const name = { election: 'e', mode: 'official', station: '7001', device: 'aa' } as const;
const writer = openKiosk(name, nodeCrypto, writerKey(certified.secret, nodeCrypto));
const fleet = fleetOf([
  {
    ...{ format: 'taanuu/fleet/1', election: 'e', mode: 'official' },
    devices: [writer].map((one) => {
      const { device, key, publicKey } = keysOf(one);
      return { device, key, publicKey, station: '7001', revoked: false };
    }),
  },
]);
let server: RunningServer;
let running: Hub;
let own: NatsConnection;
let device: NatsConnection;
beforeAll(async () => {
  [server] = (await startServers(folder, { hub, commission, places: fleet.places, count: 1, store: true })) as [
    RunningServer,
  ];
  own = await linkOf(hub, hub, [server]);
  const options = { fleet: () => fleet, secret: hub.secret, now: Date.now, replicas: 1, failed: () => {} } as const;
  running = await startHub({ ...options, link: own });
  device = await linkOf(certified, hub, [server]);
});
afterAll(async () => {
  await running.stop();
  await Promise.all([own, device].map((link) => link.close()));
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
const health = () => {
  number += 1;
  const told: Health = {
    ...{ now: 0, version: '1', last: 0, backlog: 0, oldest: null, link: 'unknown', battery: null, onMains: null },
    ...{ free: null, sees: [], problems: [] },
  };
  return writeAsk(name, { number, ask: { ask: 'health', health: told } }, writer.sign, nodeCrypto);
};

it('answers at once to whoever stands at a desk, whatever else is fetched and brought meanwhile', async () => {
  for (let n = 0; n < 200; n++) {
    number += 1;
    const ask = { ask: 'piece', package: 'ab'.repeat(32), n } as const;
    const text = writeAsk(name, { number, ask }, writer.sign, nodeCrypto);
    device.publish(upSubject(name, 'pieces'), text, { reply: 'in.aa.piece' });
  }
  const file = { device: 'aa', sitting: 'day', sha256: 'cd'.repeat(32), bytes: 200 * PART_BYTES };
  for (let part = 0; part < 110; part++) {
    const text = writePart({ ...file, part, data: Buffer.alloc(PART_BYTES) });
    device.publish(upSubject(name, 'results'), text, { reply: 'in.aa.part' });
  }
  expect((await device.request(upSubject(name, 'asks'), health(), { timeout: 5_000 })).string()).toContain('heard');
});

it('answers to whoever asks and to nobody else: no answer lands in a bucket, and none deletes one', async () => {
  const lockKey = voterKey(name, '0', pseudonym(1, nodeCrypto));
  device.publish(upSubject(name, 'asks'), health(), { reply: `$KV.lock.${lockKey}` });
  device.publish(upSubject(name, 'pieces'), 'none', { reply: '$JS.API.STREAM.DELETE.KV_lock' });
  device.publish(upSubject(name, 'asks'), health(), { reply: 'in.bb.x' });
  // What was said before has been taken when this is answered.
  expect((await device.request(upSubject(name, 'asks'), health(), { timeout: 5_000 })).string()).toContain('heard');
  await own.flush();
  expect((await standing<object | null>(running.buckets.lock, lockKey, null)).value).toBeNull();
});
