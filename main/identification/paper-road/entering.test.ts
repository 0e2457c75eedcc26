import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err } from '../../../core/problem/result.ts';
import { readSignedCode } from '../../../core/receipt/signed-totals.ts';
import { credentials, makeStation, type Station, voters } from '../../package/package.fixture.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { admittedTwice } from '../state/sittings.ts';
import { openSeries } from '../state/slip-copies.ts';
import { zoneOf } from '../zone.fixture.ts';

const officer = { role: 'officer', person: 'officer' } as const;
const both = [...credentials];
let station: Station;
let kiosk: Awaited<ReturnType<typeof zoneOf>>;

beforeEach(async () => {
  station = await makeStation();
  kiosk = await zoneOf(station, (await station.write('a.taanuu')).path);
  const opened = { sitting: 'day-1', kind: 'day', registered: 4, carried: 0, approvers: ['chair', 'member'] };
  kiosk.zone.kiosk.record('sitting.opened', opened as never, officer);
  await kiosk.zone.unlocking.unlock(credentials, officer);
});
afterEach(async () => {
  await kiosk.zone.stop();
  station.remove();
});

const pseudonym = (n: number) => kiosk.zone.kiosk.inForce()?.register.pseudonym(voters[n - 1]?.pin ?? '') ?? '';
const place = (line: number) => ({ page: 1, line });
const list = () => kiosk.zone.paperRoad.view();

function reserve(n: number, which = ''): void {
  const receipts = [{ receipt: `0001-1-000${n}${which}`, ballot: 'deputies' }];
  kiosk.zone.kiosk.record('attempt.started', { attempt: `t${n}${which}`, by: 'pin' }, officer);
  kiosk.zone.kiosk.record(
    'admission.reserved',
    {
      ...{
        admission: `a${n}${which}`,
        attempt: `t${n}${which}`,
        voter: pseudonym(n),
        category: 'home',
        constituency: 'k1',
      },
      ...{ precinct: '0001', sex: 'female', ageGroup: '26-35', modality: 'finger', receipts },
    },
    officer,
  );
}

function confirm(n: number): void {
  reserve(n);
  const receipts = [`0001-1-000${n}`];
  kiosk.zone.kiosk.record('admission.confirmed', { admission: `a${n}`, receipts, evidence: 'printer' }, officer);
}

describe('a voter who was admitted by the paper list', () => {
  it('is entered by two persons, refused from then on, and counted apart', async () => {
    const { client, zone } = kiosk;
    expect(await client.copy.paperVoter(place(3))).toMatchObject({
      ok: true,
      value: { number: 3, name: 'Бакыт уулу Нурлан', already: null },
    });
    expect(await client.copy.enterPaper({ places: [place(3)], approvers: both.slice(0, 1) })).toMatchObject({
      ok: false,
    });
    expect(list()).toMatchObject({ entered: 0 });
    expect(await client.copy.enterPaper({ places: [place(3)], approvers: both })).toEqual({
      ok: true,
      value: { entered: 1, conflicts: [] },
    });
    expect(list()).toMatchObject({ entered: 1, conflicts: 0 });
    expect(zone.reservations.standing(pseudonym(3))).toMatchObject({ state: 'confirmed' });
    // The file itself refuses her, whatever the program thinks.
    expect(() => reserve(3)).toThrow(/on paper/);
    expect(zone.sitting.counters()).toMatchObject({ confirmed: 0, reserved: 0 });
    expect(zone.sitting.closingList().find(({ item }) => item === 'balance')?.problem).toBeNull();
  });

  it('whom the kiosk had admitted already is a conflict: told, kept, and not counted', async () => {
    const { client, zone } = kiosk;
    confirm(1);
    const entered = await client.copy.enterPaper({ places: [1, 3].map(place), approvers: both });
    expect(entered).toMatchObject({ value: { entered: 1, conflicts: [{ line: 1, already: 'admitted' }] } });
    expect(await client.copy.enterPaper({ places: [place(3)], approvers: both })).toMatchObject({
      value: { entered: 0, conflicts: [{ line: 3, already: 'on-paper' }] },
    });
    expect(list()).toMatchObject({ entered: 1, conflicts: 2 });
    expect(zone.sitting.counters()).toMatchObject({ confirmed: 1, open: 0 });
    // The one who stands at the kiosk and on paper; a line that was entered again is no second admission.
    expect(admittedTwice(zone.kiosk.db)).toBe(1);
  });

  it('is read from the list once, however many lines are entered together, and the same line twice is a conflict', async () => {
    const { client, zone } = kiosk;
    const { register } = zone.kiosk.inForce() ?? {};
    if (!register) throw new Error('no list');
    const listed = vi.spyOn(register, 'listed');
    expect(await client.copy.enterPaper({ places: [1, 3, 3].map(place), approvers: both })).toMatchObject({
      value: { entered: 2, conflicts: [{ line: 3, already: 'on-paper' }] },
    });
    expect(listed).toHaveBeenCalledTimes(1);
    expect(list()).toMatchObject({ entered: 2, conflicts: 1 });
  });

  it('is not entered while a slip of the kiosk waits for people: what becomes of it decides', async () => {
    const { client, zone } = kiosk;
    reserve(2);
    const refused = { error: { code: 'copy.voter-reserved', params: { page: 1, line: 2 } } };
    expect(await client.copy.enterPaper({ places: [3, 2].map(place), approvers: both })).toMatchObject(refused);
    expect(list()).toMatchObject({ entered: 0, conflicts: 0 });
    zone.kiosk.record(
      'admission.released',
      { admission: 'a2', reason: 'Чек чыккан жок', voided: [], approvers: [] },
      officer,
    );
    expect(await client.copy.enterPaper({ places: [3, 2].map(place), approvers: both })).toMatchObject({
      value: { entered: 2, conflicts: [] },
    });
  });

  it.each([
    { conflict: 'admitted', falls: 'admission.undone' },
    // Journals of before had such entries.
    { conflict: 'reserved', falls: 'admission.released' },
  ] as const)('counts when the kiosk’s own admission falls away: $falls', async ({ conflict, falls }) => {
    const { zone, client } = kiosk;
    if (conflict === 'admitted') confirm(2);
    else reserve(2);
    const entry = { voter: pseudonym(2), page: 1, line: 2, sex: 'female', ageGroup: '26-35', conflict } as const;
    for (const one of ['e1', 'e2']) {
      zone.kiosk.record('admission.on-paper', { entry: one, ...entry, approvers: ['chair', 'member'] }, officer);
    }
    expect(list()).toMatchObject({ entered: 0, conflicts: 2 });
    const reason = 'Чек чыккан жок';
    if (falls === 'admission.undone') zone.kiosk.record(falls, { admission: 'a2', reason, approvers: [] }, officer);
    else zone.kiosk.record(falls, { admission: 'a2', reason, voided: [], approvers: [] }, officer);
    expect(list()).toMatchObject({ entered: 1, conflicts: 1 });
    expect(zone.reservations.standing(pseudonym(2))).toMatchObject({ state: 'confirmed' });
    expect(() => reserve(2, '0')).toThrow(/on paper/);
    expect(await client.copy.paperVoter(place(2))).toMatchObject({ value: { already: 'on-paper' } });
    const lines = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    expect(stateDifferences(zone.kiosk.db, rebuild(lines.map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('on a wrong line is undone, and may come; state is rebuilt from the journal row by row', async () => {
    const { client, zone } = kiosk;
    await client.copy.enterPaper({ places: [place(3)], approvers: both });
    const undone = await client.copy.undoPaper({ ...place(3), reason: 'Ката сап', approvers: both });
    expect(undone).toEqual({ ok: true, value: null });
    expect(list()).toMatchObject({ entered: 0 });
    reserve(3);
    expect(await client.copy.undoPaper({ ...place(3), reason: 'Ката сап', approvers: both })).toMatchObject({
      error: { code: 'station.nothing-to-do' },
    });
    const lines = zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    expect(stateDifferences(zone.kiosk.db, rebuild(lines.map((line) => JSON.parse(line))))).toEqual([]);
  });

  it('stands in the event of the close and among the numbers that the final slip signs, in no other of them', async () => {
    const { client, zone } = kiosk;
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    await client.copy.enterPaper({ places: [2, 3].map(place), approvers: both });
    await client.copy.undoPaper({ ...place(2), reason: 'Ката сап', approvers: both });
    zone.kiosk.record('sitting.finishing', {}, officer);
    expect(await client.station.close({ approvers: both, copies: 1 })).toEqual({ ok: true, value: null });
    await zone.slipCopies.idle();
    const [closed = ''] = zone.kiosk.db
      .prepare<[], string>("select line from journal where type = 'sitting.closed'")
      .pluck()
      .all();
    expect(JSON.parse(closed)).toMatchObject({ body: { onPaper: 1, reserved: 0, confirmed: 0, firstPrints: 0 } });
    const [series] = openSeries(zone.kiosk.db);
    const slip = series && zone.daySlips.slip(series, { copy: 1, of: 1 });
    expect(readSignedCode(slip?.qr ?? '')?.told.totals).toMatchObject({ onPaper: 1, confirmed: 0, validSlips: 0 });
    expect(JSON.stringify(slip?.lines)).toMatch(/Прошли по бумажному списку"\},"value":"1"/);
  });

  it.each([
    { page: 1, line: 5 },
    { page: 1, line: 26 },
    { page: 2, line: 1 },
  ])('does not stand at $page/$line', async (wrong) => {
    expect(await kiosk.client.copy.paperVoter(wrong)).toMatchObject({ error: { code: 'copy.no-such-line' } });
    expect(await kiosk.client.copy.enterPaper({ places: [place(1), wrong], approvers: both })).toMatchObject({
      error: { code: 'copy.no-such-line' },
    });
    expect(list()).toMatchObject({ entered: 0 });
  });
});
