import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../api/identification.ts';
import type { DeskView } from '../api/views.ts';
import { credentials, makeStation, type Station, voters } from '../package/package.fixture.ts';
import { SYSTEM } from './kiosk.ts';
import { Memory, zoneOf } from './zone.fixture.ts';
import type { Zone } from './zone.ts';

let station: Station;
let file: string;
let zone: Zone;
beforeEach(async () => {
  station = await makeStation();
  file = (await station.write('a.taanuu')).path;
});
afterEach(async () => {
  await zone.stop();
  station.remove();
});

async function start(memory: Memory) {
  const started = await zoneOf(station, file, { memory });
  zone = started.zone;
  return started.client;
}

/** A station that serves voters; opening through the list of devices is another test's. */
function serve(): void {
  const approvers = credentials.map(({ person }) => person);
  zone.kiosk.record('sitting.opened', { sitting: 'day-1', kind: 'day', registered: 4, carried: 0, approvers }, SYSTEM);
}

const officer = { role: 'officer', person: 'o1' } as const;
const locked = { ok: false, error: { code: 'station.locked' } };
const view = () => zone.projection.view('officer') as DeskView;
const types = () => zone.kiosk.db.prepare<[], string>('select type from journal order by seq').pluck().all();

describe('the register’s key', () => {
  it('comes from the codes of two persons, and a zone that is restarted needs nobody', async () => {
    const memory = new Memory();
    const client = await start(memory);
    serve();
    expect(view().station.locked).toBe(true);
    expect(zone.way.find(voters[0]?.pin ?? '', officer)).toEqual(locked);
    const [chair, member] = credentials;
    if (!chair || !member) throw new Error('nobody opens');
    const ask = (approvers: Credential[]) => client.station.unlock({ approvers });
    expect(await ask([chair])).toMatchObject({ error: { code: 'access.approvers-missing' } });
    expect(await ask([chair, { ...member, code: '000000' }])).toMatchObject({ error: { code: 'access.wrong-code' } });
    expect(memory.held).toBeNull();
    expect(await ask([member, chair])).toEqual({ ok: true, value: null });
    expect(view().station.locked).toBe(false);
    expect(types().filter((type) => type === 'register.unlocked')).toHaveLength(1);
    expect(zone.way.find(voters[0]?.pin ?? '', officer)).toEqual({ ok: true, value: null });
    await zone.stop();

    await start(memory);
    expect(view().station.locked).toBe(false);
    expect(zone.way.find(voters[0]?.pin ?? '', officer)).toEqual({ ok: true, value: null });
  });

  it('goes with the power, and nothing else does: open reservations stay and wait for it', async () => {
    await start(new Memory());
    serve();
    await zone.unlocking.unlock(credentials, officer);
    const register = zone.kiosk.inForce()?.register;
    const body = {
      admission: 'a1',
      attempt: 't1',
      voter: register?.pseudonym(voters[0]?.pin ?? '') ?? '',
      category: 'home',
      constituency: 'k1',
      precinct: '0001',
      sex: 'female',
      ageGroup: '30-39',
      modality: 'finger',
      receipts: [{ receipt: '0001-1-0001', ballot: 'deputies' }],
    } as const;
    zone.kiosk.record('admission.reserved', { ...body, receipts: [...body.receipts] }, officer);
    await zone.stop();

    const client = await start(new Memory());
    expect(view().station).toMatchObject({ locked: true, stage: 'open' });
    expect(zone.reservations.voterOf('a1')).toBeNull();
    expect(zone.sitting.counters()).toMatchObject({ registered: 4, reserved: 1, open: 1 });
    expect(await client.reservation.resume({ admission: 'a1' })).toEqual(locked);
    expect(await client.station.unlock({ approvers: [...credentials] })).toEqual({ ok: true, value: null });
    expect(zone.reservations.voterOf('a1')?.record).toBe('r1');
    expect(await client.reservation.resume({ admission: 'a1' })).toMatchObject({ ok: true });
  });

  it('is forgotten by the zone and its supervisor when the sitting is closed', async () => {
    const memory = new Memory();
    await start(memory);
    serve();
    await zone.unlocking.unlock(credentials, officer);
    expect(memory.held).toContain(zone.kiosk.inForce()?.register.name ?? '?');
    await zone.unlocking.lock();
    expect([memory.held, zone.kiosk.inForce()?.register.locked]).toEqual([null, true]);
    expect(zone.way.find(voters[0]?.pin ?? '', officer)).toEqual(locked);
  });

  it('that is held of another register opens nothing', async () => {
    const memory = new Memory();
    memory.held = `other:${Buffer.alloc(32).toString('base64url')}`;
    await start(memory);
    serve();
    expect(view().station.locked).toBe(true);
  });
});
