import { describe, expect, it } from 'vitest';
import { credentials } from '../../package/package.fixture.ts';
import { trustOfSpeakers } from '../copy/trust.ts';
import { peerAdmission } from '../state/elsewhere.ts';
import { refoldPeers } from './fold-peer.ts';
import { PeerJournals } from './peer-journals.ts';
import { peerTables } from './schema.ts';
import { officer, type StationKiosk, settle } from './station.fixture.ts';
import { codes, events, journals, rowsOf, stations } from './told.fixture.ts';

const stationOf = stations();

describe('a blank spare', () => {
  it('goes on with the sitting of a lost kiosk by what the others know of it, and has its share', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { spares: 1 });
    const [a, b, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect([await b.admit(5), await b.admit(6), await a.admit(1)]).toEqual(['admitted', 'admitted', 'admitted']);
    await seconds(1);
    // Nobody goes on with the sitting of a kiosk that is there.
    expect(await spare.zone.continuing.files()).toEqual([]);
    lan.cut('device', 'kiosk-2');
    lan.cut('kiosk-2', 'kiosk-3');
    await seconds(5);
    const serial = spare.zone.kiosk.inForce()?.devices.find(({ device }) => device === b.device)?.serial;
    const [file] = await spare.zone.continuing.files();
    expect(file).toEqual({ folder: 'network', name: b.device, device: serial });
    expect(await a.admit(7)).toBe('other-share');
    expect(await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).toEqual({
      ok: true,
      value: null,
    });
    await settle();
    expect(spare.zone.sitting.stage).toBe('open');
    expect([await spare.admit(7), await a.admit(8)]).toEqual(['admitted', 'admitted']);
    expect([await spare.admit(5), await spare.admit(1), await a.admit(7)]).toEqual(Array(3).fill('already-admitted'));
    expect(a.zone.kiosks.view()?.others).toContainEqual(
      expect.objectContaining({ place: '2', seen: false, takenBy: '3' }),
    );
    expect(codes(a)).toEqual([]);
    // It was not lost after all: it hears who goes on with its sitting, and stands still.
    lan.heal();
    await seconds(3);
    expect(b.zone.sitting.stage).toBe('suspended');
    expect(events(b, 'copy.superseded')).toMatchObject([{ body: { device: spare.device } }]);
    expect(journals(a)).toEqual(journals(spare));
    expect(journals(a)).toEqual(journals(b));
  });
});

describe('a continuation', () => {
  it('comes to the same whichever journal comes first', async () => {
    const { kiosks, lan, seconds } = await stationOf(2, { spares: 1 });
    const [a, b, spare] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk];
    expect(await b.admit(5)).toBe('admitted');
    await seconds(1);
    for (const name of ['device', 'kiosk-3']) lan.cut('kiosk-2', name);
    await seconds(5);
    expect((await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).ok).toBe(true);
    const approvers = ['chair', 'member'];
    spare.zone.kiosk.record(
      'admission.undone',
      { admission: 'kiosk-2-1', reason: 'Кагаз бузулду', approvers },
      officer,
    );
    await settle();
    const { db, inForce } = { db: a.zone.kiosk.db, inForce: a.zone.kiosk.inForce() };
    expect(peerAdmission(db, b.voter(5))).toBeNull();
    if (!inForce) throw new Error('no package');
    const [before, known] = [rowsOf(db), journals(a)];
    for (const table of ['peer_event', ...peerTables]) db.prepare(`delete from ${table}`).run();
    const peers = new PeerJournals(db, a.device);
    for (const { device } of [spare, b]) peers.take([...(known.get(device) ?? [])], trustOfSpeakers(inForce));
    expect(rowsOf(db)).toEqual(before);
    refoldPeers(db);
    expect(rowsOf(db)).toEqual(before);
  });

  it('is offered once, and makes the lost kiosk stand still also where a stop came before it had said so', async () => {
    const { kiosks, lan, seconds, restart } = await stationOf(2, { spares: 2 });
    const [, b, spare, other] = kiosks as readonly [StationKiosk, StationKiosk, StationKiosk, StationKiosk];
    expect(await b.admit(5)).toBe('admitted');
    await seconds(1);
    for (const name of ['device', 'kiosk-3', 'kiosk-4']) lan.cut('kiosk-2', name);
    await seconds(5);
    expect(await other.zone.continuing.files()).toHaveLength(1);
    expect((await spare.zone.continuing.take(`network/${b.device}`, [...credentials], officer)).ok).toBe(true);
    await settle();
    expect(await other.zone.continuing.files()).toEqual([]);
    const force = b.zone.kiosk.inForce();
    if (!force) throw new Error('no package');
    const lines = [...(journals(spare).get(spare.device) ?? [])];
    expect(new PeerJournals(b.zone.kiosk.db, b.device).take(lines, trustOfSpeakers(force)).refused).toEqual([]);
    expect((await restart(b)).zone.sitting.stage).toBe('suspended');
  });
});
