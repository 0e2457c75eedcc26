import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { ok } from '../../../core/problem/result.ts';
import { openKeys } from '../../access/keys.ts';
import { devicesSchema } from '../devices/setup.ts';
import { openStore } from '../store.ts';
import { Passport } from './passport.ts';

const TECHNICIAN = { role: 'technician', person: 'technician-1' } as const;
const setups = devicesSchema.parse([
  { id: 'fingerprint', driver: 'r30x', at: '/dev/a' },
  { id: 'document', driver: 'mrz-serial', at: '/dev/b' },
  { id: 'printer', driver: 'escpos', at: '/dev/c' },
  { id: 'ups', driver: 'power', at: 'ups@127.0.0.1' },
]);

let folder: string;
let stick: string;
const opened: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-passport-'));
  stick = mkdtempSync(join(tmpdir(), 'taanuu-stick-'));
});
afterEach(() => {
  for (const close of opened.splice(0)) close();
  for (const one of [folder, stick]) rmSync(one, { recursive: true });
});

/** A kiosk's own journal and the passport over it; its clock stands still until it is told otherwise. */
async function kiosk(name: string) {
  const stateDir = join(folder, name);
  const keys = await openKeys(stateDir);
  if (!keys.ok) throw new Error(keys.error.code);
  const clock = { at: Date.parse('2025-11-30T02:00:00Z'), ids: 0 };
  const open = () => {
    const own = openStore({ stateDir, keys: keys.value, election: null, now: () => new Date(clock.at) });
    if (!own.ok) throw new Error(own.error.code);
    opened.push(() => own.value.db.close());
    const printed: unknown[] = [];
    const passport = new Passport({
      kiosk: {
        device: keys.value.device,
        now: () => new Date(clock.at),
        newId: () => `${name}-${clock.ids++}`,
        inForce: () => null,
        changed: () => {},
      },
      ...{ own: own.value, keys: keys.value, setups: { all: setups } },
      media: () => [{ path: stick, name: 'stick', removable: true }],
      monotonic: () => clock.at,
      print: async (devices) => {
        printed.push(devices);
        return ok(null);
      },
    });
    const types = () =>
      own.value.db
        .prepare<[], string>('select line from journal order by seq')
        .pluck()
        .all()
        .map((line) => {
          const { type, actor } = JSON.parse(line) as JournalEvent;
          return `${type} ${actor.role}`;
        });
    return { passport, types, printed, close: () => opened.pop()?.() };
  };
  return { clock, keys: keys.value, open, ...open() };
}
const device = (passport: Passport, name: string) =>
  passport.view().devices.find(({ peripheral }) => peripheral === name);
const MINUTE = 60_000;

describe('the passport of a kit', () => {
  it('keeps what a technician notes, in the device’s own journal, over a restart', async () => {
    const { passport, types, open, close } = await kiosk('a');
    expect(passport.view()).toMatchObject({ notes: [], files: [] });
    expect(passport.view().devices.map(({ peripheral }) => peripheral)).toEqual(setups.map(({ id }) => id));
    const said = {
      kind: 'replaced',
      peripheral: 'printer',
      serial: 'X7K0-118842',
      words: 'Мурдагысы бузулган',
    } as const;
    expect(passport.note(said, TECHNICIAN)).toEqual({ ok: true, value: null });
    expect(types()).toEqual(['passport.noted technician']);
    close();
    const again = open();
    expect(device(again.passport, 'printer')).toMatchObject({ kind: 'printer', serial: 'X7K0-118842', failures: 0 });
    expect(again.passport.view().notes).toMatchObject([
      { words: 'Мурдагысы бузулган', on: '2025-11-30T02:00:00.000Z' },
    ]);
    await again.passport.print(TECHNICIAN);
    expect(again.printed).toEqual([again.passport.view().devices]);
    expect(again.types().at(-1)).toBe('passport.printed technician');
  });

  it.each([
    [{ serial: '12345678901234' }, 'passport.serial'],
    [{ serial: 'ҮӨ' }, 'passport.serial'],
    [{ words: 'call 0555 123456' }, 'station.reason'],
    [{ peripheral: 'nobody' }, 'station.nothing-to-do'],
  ])('refuses %o', async (wrong, code) => {
    const { passport, types } = await kiosk('a');
    const said = { kind: 'failure', peripheral: 'printer', serial: '', words: '', ...wrong } as const;
    expect(passport.note(said, TECHNICIAN)).toEqual({ ok: false, error: { code } });
    expect(types()).toEqual([]);
  });

  it('notes by itself what a device does, once an hour, and not what it wants, or a cable pulled before the opening', async () => {
    const { passport, clock } = await kiosk('a');
    passport.trouble('printer', 'device.cutter-jam', true);
    passport.trouble('printer', 'device.cutter-jam', true);
    passport.trouble('printer', 'device.paper-out', true);
    passport.trouble('fingerprint', 'device.fingerprint-missing', false);
    expect(passport.view().notes).toMatchObject([{ peripheral: 'printer', problem: 'device.cutter-jam', words: null }]);
    clock.at += 60 * MINUTE;
    passport.trouble('printer', 'device.cutter-jam', true);
    passport.trouble('fingerprint', 'device.fingerprint-missing', true);
    expect(device(passport, 'printer')?.failures).toBe(2);
    expect(device(passport, 'fingerprint')?.failures).toBe(1);
  });

  it('counts the minutes on battery, those before the stop too', async () => {
    const { passport, clock } = await kiosk('a');
    passport.power('ups', { source: 'mains', charge: 100 });
    passport.power('ups', { source: 'battery', charge: 100 });
    clock.at += 42 * MINUTE;
    passport.power('ups', { source: 'mains', charge: 61 });
    expect(device(passport, 'ups')).toMatchObject({ last: { minutes: 42, used: 39 }, longest: 42 });
    passport.power('ups', { source: 'battery', charge: 61 });
    clock.at += 7 * MINUTE;
    passport.power('ups', { source: 'unknown', charge: null });
    passport.stop();
    passport.stop();
    expect(device(passport, 'ups')).toMatchObject({ last: { minutes: 7, used: 0 }, longest: 42 });
    expect(passport.view().notes).toHaveLength(2);
  });

  it('travels to another kiosk, and is there once however often it is taken in', async () => {
    const [one, other] = [await kiosk('a'), await kiosk('b')];
    one.passport.trouble('printer', 'device.cutter-jam', true);
    one.passport.note({ kind: 'cleaned', peripheral: 'document', serial: '', words: '' }, TECHNICIAN);
    const saved = await one.passport.save(stick, TECHNICIAN);
    if (!saved.ok) throw new Error(saved.error.code);
    const path = join(stick, saved.value.file);
    expect(other.passport.view().files).toEqual([{ path, name: saved.value.file }]);

    const inspected = other.passport.inspect(path);
    const { device: from, serial, words } = one.keys;
    expect(inspected).toMatchObject({
      ok: true,
      value: { by: { device: from, serial, words }, signer: 'stranger', notes: 2, fresh: 2 },
    });
    if (!inspected.ok) throw new Error();
    expect(other.passport.take(path, inspected.value.sha256, TECHNICIAN)).toEqual({ ok: true, value: null });
    expect(other.types()).toEqual([
      'passport.taken technician',
      'passport.noted technician',
      'passport.noted technician',
    ]);
    expect(other.passport.view().notes.every((note) => note.kiosk === from)).toBe(true);
    expect(device(other.passport, 'printer')?.failures).toBe(1);
    expect(other.passport.take(path, inspected.value.sha256, TECHNICIAN)).toEqual({
      ok: false,
      error: { code: 'passport.nothing-new' },
    });
    expect(one.passport.inspect(path)).toMatchObject({ ok: true, value: { signer: 'self', fresh: 0 } });
  });

  it('is not taken from a file that was changed, is none, or is not the one that was shown', async () => {
    const { passport } = await kiosk('a');
    passport.note({ kind: 'failure', peripheral: 'printer', serial: '', words: '' }, TECHNICIAN);
    const saved = await passport.save(stick, TECHNICIAN);
    if (!saved.ok) throw new Error(saved.error.code);
    const path = join(stick, saved.value.file);
    const text = readFileSync(path, 'utf8');
    const code = (content: string) => {
      writeFileSync(path, content);
      const looked = passport.inspect(path);
      return looked.ok ? null : looked.error.code;
    };
    expect(code(text.replace('"failure"', '"cleaned"'))).toBe('passport.bad-signature');
    expect(code(text.replace('"failure"', '"stolen"'))).toBe('passport.unreadable');
    expect(code('{')).toBe('passport.unreadable');
    expect(code(' '.repeat(1_100_000))).toBe('passport.unreadable');
    expect(code(text)).toBeNull();
    expect(passport.take(path, '0'.repeat(64), TECHNICIAN)).toMatchObject({ error: { code: 'passport.file-changed' } });
    expect(passport.inspect(join(stick, 'other.json'))).toMatchObject({ error: { code: 'station.target-gone' } });
    expect(await passport.save(folder, TECHNICIAN)).toMatchObject({ error: { code: 'station.target-gone' } });
  });
});
