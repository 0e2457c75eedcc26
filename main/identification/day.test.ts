import { afterEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { err, ok } from '../../core/problem/result.ts';
import { readSignedCode } from '../../core/receipt/signed-totals.ts';
import type { DeskView } from '../api/views.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { atDesk, credentials, makeStation, otherCode, peopleWith, type Station } from '../package/package.fixture.ts';
import type { NamedHealth } from './devices/protocol.ts';
import { openSeries } from './state/slip-copies.ts';
import { Memory, zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

/** The chair's day at a real zone, asked for as the officer's window asks; the printer does as it is told. */
let station: Station;
let path: string;
let zone: Zone;
let client: Awaited<ReturnType<typeof zoneOf>>['client'];
let now: Date;
const memory = new Memory();
/** What the printer answers to the next copies; it prints where nothing is said. */
let printer: ('out' | 'paper-out' | 'unknown' | 'never')[] = [];
let sheets = 0;

const view = () => zone.projection.view('officer') as DeskView;
const day = () => view().day;
const done = { ok: true, value: null };
const wait = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const told = <T>(type: string): readonly T[] =>
  zone.kiosk.db
    .prepare<[string], string>('select line from journal where type = ? order by seq')
    .pluck()
    .all(type)
    .map((line) => (JSON.parse(line) as { readonly body: T }).body);

async function start(): Promise<void> {
  ({ zone, client } = await zoneOf(station, path, { memory, now: () => now }));
  zone.devices.print = async () => {
    const next = printer.shift() ?? 'out';
    if (next === 'never') return new Promise(() => {});
    if (next === 'paper-out') return err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    sheets += 1;
    return next === 'out' ? ok(null) : err({ sent: 'maybe-printed', problem: { code: 'device.printer-missing' } });
  };
  await client.access.signIn({ person: 'secretary', code: otherCode });
}

/** What SIGKILL leaves: nothing is said any more, and the files are as they are. */
async function killed(): Promise<void> {
  // A copy that never ends must not be waited for.
  zone.slipCopies.stop = async () => {};
  await zone.stop();
  await start();
}

async function begin(policy: Policy = defaultPolicy): Promise<void> {
  now = new Date('2023-10-08T07:30:00+06:00');
  printer = [];
  sheets = 0;
  memory.held = null;
  station = await makeStation();
  ({ path } = await station.write('a.taanuu', {
    people: await peopleWith({ officer: 'officer', secretary: 'secretary' }),
    policy,
  }));
  await start();
}
afterEach(async () => {
  zone.slipCopies.stop = async () => {};
  await zone.stop();
  station.remove();
}, 60_000);

/** As the signed package names it. */
const deviceKey = () => Buffer.from(zone.kiosk.inForce()?.devices[0]?.signing ?? '', 'base64url');

const approvers = [...credentials];
/** Who lets the station stand still, and go on. */
const two = [...atDesk];
const open = (copies = 1) => client.station.open({ approvers, copies });
const copiesOut = () => expect.poll(() => day()?.copies.length).toBe(0);

describe('a station that stands still', () => {
  it('takes a reason and two persons, counts on both displays, and goes on where it was', async () => {
    await begin();
    await open();
    expect(await client.station.suspend({ reason: 'no power', approvers: [] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    expect(await client.station.suspend({ reason: 'call 0555123456', approvers: two })).toMatchObject({
      error: { code: 'station.reason' },
    });
    expect(view().station.stage).toBe('open');
    expect(await client.station.suspend({ reason: 'no power', approvers: two })).toEqual(done);
    wait(254);
    for (const window of ['officer', 'voter'] as const) {
      expect(zone.projection.view(window).station.standstill).toEqual({ since: '2023-10-08T07:30:00.000+06:00' });
    }
    expect(await client.station.suspend({ reason: 'no power', approvers: two })).toMatchObject({ ok: false });
    expect(await client.station.resume({ reason: 'the power is back', approvers: two })).toEqual(done);
    expect(view().station).toMatchObject({ stage: 'open', standstill: null });
    expect(day()?.stoodStill).toEqual({ seconds: 254, times: 1 });
    const persons = atDesk.map(({ person }) => person);
    expect(told('sitting.suspended')).toEqual([{ reason: 'no power', approvers: persons }]);
    expect(told('sitting.resumed')).toEqual([{ reason: 'the power is back', approvers: persons }]);
  }, 60_000);

  it('gives a slip at its beginning and at its end: from, until, how long, why and who', async () => {
    await begin();
    await open();
    await copiesOut();
    printer = ['paper-out', 'paper-out'];
    await client.station.suspend({ reason: 'no power', approvers: two });
    await expect.poll(() => day()?.copies[0]?.state).toBe('waiting');
    wait(61);
    await client.station.resume({ reason: 'the power is back', approvers: two });
    await expect
      .poll(() => day()?.copies.map(({ slip, state }) => [slip, state]))
      .toEqual([
        ['suspended', 'waiting'],
        ['resumed', 'waiting'],
      ]);
    const drawn = openSeries(zone.kiosk.db).map((series) =>
      JSON.stringify(zone.daySlips.slip(series, { copy: 1, of: 1 }).lines),
    );
    expect(drawn[0]).toMatch(/«no power»/);
    expect(drawn[0]).not.toMatch(/«the power is back»/);
    expect(drawn[1]).toMatch(/07:30.*«no power».*07:31.*0:01:01.*«the power is back»/);
  }, 60_000);

  it('still stands still after a kill, since the same moment', async () => {
    await begin();
    await open();
    await client.station.suspend({ reason: 'no power', approvers: two });
    wait(60);
    await killed();
    expect(view().station).toMatchObject({
      stage: 'suspended',
      standstill: { since: '2023-10-08T07:30:00.000+06:00' },
    });
    expect(await client.station.resume({ reason: 'the power is back', approvers: two })).toEqual(done);
    expect(day()?.stoodStill.seconds).toBe(60);
  }, 60_000);
});

describe('numbered copies of a slip', () => {
  it('are as many as were asked for, all from one event, with one signed code', async () => {
    await begin();
    printer = ['paper-out'];
    expect(await open(21)).toEqual({ ok: false, error: { code: 'day.too-many-copies', params: { most: 20 } } });
    expect(view().station.stage).toBe('ready');
    expect(await open(3)).toEqual(done);
    await expect.poll(() => day()?.copies).toMatchObject([{ slip: 'start', of: 3, out: 0, next: 1, state: 'waiting' }]);
    const [series] = openSeries(zone.kiosk.db);
    if (!series) throw new Error('no series');
    const drawn = [1, 2, 3].map((copy) => zone.daySlips.slip(series, { copy, of: 3 }));
    expect(new Set(drawn.map(({ qr }) => qr)).size).toBe(1);
    expect(drawn.map(({ lines }) => lines.find((line) => line.line === 'number')?.value)).toEqual([
      '1 / 3',
      '2 / 3',
      '3 / 3',
    ]);
    const code = readSignedCode(drawn[0]?.qr ?? '');
    expect(code?.told).toMatchObject({ slip: 'start', seq: series.seq, totals: { registered: 4, confirmed: 0 } });
    expect(code?.isSignedBy(deviceKey(), nodeCrypto)).toBe(true);
    await client.day.goOnCopies({});
    await copiesOut();
    expect(sheets).toBe(3);
  }, 60_000);

  it('go on after a kill at the copy where they stood; of that one a person says whether it is out', async () => {
    await begin();
    printer = ['out', 'never'];
    await open(4);
    await expect.poll(() => told('slip.handed').length).toBe(2);
    await killed();
    expect(day()?.copies).toMatchObject([
      { of: 4, out: 1, next: 2, state: 'maybe', problem: { code: 'day.copy-unknown' } },
    ]);
    // Nothing is printed before somebody has looked.
    expect(await client.day.goOnCopies({})).toEqual(done);
    await zone.slipCopies.idle();
    expect(sheets).toBe(1);
    const { series = '' } = day()?.copies[0] ?? {};
    expect(await client.day.copySeen({ series, copy: 3, out: true })).toMatchObject({ ok: false });
    expect(await client.day.copySeen({ series, copy: 2, out: false })).toEqual(done);
    await copiesOut();
    expect(sheets).toBe(4);
    expect(told<{ copy: number }>('slip.handed').map(({ copy }) => copy)).toEqual([1, 2, 2, 3, 4]);
  }, 60_000);

  it('can be given up, and asked for again', async () => {
    await begin();
    printer = ['paper-out'];
    await open(2);
    await expect.poll(() => day()?.copies[0]?.state).toBe('waiting');
    const { series = '' } = day()?.copies[0] ?? {};
    expect(await client.day.leaveCopies({ series })).toEqual(done);
    expect(day()?.copies).toEqual([]);
    expect(await client.day.printCopies({ slip: 'final', copies: 1 })).toMatchObject({ ok: false });
    expect(await client.day.printCopies({ slip: 'start', copies: 2 })).toEqual(done);
    await copiesOut();
    expect(sheets).toBe(2);
  }, 60_000);
});

describe('the questions of the close', () => {
  it('stand beside the own numbers; a difference needs a reason; they survive a kill', async () => {
    await begin();
    await open();
    expect(await client.station.finish({ inside: 2 })).toEqual(done);
    expect(zone.projection.view('voter').station.insideLeft).toBe(2);
    expect(day()?.questions.map(({ question, own, people, settled }) => [question, own, people, settled])).toEqual([
      ['inside', 0, 2, false],
      ['signatures', 0, null, false],
      ['receipts', 0, null, false],
      ['by-hand', 0, null, false],
    ]);
    const answer = (
      question: 'inside' | 'signatures' | 'receipts' | 'by-hand',
      people: number,
      reason: string | null,
    ) => client.day.answer({ question, people, reason });
    expect(await answer('signatures', 1, null)).toEqual({
      ok: false,
      error: { code: 'day.difference-reason', params: { people: 1, own: 0 } },
    });
    expect(await answer('signatures', 1, 'signed by mistake')).toEqual(done);
    expect(await answer('receipts', 0, null)).toEqual(done);
    await killed();
    expect(await answer('by-hand', 0, null)).toEqual(done);
    expect(await answer('inside', 0, 'both went home')).toEqual(done);
    expect(day()?.questions.every(({ settled }) => settled)).toBe(true);
    printer = ['paper-out'];
    expect(await client.station.close({ approvers, copies: 2 })).toEqual(done);
    await expect.poll(() => day()?.copies[0]?.state).toBe('waiting');
    const [series] = openSeries(zone.kiosk.db);
    const slip = series && zone.daySlips.slip(series, { copy: 1, of: 2 });
    expect(JSON.stringify(slip?.lines)).toMatch(
      /"2 · 0 \(\+2\)".*«both went home».*"1 · 0 \(\+1\)".*«signed by mistake»/,
    );
    expect(readSignedCode(slip?.qr ?? '')?.told).toMatchObject({
      slip: 'final',
      totals: { inside: 2, signatures: 1, receipts: 0, byHand: 0 },
    });
    await killed();
    expect(view().station.stage).toBe('closed');
    await client.day.goOnCopies({});
    await copiesOut();
    expect(sheets).toBe(3);
  }, 60_000);
});

describe('the one list to open', () => {
  const item = (name: string) => view().opening?.find((line) => line.item === name);

  it('holds what people wrote down, over a kill, until the opening; then it stands on the start slip', async () => {
    await begin();
    expect(item('seals')).toMatchObject({ state: 'to-do', detail: '0 / 3' });
    expect(await client.day.readSeal({ what: 'safe', number: '1080319900000x' })).toMatchObject({
      error: { code: 'day.seal-number' },
    });
    expect(await client.day.readSeal({ what: 'urn', number: '1' })).toMatchObject({ error: { code: 'day.not-asked' } });
    for (const what of ['safe', 'kit', 'box']) await client.day.readSeal({ what, number: `КР-${what.length}` });
    await killed();
    expect(item('seals')).toMatchObject({ state: 'done', detail: '3 / 3' });
    const paper = { voters: 5, version: 1, last: 4, words: null };
    expect(await client.day.compareList(paper)).toMatchObject({ error: { code: 'day.list-words-needed' } });
    expect(await client.day.compareList({ ...paper, words: 'two were added by hand' })).toEqual(done);
    expect(item('paper-list')).toMatchObject({ state: 'done', problem: { code: 'day.list-differs' } });
    printer = ['paper-out'];
    expect(await open()).toEqual(done);
    await expect.poll(() => day()?.copies[0]?.state).toBe('waiting');
    const [series] = openSeries(zone.kiosk.db);
    const lines = JSON.stringify(series && zone.daySlips.slip(series, { copy: 1, of: 1 }).lines);
    expect(lines).toMatch(/№ КР-4.*№ КР-3.*№ КР-3.*5 · 1 · 4.*«two were added by hand»/);
  }, 60_000);

  it('finds another last number only when the list is unlocked, and then wants words', async () => {
    await begin();
    await client.day.compareList({ voters: 4, version: 1, last: 9, words: null });
    expect(item('paper-list')).toMatchObject({ state: 'done', problem: null });
    expect(await open()).toMatchObject({ error: { code: 'day.list-words-needed' } });
    expect(day()?.opening?.list).toMatchObject({ paper: { last: 9 }, own: { last: 4 } });
    expect(await client.day.compareList({ voters: 4, version: 1, last: 9, words: 'a line is crossed out' })).toEqual(
      done,
    );
    expect(await open()).toEqual(done);
  }, 60_000);

  it('tells of a missing device by the name that people know, and lets it be done without', async () => {
    await begin();
    const camera: NamedHealth = {
      ...{ id: 'cam-1', driver: 'camera', kind: 'camera', path: '/dev/video0', name: 'HD Webcam C270', forMs: 0 },
      status: { state: 'missing', problem: { code: 'camera.missing', params: { camera: '/dev/video0' } } },
      counters: { bytesIn: 0, bytesOut: 0, opened: 0, skipped: 0, retries: 0, recoveries: {} },
    };
    Object.defineProperty(zone.devices, 'health', { value: [camera] });
    const params = { device: 'HD Webcam C270' };
    expect(item('device-camera')?.problem).toEqual({ code: 'day.device-undecided', params });
    expect(await client.day.doWithout({ device: 'cam-1' })).toEqual(done);
    expect(item('device-camera')?.problem).toEqual({ code: 'day.without-device', params });
  }, 60_000);

  it('asks why it is late, and a refused opening leaves nothing behind', async () => {
    await begin();
    now = new Date('2023-10-08T08:10:00+06:00');
    expect(day()?.opening?.late).toBe(false);
    wait(60);
    expect(day()?.opening?.late).toBe(true);
    expect(item('late')).toMatchObject({ problem: { code: 'day.late', params: { time: '08:00' } } });
    expect(await client.station.open({ approvers, copies: 1, late: 'the power came late' })).toEqual(done);
    expect(told('sitting.opened')).toMatchObject([{ late: 'the power came late' }]);
  }, 60_000);
});
