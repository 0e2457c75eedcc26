import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { sumSlipWords } from '../../../core/receipt/sum-slip.ts';
import { officer, type StationKiosk } from './station.fixture.ts';
import { stations } from './told.fixture.ts';

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
    expect(a.zone.kiosks.sum()).toMatchObject({
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
    const sum = a.zone.kiosks.sum();
    expect(sum && (await a.zone.papers.sum(sum, officer))).toMatchObject({ ok: true, value: { sheet: 1, out: 'yes' } });
    expect(printed[0]).toContain(sumSlipWords.incomplete.ky);
    lan.heal();
    await seconds(3);
    const whole = a.zone.kiosks.sum();
    expect(whole?.kiosks[2]).toMatchObject({ state: 'closed', admitted: 1, head: heads[2] });
    expect(whole?.admitted).toBe(4);
    expect(whole && (await a.zone.papers.sum(whole, officer))).toMatchObject({ ok: true, value: { sheet: 2 } });
    expect(printed[1]).not.toContain(sumSlipWords.incomplete.ky);
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
    const [file] = a.zone.kiosks.journals();
    const path = file?.path ?? '';
    const whole = readFileSync(path, 'utf8');
    const lines = whole.split('\n');
    const at = lines.findIndex((line) => line.includes('admission.reserved'));
    writeFileSync(path, lines.with(at, (lines[at] ?? '').replace('female', 'male')).join('\n'));
    expect(await a.zone.kiosks.takeJournal(path, officer)).toMatchObject({
      ok: false,
      error: { code: 'sittings.file-not-read', params: { line: at + 1 } },
    });
    writeFileSync(path, whole);
    expect(await a.zone.kiosks.takeJournal(path, officer)).toMatchObject({ ok: true });
    expect(await a.zone.kiosks.takeJournal(path, officer)).toEqual({
      ok: false,
      error: { code: 'sittings.nothing-new' },
    });
    expect(a.zone.kiosks.sum()).toMatchObject({ admitted: 3, kiosks: [{ admitted: 1 }, { admitted: 2 }] });
    expect(a.zone.reservations.standing(a.voter(5))).toMatchObject({ state: 'confirmed', device: '2' });
    expect(await a.zone.kiosks.takeJournal(join(stick, 'other'), officer)).toMatchObject({
      error: { code: 'station.target-gone' },
    });
  });
});
