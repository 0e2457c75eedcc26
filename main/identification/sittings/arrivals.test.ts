import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { ok } from '../../../core/problem/result.ts';
import { credentials, voter } from '../../package/package.fixture.ts';
import { keepPredecessor } from '../state/predecessor.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { chair, DAY, kiosks, OUTSIDE, type TestKiosk } from './kiosks.fixture.ts';

const approvers = [...credentials];
const free = { outside: { onlyApplicants: false, boxesMax: 3, kiosks: 1, arrival: 'block' } } as const;
let made: Awaited<ReturnType<typeof kiosks>>;
let portable: TestKiosk;
let home: TestKiosk;

beforeEach(async () => {
  made = await kiosks(2, free);
  const [first, second] = made.all;
  if (!first || !second) throw new Error('two kiosks');
  [portable, home] = [first, second];
});
afterEach(() => made.close());

/** The portable kiosk's sitting outside the room, with these voters, as a file on the stick. */
async function outside(...voters: readonly number[]): Promise<string> {
  await portable.opens();
  for (const n of voters) portable.admit(n);
  await portable.closes();
  return written();
}

async function written(): Promise<string> {
  const before = readdirSync(made.stick);
  const answer = await portable.client.sittings.writeAdmissions({ target: made.stick });
  if (!answer.ok) throw new Error(answer.error.code);
  expect(before).not.toContain(answer.value.file);
  return join(made.stick, answer.value.file);
}

/** The home kiosk on the morning of the day. */
async function morning(): Promise<void> {
  made.clock.now = new Date('2023-10-08T07:30:00+06:00');
  await home.signIn('chair');
}

describe('the admissions of a sitting outside the room', () => {
  it('reach the other kiosk before it may open, and are refused there a second time', async () => {
    const path = await outside(1, 2);
    await morning();
    expect(await home.client.station.open({ approvers })).toMatchObject({
      error: { code: 'sittings.not-arrived', params: { date: '07.10.2023', arrived: 0, awaited: 1 } },
    });
    expect(await home.client.sittings.arrivals({})).toMatchObject([{ path }]);
    expect(await home.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 2 }));
    expect(await home.client.sittings.takeAdmissions({ path })).toMatchObject({
      error: { code: 'sittings.nothing-new' },
    });
    await home.opens();
    expect(await home.told(1)).toEqual({ reason: 'admitted-outside', date: '2023-10-07' });
    // Held by the file itself too.
    expect(() => home.admit(2)).toThrow(/admitted at another kiosk/);
    home.admit(3);
    expect(home.zone.sittings.view()?.list[0]).toMatchObject({
      state: 'passed',
      batches: [{ own: false, admitted: 2 }],
    });
    const slip = JSON.stringify(home.zone.station.slips.stationSlip('start', 'f'.repeat(64)));
    expect(slip).toContain('07.10.2023: 2');
    const other = home.zone.kiosk.inForce()?.devices.find(({ device }) => device === portable.zone.kiosk.device);
    expect(slip).toContain(`"value":"${other?.serial}"`);
    expect(slip).not.toContain(portable.zone.kiosk.device);
    expect(stateDifferences(home.zone.kiosk.db, rebuild(home.lines().map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('hold no name and no PIN, and are the very signed events', async () => {
    const path = await outside(1);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const own = portable.lines();
    const from = own.findIndex((line) => line.includes('"type":"sitting.opened"'));
    expect(lines.slice(0, -1)).toEqual(own.slice(from, from + lines.length - 1));
    for (const secret of [voter(1).pin, voter(1).surname, voter(1).given]) expect(lines.join()).not.toContain(secret);
  });

  it('are not taken changed, cut or with a line left out, and nothing is written', async () => {
    const path = await outside(1, 2);
    const whole = readFileSync(path, 'utf8').trimEnd().split('\n');
    const changed: readonly (readonly string[])[] = [
      whole.with(2, (whole[2] ?? '').replace('"at":"2023', '"at":"2024')),
      whole.toSpliced(3, 1),
      whole.slice(0, -1),
      whole.slice(2),
      [''],
    ];
    await morning();
    // That the clock was set is noticed whenever it is looked at.
    const told = (): readonly string[] => home.lines().filter((line) => !line.includes('"type":"clock.stepped"'));
    const before = told();
    for (const lines of changed) {
      writeFileSync(path, `${lines.join('\n')}\n`);
      expect(await home.client.sittings.takeAdmissions({ path })).toMatchObject({
        error: { code: expect.stringMatching(/^sittings\.file-not-(read|outside)$/) },
      });
    }
    expect(told()).toEqual(before);
  });

  it('are not taken from a kiosk that is out of use, or of another station', async () => {
    const path = await outside(1);
    await morning();
    const { kiosk } = home.zone;
    const force = kiosk.inForce();
    const device = portable.zone.identity.id;
    const known = (change: object): void => {
      const devices = force?.devices.map((one) => (one.device === device ? { ...one, ...change } : one));
      Object.defineProperty(kiosk, 'inForce', { configurable: true, value: () => ({ ...force, devices }) });
    };
    const refused = { error: { code: 'sittings.file-not-read' } };
    for (const change of [{ revoked: '2023-10-07T20:00:00Z' }, { station: '0002' }]) {
      known(change);
      expect(await home.zone.sittings.arrivals.take(path, chair)).toMatchObject(refused);
    }
    known({ station: null });
    expect(await home.zone.sittings.arrivals.take(path, chair)).toEqual(ok({ admissions: 1 }));
  });

  it('may be taken again when there is more, and an older file takes nothing back', async () => {
    await portable.opens();
    portable.admit(1);
    const older = await written();
    made.clock.now = new Date('2023-10-07T12:00:00+06:00');
    portable.admit(2);
    await portable.closes();
    const newer = await written();
    await morning();
    expect(await home.client.sittings.takeAdmissions({ path: older })).toEqual(ok({ admissions: 1 }));
    // The sitting was still under way in it: more may come.
    expect(await home.client.station.open({ approvers })).toMatchObject({ error: { code: 'sittings.not-arrived' } });
    expect(await home.client.sittings.takeAdmissions({ path: newer })).toEqual(ok({ admissions: 1 }));
    expect(await home.client.sittings.takeAdmissions({ path: older })).toMatchObject({
      error: { code: 'sittings.nothing-new' },
    });
    await home.opens();
    expect(await home.told(1)).toMatchObject({ reason: 'admitted-outside' });
    expect(await home.told(2)).toMatchObject({ reason: 'admitted-outside' });
  });

  it('are not waited for where two persons decide so; who comes late is told where two kiosks admitted her', async () => {
    const path = await outside(1);
    await morning();
    const [one] = approvers;
    const reason = 'киоск жолдо калды';
    expect(await home.client.sittings.notAwait({ reason, approvers: one ? [one] : [] })).toMatchObject({ ok: false });
    expect(await home.client.sittings.notAwait({ reason, approvers })).toEqual(ok(null));
    expect(home.zone.sitting.openingList()[0]).toMatchObject({
      state: 'done',
      problem: { code: 'sittings.not-awaited', params: { reason } },
    });
    await home.opens();
    home.admit(1);
    expect(await home.client.sittings.takeAdmissions({ path })).toEqual(ok({ admissions: 1 }));
    expect(home.zone.sitting.noticed()).toMatchObject([
      { problem: { code: 'sittings.admitted-twice', params: { count: 1 } } },
    ]);
    expect(home.zone.acts.due).toBe(1);
  });

  it('are a batch: a decision excludes its boxes, only another takes that back, and its voters stay admitted', async () => {
    const path = await outside(1, 2);
    await morning();
    await home.client.sittings.takeAdmissions({ path });
    const device = portable.zone.identity.id;
    const of = { batch: OUTSIDE ?? '', device, reason: 'купуялуулук бузулган', approvers };
    expect(await home.client.sittings.excludeBatch({ ...of, batch: DAY ?? '', excluded: true })).toMatchObject({
      error: { code: 'sittings.no-batch' },
    });
    expect(await home.client.sittings.excludeBatch({ ...of, excluded: false })).toMatchObject({ ok: false });
    expect(await home.client.sittings.excludeBatch({ ...of, excluded: true })).toEqual(ok(null));
    const batch = () => home.zone.sittings.view()?.list[0]?.batches[0];
    const { serial } = portable.zone.identity;
    expect(batch()).toEqual({ device, serial, own: false, admitted: 2, excluded: 'купуялуулук бузулган' });
    await home.opens();
    expect(JSON.stringify(home.zone.station.slips.stationSlip('start', 'f'.repeat(64)))).toContain('эсептен чыгарылды');
    expect(await home.told(1)).toMatchObject({ reason: 'admitted-outside' });
    expect(await home.client.sittings.excludeBatch({ ...of, excluded: false })).toEqual(ok(null));
    expect(batch()?.excluded).toBeNull();
    expect([home.events('batch.excluded').length, home.events('batch.restored').length]).toEqual([1, 1]);
  });

  it('are its own for the kiosk that goes on from the one that was outside: its old file is no second kiosk', async () => {
    await made.close();
    made = await kiosks(2, { outside: { ...free.outside, kiosks: 2 } });
    const [first, second] = made.all;
    if (!first || !second) throw new Error('two kiosks');
    [portable, home] = [first, second];
    const path = await outside(1);
    const { id: device } = portable.zone.identity;
    const events = portable.lines().map((line): JournalEvent => JSON.parse(line));
    const { db } = home.zone.kiosk;
    keepPredecessor(
      db,
      events.map((event) => ({ device, seq: event.seq, type: event.type, line: JSON.stringify(event) })),
    );
    const last = { head: events.at(-1)?.hash ?? '', count: events.length };
    home.zone.kiosk.record('copy.continued', { device, ...last, sitting: null, approvers: ['chair', 'member'] }, chair);
    await morning();
    const arrived = () => home.zone.sitting.openingList().find(({ item }) => item === 'outside-arrived')?.detail;
    expect(arrived()).toBe('1 / 2');
    expect(home.zone.sittings.arrivals.offered()).toEqual([]);
    const renamed = join(made.stick, 'taanuu-outside-x.ndjson');
    writeFileSync(renamed, readFileSync(path));
    expect(await home.zone.sittings.arrivals.take(renamed, chair)).toMatchObject({
      error: { code: 'sittings.own-file' },
    });
    expect(arrived()).toBe('1 / 2');
  });

  it('are known by the kiosk that was outside itself: it waits for nobody, and its own file tells it nothing', async () => {
    const path = await outside(1);
    made.clock.now = new Date('2023-10-08T07:30:00+06:00');
    expect(await portable.client.sittings.prepare({ sitting: DAY ?? '' })).toEqual(ok(null));
    expect(await portable.zone.sittings.arrivals.offered()).toEqual([]);
    const renamed = join(made.stick, 'taanuu-outside-x.ndjson');
    writeFileSync(renamed, readFileSync(path));
    expect(await portable.zone.sittings.arrivals.take(renamed, chair)).toMatchObject({
      error: { code: 'sittings.own-file' },
    });
    await portable.opens();
    expect(await portable.told(1)).toMatchObject({ reason: 'admitted-outside' });
  });
});
