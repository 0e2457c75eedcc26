import { describe, expect, it } from 'vitest';
import { knownVoters } from '../state/on-paper.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { refoldPeers } from './fold-peer.ts';
import { officer, type StationKiosk } from './station.fixture.ts';
import { events, rowsOf, stations } from './told.fixture.ts';

const stationOf = stations();
const decided = { reason: 'Чек чыккан жок', approvers: ['chair', 'member'], actor: officer };

/** A kiosk reserves a voter and is gone before her receipt is out. */
function reserve({ zone, voter }: StationKiosk, n: number): string {
  const [admission, attempt] = [`left-${n}`, `t-left-${n}`];
  zone.kiosk.record('attempt.started', { attempt, by: 'pin' }, officer);
  zone.kiosk.record(
    'admission.reserved',
    {
      ...{ admission, attempt, voter: voter(n), category: 'home', constituency: 'k1', precinct: '0001' },
      ...{ sex: 'female', ageGroup: '26-35', modality: 'finger' },
      receipts: [{ receipt: `0001-left-${n}`, ballot: 'deputies' }],
    },
    officer,
  );
  return admission;
}

describe('a voter whom a kiosk has left between reservation and receipt', () => {
  it('is served again when persons have taken its share over and say that she has no receipt, at every kiosk', async () => {
    const { kiosks, lan, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    const admission = reserve(b, 5);
    await seconds(1);
    const end = () => a.zone.kiosks.decisions()?.endReservation(admission, decided);
    // Her kiosk is there: it is for that one to say.
    expect(end()).toMatchObject({ ok: false, error: { code: 'kiosks.is-there' } });
    lan.cut('device', 'kiosk-2');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    expect(a.zone.kiosks.today()?.open).toMatchObject([{ admission, device: b.device, number: 5 }]);
    expect(end()).toMatchObject({ ok: false, error: { code: 'kiosks.still-serves' } });
    expect(a.zone.kiosks.decisions()?.takeShare(b.device, decided).ok).toBe(true);
    expect(await a.admit(5)).toBe('served-elsewhere');
    expect(knownVoters(a.zone.kiosk.db, 0).has(a.voter(5))).toBe(true);

    expect(end()).toEqual({ ok: true, value: null });
    expect(end()).toMatchObject({ ok: false, error: { code: 'station.nothing-to-do' } });
    expect(a.zone.kiosks.today()?.open).toEqual([]);
    expect(knownVoters(a.zone.kiosk.db, 0).has(a.voter(5))).toBe(false);
    await seconds(1);
    expect(await c.admit(5)).toBe('admitted');
    for (const { zone } of [a, c]) {
      const before = rowsOf(zone.kiosk.db);
      refoldPeers(zone.kiosk.db);
      expect(rowsOf(zone.kiosk.db)).toEqual(before);
    }
    const lines = a.zone.kiosk.db.prepare<[], string>('select line from journal order by seq').pluck().all();
    const own = lines.map((line) => JSON.parse(line));
    const rebuilt = rebuild(own);
    expect(stateDifferences(a.zone.kiosk.db, rebuilt)).toEqual([]);
    rebuilt.close();
  });

  it('and who was admitted there after all is found as admitted twice', async () => {
    const { kiosks, lan, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const admission = reserve(b, 5);
    await seconds(1);
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    a.zone.kiosks.decisions()?.takeShare(b.device, decided);
    a.zone.kiosks.decisions()?.endReservation(admission, decided);
    expect(await a.admit(5)).toBe('admitted');
    b.zone.kiosk.record('print.handed', { job: 'j-left', receipt: '0001-left-5', copy: 0 }, officer);
    b.zone.kiosk.record('receipt.printed', { admission, receipt: '0001-left-5' }, { role: 'system' });
    b.zone.kiosk.record('admission.confirmed', { admission, receipts: ['0001-left-5'], evidence: 'printer' }, officer);
    lan.heal();
    await seconds(3);
    for (const one of [a, b]) expect(events(one, 'admission.doubled')).toHaveLength(1);
  });
});
