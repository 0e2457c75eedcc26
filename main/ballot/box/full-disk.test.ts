import { closeSync, openSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp } from '../../../drivers/testing/clean-up.ts';
import { ballot, boxRoom, type Room } from './sheet-box.fixture.ts';

/** A disk that refuses for a while, or has lost the ballots: whoever has seen to it need not start the zone anew. */
let room: Room;
beforeAll(async () => {
  room = await boxRoom({ none: 'ask' }, false);
  expect(room.zone.day.proveZero({ role: 'chair', person: 'chair' }).ok).toBe(true);
  room.stage('open');
}, 120_000);
afterAll(cleanUp);

/** What is written to the store's open file from now on is refused, as by a full disk. */
function refuse(): void {
  const open = readdirSync('/proc/self/fd').map(Number);
  const linked = (fd: number): string => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  };
  const store = open.find((fd) => linked(fd).endsWith('-cast.slots'));
  if (store === undefined) throw new Error('no store is open');
  closeSync(store);
  for (let fd = -1; fd !== store; ) fd = openSync('/dev/full', 'r+');
}

it('a sheet that could not be kept comes back, and is taken once the disk is well', async () => {
  await room.ready();
  refuse();
  room.insert('a', ballot(['c-1']));
  await room.shows('"take-back"');
  await expect.poll(() => room.simulated.path.pull()).toBe(true);
  await room.shows('storage.full');
  expect(room.zone.box.cleared()).toEqual({ ok: true, value: null });
  await room.ready();
  room.insert('b', ballot(['c-2']));
  await room.accepted('b');
  expect(room.kept()).toEqual(['c-2']);
});

it('a sheet that fell while its ballot could not be settled counts once, when somebody has seen to the disk', async () => {
  await room.ready();
  room.insert('c', ballot([]));
  await room.shows('"ask"');
  room.zone.box.insist();
  await expect.poll(() => room.simulated.gateOpen).toBe(true);
  refuse();
  await room.shows('storage.full');
  expect(room.zone.box.cleared()).toEqual({ ok: true, value: null });
  await expect.poll(() => room.kept()).toEqual(['', 'c-2']);
  await room.ready();
  expect(room.zone.frame.ballots.cast?.discrepancy).toBeNull();
});

it('a file of ballots that is gone while people vote is told: no empty one takes its place', async () => {
  const slots = () => readdirSync(room.stateDir).filter((file) => file.endsWith('.slots'));
  const [file = ''] = slots();
  rmSync(join(room.stateDir, file));
  await room.restart();
  room.stage('open');
  expect(room.zone.problems()).toContainEqual({ code: 'storage.missing', params: { file } });
  expect(room.zone.day.proveZero({ role: 'chair', person: 'chair' }).ok).toBe(false);
  expect([slots(), room.zone.box.ready]).toEqual([[], false]);
});
