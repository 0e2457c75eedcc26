import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedEscl } from '../../drivers/simulator/escl.ts';
import { cleanUp } from '../../drivers/testing/clean-up.ts';
import { backSide, otherPaper } from '../demo/ballot-paper.ts';
import { FEEDER } from './ballots.ts';
import { ballot, boxRoom, feederHost, type Room } from './box/sheet-box.fixture.ts';
import { ballotConfigSchema } from './config.ts';

/** One evening, in which one mobile box after the other is fed: a room takes seconds to set up. */
const scanner = new SimulatedEscl();
const actor = { role: 'chair', person: 'chair' } as const;
const both = ['chair', 'member-1'];
let room: Room;

beforeAll(async () => {
  await scanner.on();
  room = await boxRoom({}, false, { driver: 'escl', at: scanner.url });
  expect(room.zone.day.proveZero(actor).ok).toBe(true);
}, 120_000);
afterAll(async () => {
  await cleanUp();
  await scanner.off();
});

const scannerState = () => room.zone.stack?.devices[0]?.state;
const view = () => room.zone.feeder.view;
const stands = (is: string) => expect.poll(() => view()?.at.is, { timeout: 60_000 }).toBe(is);
const records = () => {
  const read = room.zone.frame.ballots.records();
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
};
/** A mobile box of this number is opened, and its sheets lie in the feeder. */
function begin(box: string, ...sheets: (typeof scanner.feeder)[number][]): void {
  expect(room.zone.day.beginMobile(box, both, actor).ok).toBe(true);
  scanner.feeder = sheets;
}
/** The box is done; how many sheets its journal has of it. */
function end(): number | null | undefined {
  expect(room.zone.day.endMobile(actor).ok).toBe(true);
  return room.zone.frame.journal.day.mobile.at(-1)?.sheets;
}
const feed = (sheets: number) => expect(room.zone.feeder.feed(sheets)).toEqual({ ok: true, value: null });

it('takes a whole box: marks as they are, nobody is asked, and the slot takes nothing meanwhile', async () => {
  room.stage('open');
  await room.ready();
  room.stage('closed');
  await expect.poll(() => scannerState()).toBe('ready');
  expect(view()).toBeNull();
  expect(room.zone.feeder.feed(1)).toEqual({ ok: false, error: { code: 'ballot-zone.not-now' } });
  begin('M-1', ballot(['c-1']), ballot(['c-3']), ballot([]), ballot(['c-1', 'c-2']));
  await room.ready();
  expect(view()).toEqual({ kept: 0, at: { is: 'idle' } });
  feed(4);
  expect([room.zone.box.show, room.zone.stack?.running]).toEqual([{ show: 'not-now', why: 'after' }, true]);
  expect(room.zone.day.endMobile(actor)).toEqual({ ok: false, error: { code: 'ballot-zone.not-now' } });
  await stands('done');
  expect(view()?.kept).toBe(4);
  expect(room.kept()).toEqual(['', 'c-1', 'c-1+c-2', 'c-3']);
  const invalid = records().filter(({ compartment }) => compartment === 'invalid');
  expect([invalid.length, records().every(({ batch }) => batch === 'mobile')]).toEqual([2, true]);
  // One more of the same box comes through the slot, and counts with it.
  await room.ready();
  room.insert('late', ballot(['c-2']));
  await room.accepted('late');
  expect([view()?.kept, end()]).toEqual([5, 5]);
});

it('stands still at a sheet that it does not take, and goes on without it or with it turned', async () => {
  begin(
    'M-2',
    ballot(['c-1']),
    backSide(),
    ballot(['c-2']),
    otherPaper(),
    ballot(['c-4'], { test: true }),
    ballot(['c-3']),
  );
  const before = records().length;
  feed(6);
  await stands('refused');
  expect(view()).toEqual({ kept: 1, at: { is: 'refused', expected: 6, why: 'blank-side' } });
  expect(scanner.feeder).toHaveLength(4);
  scanner.feeder.unshift(ballot(['c-5']));
  feed(6);
  await stands('refused');
  expect(view()).toEqual({ kept: 3, at: { is: 'refused', expected: 6, why: 'foreign' } });
  feed(5);
  await stands('refused');
  expect(view()).toEqual({ kept: 3, at: { is: 'refused', expected: 5, why: 'test-ballot' } });
  feed(4);
  await stands('done');
  expect([records().length - before, end()]).toEqual([4, 4]);
});

it('tells a jam and a number that differs, and goes on with what is left', async () => {
  begin('M-3', ballot(['c-1']), ballot(['c-2']));
  feed(4);
  await stands('stopped');
  const differs = { code: 'ballot-reader.count-differs', params: { expected: 4, fed: 2 } };
  expect(view()).toEqual({ kept: 2, at: { is: 'stopped', expected: 4, problem: differs } });
  // What stuck together is found and laid in; the first of it jams.
  scanner.feeder = [ballot(['c-3']), ballot(['c-4'])];
  scanner.setFault({ jamAfter: 0 });
  feed(4);
  await stands('stopped');
  expect(view()).toMatchObject({ kept: 2, at: { problem: { code: 'scanner.jammed' } } });
  scanner.setFault({});
  scanner.freeJam();
  feed(4);
  await stands('done');
  expect(end()).toBe(4);
  const told = [...room.zone.frame.journal.file.journal.events()].filter(({ type }) => type === 'peripheral.problem');
  expect(told.map(({ body }) => (body as { problem: string }).problem)).toEqual(
    expect.arrayContaining(['scanner.jammed', 'ballot-reader.count-differs']),
  );
});

it('loses nothing and counts nothing twice when its host is killed, or persons stop it', async () => {
  begin('M-4', ...['c-1', 'c-2', 'c-3', 'c-4'].map((option) => ballot([option])));
  const before = records().length;
  scanner.setFault({ at: { step: 'page', mishap: 'silent' } });
  feed(4);
  await expect.poll(() => scanner.openJobs).toBe(1);
  process.kill(feederHost(), 'SIGKILL');
  await stands('stopped');
  expect(view()).toMatchObject({ kept: 0, at: { problem: { code: 'scanner.missing' } } });
  scanner.setFault({});
  await scanner.off();
  await scanner.on();
  await expect.poll(() => scannerState(), { timeout: 60_000 }).toBe('ready');
  feed(4);
  await expect.poll(() => view()?.kept).toBeGreaterThan(0);
  expect(room.zone.feeder.stop().ok).toBe(true);
  await stands('paused');
  const kept = view()?.kept ?? 0;
  expect([records().length - before, kept + scanner.feeder.length]).toEqual([kept, 4]);
  feed(4);
  await stands('done');
  expect(end()).toBe(4);
});

it('a sheet that a power cut meets between disk and count is fed again, and counts once', async () => {
  begin('M-5', ballot(['c-2']));
  const before = records().length;
  const store = room.zone.frame.ballots.cast;
  const [record] = records();
  if (!store || !record) throw new Error('no store');
  expect(store.hold({ record, image: null }, { token: 'a1'.repeat(16), into: 'valid', box: FEEDER }).ok).toBe(true);
  await room.restart();
  room.stage('closed');
  await room.ready();
  expect([room.zone.frame.ballots.cast?.inFlight, records().length, view()]).toEqual([
    null,
    before,
    { kept: 0, at: { is: 'idle' } },
  ]);
  await expect.poll(() => scannerState()).toBe('ready');
  feed(1);
  await stands('done');
  expect([records().length, end()]).toEqual([before + 1, 1]);
});

it('is a scanner of this machine only', () => {
  const config = (feeder: unknown) =>
    ballotConfigSchema.safeParse({
      ...{ reader: { path: '/dev/box' }, printer: null, feeder },
      ...{ capacity: 60, slotBytes: 8192, hatch: '/hatch' },
    }).success;
  expect(config({ driver: 'escl', at: 'http://127.0.0.1:60000/eSCL' })).toBe(true);
  expect(config({ driver: 'sane', at: 'epsonds:libusb:001:004' })).toBe(true);
  for (const at of ['http://192.168.1.20/eSCL', 'http://127.0.0.1.example/eSCL', 'https://127.0.0.1/eSCL', 'scanner']) {
    expect(config({ driver: 'escl', at }), at).toBe(false);
  }
  for (const at of ['net:192.168.1.20:test', 'airscan:e0:Mock', 'escl:http://127.0.0.1', 'epsonds:net:192.168.1.20']) {
    expect(config({ driver: 'sane', at }), at).toBe(false);
  }
});
