import { describe, expect, it } from 'vitest';
import { peerAdmission } from '../state/elsewhere.ts';
import { refoldPeers } from './fold-peer.ts';
import { officer, type StationKiosk, settle } from './station.fixture.ts';
import { codes, events, journals, rowsOf, stations } from './told.fixture.ts';

const stationOf = stations();
const decided = { reason: 'Экинчи киоск өчтү', approvers: ['chair', 'member'], actor: officer };

describe('kiosks that see each other', () => {
  it('know each other’s admissions at once, each voter is admitted at one of them, and all have all journals', async () => {
    const { kiosks, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await a.admit(1)).toBe('admitted');
    await settle();
    expect(peerAdmission(b.zone.kiosk.db, b.voter(1))).toMatchObject({ device: a.device, state: 'confirmed' });
    expect(b.zone.reservations.standing(b.voter(1))).toMatchObject({ state: 'confirmed', device: '1' });
    expect(await b.admit(1)).toBe('already-admitted');
    // Not only its own share: they see each other.
    for (const n of [2, 5, 9]) expect(await c.admit(n)).toBe('admitted');
    await seconds(1);
    expect(journals(a)).toEqual(journals(b));
    expect(journals(b)).toEqual(journals(c));
    for (const { zone } of kiosks) {
      const before = rowsOf(zone.kiosk.db);
      refoldPeers(zone.kiosk.db);
      expect(rowsOf(zone.kiosk.db)).toEqual(before);
      expect(zone.kiosk.db.prepare('select count(*) from promised').pluck().get()).toBe(0);
    }
  });

  it('admit a voter once who stands before all of them at the same moment', async () => {
    const { kiosks } = await stationOf(3);
    for (const n of [1, 4, 7]) {
      const said = await Promise.all(kiosks.map((one) => one.admit(n)));
      expect(said.filter((one) => one === 'admitted')).toHaveLength(1);
    }
    await settle();
    expect(kiosks.map((one) => events(one, 'admission.doubled').length)).toEqual([0, 0, 0]);
  });
});

describe('a kiosk that itself stood still', () => {
  it('blames nobody for not having answered meanwhile', async () => {
    const { kiosks } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk];
    // Voter 9 is in the other one's share.
    const admitted = a.admit(9);
    const until = performance.now() + 1_300;
    while (performance.now() < until);
    expect(await admitted).toBe('admitted');
  });
});

describe('kiosks that do not see each other', () => {
  it('serve each its share, say so, and exchange everything when they see each other again', async () => {
    const { kiosks, lan, seconds } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    expect(codes(a)).toEqual([]);
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(codes(a)).toEqual(['kiosks.unseen-share']);
    expect(a.zone.kiosks.view()).toMatchObject({
      ...{ place: '1', shares: [{ from: 1, to: 4 }] },
      others: [{ place: '2', seen: false, shares: [{ from: 5, to: 9 }] }],
    });
    expect([await a.admit(1), await a.admit(5), await b.admit(1), await b.admit(5)]).toEqual([
      ...['admitted', 'other-share', 'other-share', 'admitted'],
    ]);
    expect(a.zone.kiosks.foreseen(5)).toEqual({ reason: 'other-share', device: '2' });
    // Not seen since the fourth of five seconds.
    const view = a.zone.kiosks.view();
    const since = Date.parse(view?.others[0]?.since ?? '');
    expect(a.zone.kiosk.now().getTime() - since).toBeLessThan(2_000);
    expect(view).toMatchObject({ place: '1', others: [{ place: '2', seen: false, takenBy: null }] });
    expect(events(a, 'kiosk.unseen')).toMatchObject([{ body: { device: b.device } }]);
    lan.heal();
    await seconds(3);
    expect(codes(a)).toEqual([]);
    expect(journals(a)).toEqual(journals(b));
    expect([await a.admit(5), await b.admit(1)]).toEqual(['already-admitted', 'already-admitted']);
  });

  it('a promise outlasts a cut and a stop: whoever was promised a voter may have reserved her', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    // Voter 1 is in the share of a, which promises her to b; then the cable is cut, and b goes on.
    const asked = await b.zone.kiosks.permission(b.voter(1), 1);
    expect(asked.serves).toEqual({ may: true });
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(1)).toBe('served-elsewhere');
    const again = await restart(a);
    expect(await again.admit(1)).toBe('served-elsewhere');
    asked.over();
    lan.heal();
    await seconds(3);
    expect(await again.admit(1)).toBe('admitted');
  });

  it('under "all" serve everybody; who was admitted twice stays so, and is told', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2, { policy: { kiosks: { apart: 'all' } } });
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(codes(a)).toEqual(['kiosks.unseen-all']);
    expect([await a.admit(1), await b.admit(1), await b.admit(2)]).toEqual(['admitted', 'admitted', 'admitted']);
    lan.heal();
    await seconds(3);
    for (const one of kiosks) {
      expect(codes(one)).toEqual(['kiosks.doubled']);
      expect(events(one, 'admission.doubled')).toMatchObject([{ body: { voter: one.voter(1) } }]);
    }
    // The chair is told who, where and how many; an act is due.
    const number = a.zone.kiosk.inForce()?.register.byPseudonym(a.voter(1))?.number;
    expect(number).toBeGreaterThan(0);
    const today = { admitted: { [b.device]: 2 }, doubled: [{ number, place: '2' }] };
    expect(a.zone.kiosks.today()).toMatchObject(today);
    expect(a.zone.acts.due).toBe(1);
    // Told once, and seen after a stop too.
    const again = await restart(a);
    expect(codes(again)).toContain('kiosks.doubled');
    expect(events(again, 'admission.doubled')).toHaveLength(1);
  });

  it('under "wait" serve nobody until they see each other', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { policy: { kiosks: { apart: 'wait' } } });
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(1)).toBe('kiosks-apart');
    lan.heal();
    await seconds(2);
    expect(await a.admit(1)).toBe('admitted');
  });

  it('one that has died leaves its share to whom persons give it', async () => {
    const { kiosks, seconds, lan } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const take = () => a.zone.kiosks.decisions()?.takeShare(b.device, decided);
    expect(take()).toMatchObject({ ok: false, error: { code: 'kiosks.is-there' } });
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await a.admit(5)).toBe('other-share');
    expect(take()).toEqual({ ok: true, value: null });
    expect(await a.admit(5)).toBe('admitted');
    expect(a.zone.kiosks.view()).toMatchObject({ others: [{ takenBy: '1', shares: [] }] });
    expect(codes(a)).toEqual([]);
    expect(take()).toMatchObject({ ok: false, error: { code: 'station.nothing-to-do' } });
    // It was only cut off: what it serves now is for the other one to allow.
    lan.heal();
    await seconds(3);
    expect(await b.admit(6)).toBe('admitted');
    lan.cut('device', 'kiosk-2');
    await seconds(5);
    expect(await b.admit(7)).toBe('other-share');
  });

  it('a promise to one that is out of service lapses at every kiosk when persons say so at one', async () => {
    const { kiosks, lan, seconds } = await stationOf(3);
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    const asked = await b.zone.kiosks.permission(b.voter(1), 1);
    expect(asked.serves).toEqual({ may: true });
    lan.cut('device', 'kiosk-2');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    expect(await a.admit(1)).toBe('served-elsewhere');
    expect(c.zone.kiosks.decisions()?.takeShare(b.device, decided).ok).toBe(true);
    await settle();
    expect(await a.admit(1)).toBe('admitted');
  });

  it('one that does not answer is not waited for longer than a second', async () => {
    const { kiosks, lan } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    lan.hold();
    // Voter 9 is in the other one's share: it must be asked.
    expect(await a.admit(9)).toBe('other-share');
    lan.release();
  });
});

describe('a repeat vote', () => {
  it('that is open at one kiosk serves everybody once more, also in the share of one where it is not open yet', async () => {
    const { kiosks } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    expect(await a.admit(1)).toBe('admitted');
    const registered = 9;
    b.zone.kiosk.record(
      'sitting.opened',
      { sitting: '2023-10-22-2', kind: 'repeat', round: 1, registered, carried: 0, approvers: ['chair', 'member'] },
      officer,
    );
    await settle();
    expect([await b.admit(1), await b.admit(1)]).toEqual(['admitted', 'already-admitted']);
  });
});

describe('two ways of one kiosk', () => {
  it('that want the same voter at the same moment: one goes on, the other is told at once', async () => {
    const { kiosks } = await stationOf(2);
    const [a] = kiosks as readonly [StationKiosk, StationKiosk];
    const said = await Promise.all([a.admit(9), a.admit(9)]);
    expect(said).toEqual(['admitted', 'served-elsewhere']);
  });
});

describe('clocks', () => {
  it('that are wrong stop nobody, and are named', async () => {
    const year = 365 * 86_400_000;
    const { kiosks, seconds } = await stationOf(3, { clocks: [0, 12 * year, -53 * year] });
    const [a, b, c] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect([await a.admit(1), await b.admit(4), await c.admit(7), await c.admit(1)]).toEqual([
      ...['admitted', 'admitted', 'admitted', 'already-admitted'],
    ]);
    await seconds(1);
    expect(journals(a)).toEqual(journals(c));
    expect(codes(a)).toEqual(['kiosks.clock-apart', 'kiosks.clock-apart']);
    expect(events(a, 'kiosk.clock-apart')).toHaveLength(2);
  });
});
