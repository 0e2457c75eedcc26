import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCodeKey } from '../../access/code.ts';
import { makeStation, peopleOf, type Station } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';

/** Whose window shows a try: a real zone, its router, and a technician at the desk. */
const CODE = '730518';
let station: Station;
let made: Awaited<ReturnType<typeof zoneOf>>;

beforeAll(async () => {
  station = await makeStation();
  const code = await makeCodeKey(CODE, { n: 1024, r: 8, p: 1 });
  const technician = { id: 'technician', role: 'technician' as const, station: null, name: 'technician' };
  const officer = { id: 'officer', role: 'officer' as const, station: '0001', name: 'officer' };
  const others = [technician, officer].map((one) => ({ ...one, code, defaultCode: false }));
  const { path } = await station.write('a.taanuu', { people: [...(await peopleOf()), ...others] });
  made = await zoneOf(station, path);
}, 90_000);
afterAll(async () => {
  await made.zone.stop();
  station.remove();
});

const desk = () => {
  const view = made.zone.projection.view('officer');
  if (view.window !== 'officer') throw new Error('no desk');
  return view;
};

/** Lines of the journal that say anything of the technician: the devices are journalled by themselves, a try is not. */
const written = (): unknown =>
  made.zone.kiosk.db.prepare("select count(*) from journal where line like '%technician%'").pluck().get();

describe('a try', () => {
  it("stands in the technician's window alone, and is gone with the technician", async () => {
    const { client, zone } = made;
    await client.access.signIn({ person: 'technician', code: CODE });
    const begun = await client.trial.begin({ device: 'document', wish: { kind: 'document' } });
    expect(begun).toEqual({ ok: true, value: null });
    expect(desk().trial).toMatchObject({ device: 'document', seen: { kind: 'document', count: 0 } });
    expect(JSON.stringify(zone.projection.view('voter'))).not.toContain('trial');
    const lines = written();
    await client.trial.stop({});
    await expect.poll(() => desk().trial?.running, { timeout: 60_000 }).toBe(false);
    expect(written()).toBe(lines);
    await client.access.signOut({});
    await client.access.signIn({ person: 'officer', code: CODE });
    expect(desk().trial).toBeNull();
    await client.access.signIn({ person: 'technician', code: CODE });
    expect(desk().trial).toBeNull();
  }, 90_000);
});
