import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deviceRequest, openKeys } from '../../access/keys.ts';
import { putPackage } from '../../hub/packages.ts';
import { credentials, makeStation, peopleWith, type Station, voter } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';
import { type HubAbove, hubAbove } from './hub.fixture.ts';
import { kioskStation, type Lan, officer, type StationKiosk, settle } from './station.fixture.ts';
import { events, stations } from './told.fixture.ts';

const stationOf = stations();
const technician = { role: 'technician', person: 'tech' } as const;

/** Time goes by at every kiosk until something is so. */
async function until(
  all: readonly { readonly zone: StationKiosk['zone'] }[],
  time: { now: number },
  what: () => unknown,
) {
  const second = async (): Promise<unknown> => {
    time.now += 1_000;
    for (const { zone } of all) {
      zone.kiosks.tick();
      void zone.arrived.tick();
    }
    await settle();
    return what();
  };
  await expect.poll(second, { timeout: 30_000, interval: 10 }).toBeTruthy();
}

describe('kiosks of one station', () => {
  it('give each other a newer package that one of them has', async () => {
    const { station, kiosks, time } = await stationOf(2);
    const [a, b] = kiosks as readonly [StationKiosk, StationKiosk];
    const { path } = await station.write('next.taanuu', {
      ...{ version: 2, people: await peopleWith({ officer: 'officer' }) },
      records: Array.from({ length: 9 }, (_, n) => voter(n + 1)),
    });
    expect(await a.zone.loadPackage(path, officer, () => {})).toMatchObject({ ok: true });
    // Locked, nobody is given it: its key takes the two persons.
    await settle();
    for (let n = 0; n < 5; n++) await until(kiosks, time, () => true);
    expect(b.zone.station.packages().files).toEqual([]);
    expect(await a.zone.unlocking.unlock(credentials, officer)).toMatchObject({ ok: true });
    time.now += 400_000;
    await until(kiosks, time, () => b.zone.station.packages().files.length > 0);
    expect(b.zone.station.packages().files).toMatchObject([
      { arrived: { version: 2, from: { by: 'kiosk', place: '1' } } },
    ]);
    expect(events(b, 'package.arrived')).toMatchObject([{ body: { version: 2, from: a.device } }]);
  });
});

/** A station, and a kiosk of the spare pool that is registered with its commission and has nothing. */
async function blankBeside(lan: Lan, station: Station, stateDir: string, time: { readonly now: number }) {
  const blank = await zoneOf(station, '', {
    ...{ stateDir, link: lan.line('blank'), monotonic: () => time.now, empty: true },
    // Of which the kiosk that invites has none.
    more: [{ id: 'ups', driver: 'power', at: 'ups@127.0.0.1', simulated: false }],
    now: () => new Date(Date.parse('2023-10-08T08:30:00+06:00') + time.now),
  });
  return { ...blank, device: blank.zone.kiosk.device };
}

let made: Awaited<ReturnType<typeof kioskStation>> | null = null;
let above: HubAbove | null = null;
let blank: Awaited<ReturnType<typeof blankBeside>> | null = null;
afterEach(async () => {
  await blank?.zone.stop();
  await made?.close();
  await above?.close();
  made = null;
  above = null;
  blank = null;
});

async function withBlank() {
  made = await kioskStation(1, {
    more: ['blank'],
    hub: async (station) => {
      above = await hubAbove(station);
      return above.entry;
    },
  });
  const { station, lan, kiosks, time } = made;
  const [a] = kiosks as readonly [StationKiosk];
  blank = await blankBeside(lan, station, join(station.dir, 'blank'), time);
  return { a, blank, lan, time, station, all: [a, blank] };
}

describe('a spare without a package', () => {
  it('is led to a kiosk of the station, is in its network, has the package from it, and serves by it', async () => {
    const { a, blank, lan, time, all, station } = await withBlank();
    expect(await a.admit(3)).toBe('admitted');
    const invited = a.zone.kiosks.invitations.invite(technician);
    if (!invited.ok) throw new Error(invited.error.code);
    const { text, digits, at } = invited.value;
    expect(at).toEqual(['device:7422']);
    expect(lan.serves.get('blank')).toBeNull();
    const { invitations } = blank.zone.kiosks;
    expect(await invitations.ask('device 12')).toMatchObject({ error: { code: 'network.no-invitation' } });
    expect(await invitations.ask(`nobody:7422 ${digits}`)).toMatchObject({ error: { code: 'network.nobody-there' } });
    const wrong = digits === '000000' ? '000001' : '000000';
    expect(await invitations.ask(`device:7422 ${wrong}`)).toMatchObject({ error: { code: 'network.other-digits' } });
    expect(invitations.confirm(technician).ok).toBe(false);
    expect(await invitations.ask(text)).toMatchObject({ ok: true, value: { station: '0001', version: 1, digits } });
    expect(invitations.confirm(technician)).toEqual({ ok: true, value: { configuration: true } });
    expect(lan.serves.get('blank')).toMatchObject({
      cluster: lan.serves.get('device')?.cluster,
      peers: ['device:7422'],
    });
    await until(all, time, () => blank.zone.station.packages().files.length > 0);
    const [file] = blank.zone.station.packages().files;
    expect(file?.arrived).toMatchObject({ version: 1, from: { by: 'kiosk' } });
    expect(await blank.zone.station.import(file?.path ?? '', technician)).toEqual({ ok: true, value: null });
    expect(readdirSync(join(station.dir, 'blank'))).not.toContain('joining.head');
    await until(all, time, () => blank.zone.kiosks.view()?.others.some(({ seen }) => seen));
    // Its letters count from the first: those that it said before it had a package bar none.
    expect(a.zone.kiosks.view()?.others).toContainEqual(expect.objectContaining({ device: blank.device, seen: true }));
    expect(events(a, 'kiosk.letter-refused')).toEqual([]);
    // How the kiosk that invites is put together came along, and is taken as from a stick: shown first, then by one act.
    writeFileSync(join(station.dir, 'blank/kiosk.json'), JSON.stringify({ devices: [], folders: [] }));
    const [came] = blank.zone.configuration.files();
    expect(came).toMatchObject({ invited: true });
    const plan = await blank.zone.configuration.look(came?.path ?? '');
    if (!plan.ok) throw new Error(plan.error.code);
    expect(plan.value).toMatchObject({ signer: 'named', by: { device: a.device } });
    const others = plan.value.devices.filter(({ change }) => change !== 'same');
    expect(others.map(({ id, change }) => [id, change])).toEqual([['ups', 'removed']]);
    const taken = await blank.zone.configuration.take(came?.path ?? '', plan.value.sha256, {}, technician);
    expect(taken).toEqual({ ok: true, value: null });
    expect(blank.zone.configuration.files()).toEqual([]);
    expect(await blank.zone.unlocking.unlock(credentials, officer)).toMatchObject({ ok: true });
    await until(all, time, () => blank.zone.reservations.standing(a.voter(3)) !== null);
    expect(blank.zone.reservations.standing(a.voter(3))).toMatchObject({ state: 'confirmed', device: '1' });
  }, 60_000);

  it('has it from the hub where no kiosk answers any more, also after a stop', async () => {
    const { a, blank: first, lan, time, station } = await withBlank();
    const invited = a.zone.kiosks.invitations.invite(technician);
    if (!invited.ok) throw new Error(invited.error.code);
    expect((await first.zone.kiosks.invitations.ask(invited.value.text)).ok).toBe(true);
    expect(first.zone.kiosks.invitations.confirm(technician).ok).toBe(true);
    lan.cut('device', 'blank');
    const kv = above?.hub.buckets.package;
    if (!kv) throw new Error('no hub');
    const put = await putPackage(kv, join(station.dir, 'a.taanuu'), { trusts: () => true, now: () => new Date() });
    expect(put.ok).toBe(true);
    await first.zone.stop();
    blank = await blankBeside(lan, station, join(station.dir, 'blank'), time);
    const again = blank;
    lan.linkUp('blank');
    await until([again], time, () => again.zone.station.packages().files.length > 0);
    expect(again.zone.station.packages().files).toMatchObject([{ arrived: { version: 1, from: { by: 'hub' } } }]);
  }, 60_000);

  it('is refused where the package names it not, or for another station', async () => {
    const other = await makeStation();
    const { a, blank, lan } = await withBlank();
    const keys = await openKeys(join(other.dir, 'device'));
    if (!keys.ok) throw new Error(keys.error.code);
    mkdirSync(join(other.dir, 'stranger'));
    const stranger = await openKeys(join(other.dir, 'stranger'));
    if (!stranger.ok) throw new Error(stranger.error.code);
    await other.commission.register(deviceRequest(stranger.value, true), null);
    const zone = await zoneOf(other, '', {
      stateDir: join(other.dir, 'device'),
      link: lan.line('stranger'),
      empty: true,
    });
    const invited = a.zone.kiosks.invitations.invite(technician);
    if (!invited.ok) throw new Error(invited.error.code);
    expect(await zone.zone.kiosks.invitations.ask(invited.value.text)).toMatchObject({
      error: { code: 'package.bad-signature' },
    });
    await zone.zone.stop();
    other.remove();
    expect(blank.zone.kiosk.inForce()).toBeNull();
  }, 60_000);
});
