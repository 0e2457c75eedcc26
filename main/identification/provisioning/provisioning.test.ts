import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { deviceRequest, deviceRequestSchema, openKeys, provesItsKeys } from '../../access/keys.ts';
import { deviceCommand } from '../../cli/device.ts';
import { openCommission } from '../../package/commission.ts';
import { credentials, election, makeStation, type Station } from '../../package/package.fixture.ts';
import type { Database } from '../../storage/open.ts';
import { rebuild, stateDifferences } from '../state/rebuild.ts';
import { openStore } from '../store.ts';
import { zoneOf } from '../zone.fixture.ts';
import { Registration } from './registration.ts';

let station: Station;
let stick: string;
let opened: Awaited<ReturnType<typeof zoneOf>> | null = null;
beforeEach(async () => {
  station = await makeStation({ demo: false, device: 'real' });
  stick = mkdtempSync(join(tmpdir(), 'taanuu-stick-'));
});
afterEach(async () => {
  await opened?.zone.stop();
  opened = null;
  station.remove();
  rmSync(stick, { recursive: true });
});

const eventsOf = (db: Database): readonly JournalEvent[] =>
  db
    .prepare<[], string>('select line from journal order by seq')
    .pluck()
    .all()
    .map((line) => JSON.parse(line) as JournalEvent);

const official = { ...election, mode: 'official' as const, demo: false };
const TECHNICIAN = { role: 'technician', person: 'technician-1' } as const;

/** A device that no commission knows yet, with this stick in it. */
async function newDevice() {
  const stateDir = join(station.dir, 'new');
  const keys = await openKeys(stateDir, 'TN-00001-00002');
  if (!keys.ok) throw new Error(keys.error.code);
  const own = openStore({ stateDir, keys: keys.value, election: null, now: () => new Date(0) });
  if (!own.ok) throw new Error(own.error.code);
  const told: unknown[] = [];
  const registration = new Registration({
    kiosk: {
      device: keys.value.device,
      db: own.value.db,
      inForce: () => null,
      note: (type, body) => void told.push({ type, body }),
    },
    keys: keys.value,
    setups: { all: [] },
    media: () => [{ path: stick, name: 'stick', removable: true }],
  });
  return { keys: keys.value, registration, told, close: () => own.value.db.close() };
}

describe('a device that no commission knows', () => {
  it('asks by a file that the commission takes, and takes its key by the certificate that comes back', async () => {
    const { keys, registration, told, close } = await newDevice();
    const saved = await registration.save(stick);
    if (!saved.ok) throw new Error(saved.error.code);
    const request = deviceRequestSchema.parse(JSON.parse(readFileSync(join(stick, saved.value.file), 'utf8')));
    expect(provesItsKeys(request)).toBe(true);
    expect(deviceRequestSchema.parse(JSON.parse(registration.view().request))).toEqual(request);

    const out = join(stick, 'taanuu-certificate-0002.json');
    const said: string[] = [];
    const io = { out: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
    const args = [
      'register',
      '--commission',
      join(station.dir, 'commission'),
      '--request',
      join(stick, saved.value.file),
    ];
    expect(await deviceCommand([...args, '--station', '0002', '--out', out], io)).toBe(0);

    const [file] = registration.view().certificates;
    const looked = registration.look(file?.path ?? '');
    if (!looked.ok) throw new Error(looked.error.code);
    expect(looked.value).toMatchObject({ station: '0002', root: { name: 'Сыноо комиссиясы', demo: false } });
    expect(said.join('\n')).toContain(looked.value.root.words.join(' '));
    expect(registration.accept(out, '0'.repeat(64), TECHNICIAN)).toEqual({
      ok: false,
      error: { code: 'package.certificate-changed' },
    });
    expect(keys.commission()).toBeNull();

    expect(registration.accept(out, looked.value.sha256, TECHNICIAN)).toEqual({ ok: true, value: null });
    expect(keys.commission()).toEqual(station.commission.trust);
    expect(registration.view()).toMatchObject({ root: looked.value.root, certificates: [] });
    const root = Buffer.from(station.commission.trust.root).toString('hex');
    expect(told).toEqual([{ type: 'commission.trusted', body: { name: 'Сыноо комиссиясы', root } }]);
    close();
  });

  it('takes no certificate of another device, no second root, and nothing that is none or lies elsewhere', async () => {
    const { keys, registration, close } = await newDevice();
    const put = (name: string, content: string) => {
      writeFileSync(join(stick, name), content);
      return join(stick, name);
    };
    const refusal = (path: string) => {
      const looked = registration.look(path);
      return looked.ok ? null : looked.error.code;
    };
    const foreign = await station.commission.register(deviceRequest(station.keys, false), '0001');
    const mine = await station.commission.register(deviceRequest(keys, false), null);
    if (!foreign.ok || !mine.ok) throw new Error('not registered');
    expect(refusal(put('taanuu-certificate-a.json', JSON.stringify(foreign.value)))).toBe(
      'package.not-for-this-device',
    );
    const changed = { ...mine.value, device: { ...mine.value.device, station: '0002' } };
    expect(refusal(put('taanuu-certificate-b.json', JSON.stringify(changed)))).toBe('package.bad-signature');
    expect(refusal(put('taanuu-certificate-c.json', '{"format":"other"}'))).toBe('package.not-a-certificate');
    expect(refusal(put('taanuu-certificate-d.json', 'x'.repeat(9_000)))).toBe('package.not-a-certificate');
    expect(refusal(put('certificate.json', JSON.stringify(mine.value)))).toBe('station.target-gone');
    mkdirSync(join(stick, 'elsewhere'));
    expect(await registration.save(join(stick, 'elsewhere'))).toMatchObject({ error: { code: 'station.target-gone' } });

    const good = put('taanuu-certificate-e.json', JSON.stringify(mine.value));
    const looked = registration.look(good);
    if (!looked.ok) throw new Error(looked.error.code);
    expect(looked.value.station).toBeNull();
    expect(registration.accept(good, looked.value.sha256, TECHNICIAN).ok).toBe(true);
    const other = openCommission(join(station.dir, 'other'), 'Башка', false);
    const second = await other.register(deviceRequest(keys, false), '0001');
    if (!second.ok) throw new Error(second.error.code);
    const strange = put('taanuu-certificate-f.json', JSON.stringify(second.value));
    const strangeLooked = registration.look(strange);
    if (!strangeLooked.ok) throw new Error(strangeLooked.error.code);
    expect(registration.accept(strange, strangeLooked.value.sha256, TECHNICIAN)).toEqual({
      ok: false,
      error: { code: 'package.root-differs' },
    });
    close();
  });
});

describe('a device that the commission takes out of use', () => {
  const inUseLine = () => opened?.zone.sitting.openingList().find(({ item }) => item === 'in-use');
  const revoke = async () => {
    const revoked = await station.commission.revoke(station.keys.device, new Date('2023-10-05T00:00:00Z'));
    if (!revoked.ok) throw new Error(revoked.error.code);
    const spare = await openKeys(join(station.dir, 'spare'));
    if (!spare.ok) throw new Error(spare.error.code);
    await station.commission.register(deviceRequest(spare.value, false), null);
  };
  const load = async (name: string, change: Parameters<Station['write']>[1]) => {
    const { path } = await station.write(name, change);
    return opened?.zone.loadPackage(path, TECHNICIAN, () => {});
  };

  it.each([
    ['is named as such by a later package', false],
    ['is named no more by a later package', true],
  ])('%s: it is told, opens nothing official, and serves again when a still later one has it', async (_, unnamed) => {
    const { path } = await station.write('1.taanuu', { election: official });
    opened = await zoneOf(station, path);
    const { zone } = opened;
    expect(zone.registration.view()).toMatchObject({
      assigned: { station: '0001', version: 1, spare: false },
      revoked: null,
    });
    expect(inUseLine()).toBeUndefined();
    await revoke();
    const devices = await station.commission.devices();
    const left = unnamed ? { devices: devices.filter(({ device }) => device !== station.keys.device) } : {};

    const refused = await load('2.taanuu', { election: official, version: 2, ...left });
    const problem = { code: 'package.device-revoked', params: { version: 2, station: '0001' } };
    expect(refused).toEqual({ ok: false, error: problem });
    expect(zone.problems()).toContainEqual(problem);
    expect(zone.registration.view()).toMatchObject({ assigned: { version: 1 }, revoked: 2 });
    expect(inUseLine()).toMatchObject({ state: 'blocked', problem });
    expect(zone.sitting.mayOpen()).toEqual({ ok: false, error: problem });
    expect(stateDifferences(zone.kiosk.db, rebuild(eventsOf(zone.kiosk.db)))).toEqual([]);

    const again = await station.commission.register(deviceRequest(station.keys, false), '0001');
    if (!again.ok) throw new Error(again.error.code);
    expect(await load('3.taanuu', { election: official, version: 3 })).toEqual({ ok: true, value: null });
    expect(zone.problems()).toEqual([]);
    expect(zone.registration.view()).toMatchObject({ assigned: { version: 3 }, revoked: null });
    expect(inUseLine()).toBeUndefined();
  });

  it('stays so over a restart, and the package that was in force does not bring it back', async () => {
    const { path } = await station.write('1.taanuu', { election: official });
    copyFileSync(path, join(stick, 'first.taanuu'));
    opened = await zoneOf(station, path);
    await revoke();
    await load('2.taanuu', { election: official, version: 2 });
    await opened.zone.stop();
    opened = await zoneOf(station, path);
    expect(opened.zone.sitting.mayOpen()).toMatchObject({ error: { code: 'package.device-revoked' } });
    const repaired = await opened.zone.loadPackage(join(stick, 'first.taanuu'), TECHNICIAN, () => {});
    expect(repaired).toMatchObject({ ok: true });
    expect(opened.zone.sitting.mayOpen()).toMatchObject({ error: { code: 'package.device-revoked' } });
    expect(await opened.client.station.open({ approvers: [...credentials] })).toMatchObject({ ok: false });
  });

  it('is not taken out by another station’s package, an older one, or one of another election', async () => {
    const { path } = await station.write('1.taanuu', { election: official, version: 5 });
    opened = await zoneOf(station, path);
    await revoke();
    const other = [
      { election: official, station: '0002', version: 6 },
      { election: official, version: 4 },
      { election: { ...official, mode: 'training' as const }, version: 6 },
      { election: { ...official, id: 'other' }, version: 6 },
    ];
    for (const [n, change] of other.entries()) {
      expect(await load(`other-${n}.taanuu`, change)).toMatchObject({ error: { code: 'package.not-for-this-device' } });
    }
    expect(opened.zone.registration.view().revoked).toBeNull();
    expect(inUseLine()).toBeUndefined();
  });

  it('may still be trained with, and is told so there too', async () => {
    const training = { ...election, mode: 'training' as const };
    const { path } = await station.write('1.taanuu', { election: training });
    opened = await zoneOf(station, path);
    await revoke();
    await load('2.taanuu', { election: training, version: 2 });
    expect(inUseLine()).toBeUndefined();
    expect(opened.zone.problems()).toMatchObject([{ code: 'package.device-revoked' }]);
  });
});
