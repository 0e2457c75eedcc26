import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { allKiosksWords } from '../../../core/receipt/all-kiosks-slip.ts';
import { isWholeOpening, openingSumWords } from '../../../core/receipt/opening-sum-slip.ts';
import { credentials } from '../../package/package.fixture.ts';
import { peerTables } from './schema.ts';
import { officer, SITTING, type StationKiosk } from './station.fixture.ts';
import { events, stations } from './told.fixture.ts';

const stationOf = stations();

describe('the sum of the station', () => {
  const close = ({ zone }: StationKiosk) =>
    zone.kiosk.record(
      'sitting.closed',
      {
        ...{ reserved: 1, confirmed: 1, released: 0, undone: 0, firstPrints: 1, reprints: 0 },
        ...{ byModality: {}, refused: {}, approvers: ['chair', 'member'] },
      },
      officer,
    );
  const headOf = ({ zone }: StationKiosk): string => zone.kiosk.head();

  it('has every kiosk’s count and head, names the one that is missing, and is whole when its journal has come', async () => {
    const { kiosks, lan, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await Promise.all([a.admit(1), a.admit(2), b.admit(4)])).toEqual(Array(3).fill('admitted'));
    lan.cut('device', 'kiosk-3');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    expect(await c.admit(7)).toBe('admitted');
    for (const one of kiosks) close(one);
    const heads = kiosks.map(headOf);
    await seconds(1);
    expect(a.zone.kiosks.all.sum()).toMatchObject({
      ...{ admitted: 3, doubled: 0 },
      kiosks: [
        { place: '1', state: 'closed', admitted: 2, head: heads[0] },
        { place: '2', state: 'closed', admitted: 1, head: heads[1] },
        { place: '3', state: 'open', admitted: 0 },
      ],
    });
    const printed: string[] = [];
    a.zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    const sum = a.zone.kiosks.all.sum();
    expect(sum && (await a.zone.papers.sum(sum, officer))).toMatchObject({ ok: true, value: { sheet: 1, out: 'yes' } });
    expect(printed[0]).toContain(allKiosksWords.incomplete.ky);
    lan.heal();
    await seconds(3);
    const whole = a.zone.kiosks.all.sum();
    expect(whole?.kiosks[2]).toMatchObject({ state: 'closed', admitted: 1, head: heads[2] });
    expect(whole?.admitted).toBe(4);
    expect(whole).toMatchObject({ bySex: { female: 4, male: 0 }, byAge: { '26-35': 4 } });
    expect(whole && (await a.zone.papers.sum(whole, officer))).toMatchObject({ ok: true, value: { sheet: 2 } });
    expect(printed[1]).not.toContain(allKiosksWords.incomplete.ky);
  });
});

describe('the opening of the station', () => {
  it('has every kiosk’s zero, list and head, and names the one that has not been heard of', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(3, { spares: 1 });
    const [a, b, c, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk, StationKiosk];
    const opened = ({ zone }: StationKiosk) => events({ zone } as StationKiosk, 'sitting.opened')[0]?.hash;
    const zero = { state: 'opened', registered: 9, carried: 0, admitted: 0 };
    expect(await a.admit(1)).toBe('admitted');
    await seconds(1);
    const all = [a, b, c].map((one, n) => ({ ...zero, place: `${n + 1}`, head: opened(one) }));
    expect(a.zone.kiosks.all.opening()).toMatchObject({ sitting: SITTING, kiosks: all });
    expect(isWholeOpening(a.zone.kiosks.all.opening()?.kiosks ?? [])).toBe(true);
    // A kiosk that opened, and of which nothing is known here.
    const { db } = b.zone.kiosk;
    for (const table of ['peer_event', ...peerTables])
      db.prepare(`delete from ${table} where device = ?`).run(c.device);
    lan.cut('kiosk-2', 'kiosk-3');
    lan.cut('kiosk-2', 'device');
    const missing = { place: '3', state: 'missing', registered: null, head: null };
    const known = b.zone.kiosks.all.opening();
    expect(known?.kiosks).toHaveLength(3);
    expect(known?.kiosks).toContainEqual(expect.objectContaining(missing));
    const printed: string[] = [];
    b.zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    expect(known && (await b.zone.papers.opening(known, officer))).toMatchObject({ ok: true, value: { sheet: 1 } });
    expect(printed[0]).toContain(openingSumWords.missing.ky);
    // One that goes on with the sitting of another has no opening of its own.
    for (const name of ['device', 'kiosk-2', 'kiosk-4']) lan.cut('kiosk-3', name);
    await seconds(5);
    expect((await spare.zone.continuing.take(`network/${c.device}`, [...credentials], officer)).ok).toBe(true);
    await seconds(2);
    expect(a.zone.kiosks.all.opening()?.kiosks).toContainEqual(
      expect.objectContaining({ place: '4', state: 'continued', registered: null, admitted: 0 }),
    );
    expect((await restart(a)).zone.kiosks.all.opening()?.kiosks).toHaveLength(4);
  });
});

describe('a journal on a stick', () => {
  it('makes the sum whole where there is no network; one that was altered is refused by its line', async () => {
    const { kiosks, lan, seconds, station: made } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect([await a.admit(1), await b.admit(5), await b.admit(6)]).toEqual(Array(3).fill('admitted'));
    const stick = join(made.dir, 'stick');
    mkdirSync(stick);
    for (const { zone } of kiosks) Object.defineProperty(zone.configuration, 'folders', { value: [stick] });
    expect(await b.zone.station.downloadLog(stick, officer)).toMatchObject({ ok: true });
    const [file] = a.zone.kiosks.all.journals();
    const path = file?.path ?? '';
    const whole = readFileSync(path, 'utf8');
    const lines = whole.split('\n');
    const at = lines.findIndex((line) => line.includes('admission.reserved'));
    writeFileSync(path, lines.with(at, (lines[at] ?? '').replace('female', 'male')).join('\n'));
    expect(await a.zone.kiosks.all.takeJournal(path, officer)).toMatchObject({
      ok: false,
      error: { code: 'sittings.file-not-read', params: { line: at + 1 } },
    });
    writeFileSync(path, whole);
    expect(await a.zone.kiosks.all.takeJournal(path, officer)).toMatchObject({ ok: true });
    expect(await a.zone.kiosks.all.takeJournal(path, officer)).toEqual({
      ok: false,
      error: { code: 'sittings.nothing-new' },
    });
    expect(a.zone.kiosks.all.sum()).toMatchObject({ admitted: 3, kiosks: [{ admitted: 1 }, { admitted: 2 }] });
    expect(a.zone.reservations.standing(a.voter(5))).toMatchObject({ state: 'confirmed', device: '2' });
    expect(await a.zone.kiosks.all.takeJournal(join(stick, 'other'), officer)).toMatchObject({
      error: { code: 'station.target-gone' },
    });
  });
});
