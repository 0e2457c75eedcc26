import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Health } from '../../core/hub/asks.ts';
import { pseudonym } from '../../core/hub/journal.fixture.ts';
import { upSubject, voterKey } from '../../core/hub/names.ts';
import { PART_BYTES, writePart } from '../../core/hub/results-part.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { standing } from './buckets.ts';
import type { Hub } from './run.ts';
import { askOf, TestHub } from './test-hub.fixture.ts';

/** A device whose link says where the hub's answer is to go: the hub may write everywhere, and the device nowhere. */
const hub = new TestHub({ devices: [{ device: 'aa', station: '7001' }], servers: 1 });
const name = hub.nameOf('aa');
const writer = hub.kiosk('aa');
let running: Hub;
let own: NatsConnection;
let device: NatsConnection;
beforeAll(async () => {
  await hub.begin();
  own = await hub.link();
  running = await hub.collector(own);
  device = await hub.link('aa');
});
afterAll(() => hub.end());

const health = () => {
  const told: Health = {
    ...{ now: 0, version: '1', last: 0, backlog: 0, oldest: null, link: 'unknown', battery: null, onMains: null },
    ...{ free: null, sees: [], problems: [] },
  };
  return askOf(writer, { ask: 'health', health: told });
};

it('answers at once to whoever stands at a desk, whatever else is fetched and brought meanwhile', async () => {
  for (let n = 0; n < 200; n++) {
    const text = askOf(writer, { ask: 'piece', package: 'ab'.repeat(32), n });
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
