import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../core/problem/result.ts';
import { anchors } from '../../../drivers/fingerprint/sbi/world.fixture.ts';
import { type DeviceSetup, serialTable } from './setup.ts';
import { DeviceSetups } from './setups.ts';

const actor = { role: 'technician', person: 'tech' } as const;
const table = serialTable(
  { fingerprint: '/dev/a', document: '/dev/b', printer: '/dev/c' },
  { dpi: 500, simulated: true },
);
let room = '';
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'setups-'));
});
afterEach(() => rmSync(room, { recursive: true, force: true }));

function setups({ path = '/dev/d' } = {}) {
  const file = join(room, 'kiosk.json');
  writeFileSync(file, JSON.stringify({ devices: table, folders: ['/stick'] }));
  const told: unknown[] = [];
  const used: (readonly DeviceSetup[])[] = [];
  const client = {
    use: (all: readonly DeviceSetup[]) => void used.push(all),
    discover: async () => ({
      problems: [],
      found: [
        { kind: 'serial', path: '/dev/c', at: '/dev/by-id/c', name: '', usb: null, serial: null, drivers: ['escpos'] },
        {
          kind: 'serial',
          path,
          at: '/dev/d',
          name: 'FTDI',
          usb: '0403:6001',
          serial: '7',
          drivers: ['r30x'],
        },
      ] as const,
    }),
  };
  const kiosk = { note: (type: string, body: object) => void told.push({ type, ...body }), changed: () => {} };
  const made = new DeviceSetups({
    kiosk,
    client,
    stateDir: room,
    devices: table,
    places: () => [room],
    beside: () => [],
    used: () => {},
  } as never);
  const written = () => JSON.parse(readFileSync(file, 'utf8'));
  return { made, told, used, written };
}

describe("a technician's hand on a kiosk's devices", () => {
  it('sees what is plugged in, and what of it is in use', async () => {
    const { found } = await setups().made.discover();
    expect(found.map(({ at, usedBy }) => [at, usedBy])).toEqual([
      ['/dev/by-id/c', 'printer'],
      ['/dev/d', null],
    ]);
    expect(found[1]?.drivers).toEqual([{ driver: 'r30x', kind: 'fingerprint' }]);
  });

  it('knows a device by a link that the system keeps to it', async () => {
    writeFileSync(join(room, 'port'), '');
    symlinkSync(join(room, 'port'), join(room, 'link'));
    const { made } = setups({ path: join(room, 'port') });
    expect(made.assign('fingerprint', 'r30x', join(room, 'link'), actor).ok).toBe(true);
    expect((await made.discover()).found[1]?.usedBy).toBe('fingerprint');
  });

  it('moves a device: written, used at once and journalled; it is no simulator any more', () => {
    const { made, told, used, written } = setups();
    expect(made.assign('fingerprint', 'r30x', '/dev/d', actor)).toEqual(ok(null));
    // What was said of the one before, its resolution, is not true of this one.
    const moved = { id: 'fingerprint', driver: 'r30x', at: '/dev/d', simulated: false };
    expect(written()).toEqual({ devices: [moved, ...table.slice(1)], folders: ['/stick'] });
    expect(used).toEqual([[moved, ...table.slice(1)]]);
    expect(told).toEqual([{ type: 'peripheral.assigned', peripheral: 'fingerprint', driver: 'r30x', place: '/dev/d' }]);
  });

  it('adds a second reader and takes it out again', () => {
    const { made, told, written } = setups();
    expect(made.assign('document-2', 'mrz-serial', '/dev/d', actor).ok).toBe(true);
    expect(written().devices).toHaveLength(4);
    expect(made.remove('document-2', actor)).toEqual(ok(null));
    expect(written().devices).toEqual(table);
    expect(told.at(-1)).toEqual({ type: 'peripheral.removed', peripheral: 'document-2' });
  });

  it.each([
    ['the last printer is taken out', (made: DeviceSetups) => made.remove('printer', actor)],
    ['the printer becomes a sensor', (made: DeviceSetups) => made.assign('printer', 'r30x', '/dev/d', actor)],
    [
      'the printer is put where the reader is',
      (made: DeviceSetups) => made.assign('printer', 'escpos', '/dev/b', actor),
    ],
    ['a name could not stand in the journal', (made: DeviceSetups) => made.assign('ЧЕК', 'escpos', '/dev/d', actor)],
  ])('changes nothing when %s', (_, ask) => {
    const { made, told, used, written } = setups();
    expect(ask(made)).toEqual({ ok: false, error: { code: 'device.setup-refused' } });
    expect([told, used, written().devices]).toEqual([[], [], table]);
  });

  it('needs to know whom to trust before a scanner behind a service has its place, and remembers it', () => {
    const { made, told, written } = setups();
    const needed = { ok: false, error: { code: 'sbi.anchors-needed' } };
    expect(made.assign('fingerprint', 'sbi', 'S-1', actor)).toEqual(needed);
    mkdirSync(join(room, 'sbi-anchors'));
    writeFileSync(join(room, 'sbi-anchors/readme.pem'), '-----BEGIN CERTIFICATE-----\nnone\n');
    writeFileSync(join(room, 'sbi-anchors/huge.pem'), 'x'.repeat(100_000));
    expect(made.assign('fingerprint', 'sbi', 'S-1', actor)).toEqual(needed);
    expect([told, written().devices]).toEqual([[], table]);

    const pem = anchors()[0]!;
    writeFileSync(join(room, 'sbi-anchors/maker.pem'), pem);
    writeFileSync(join(room, 'sbi-anchors/twice.crt'), pem);
    expect(made.assign('fingerprint', 'sbi', 'S-1', actor)).toEqual(ok(null));
    rmSync(join(room, 'sbi-anchors'), { recursive: true });
    expect(made.assign('fingerprint', 'sbi', 'S-2', actor)).toEqual(ok(null));
    const placed = { id: 'fingerprint', driver: 'sbi', at: 'S-2', simulated: false, anchors: [pem.trim()] };
    expect(written().devices[0]).toEqual(placed);
  });

  it('says of a typed address what it may be, and whether it is taken', () => {
    const { made } = setups();
    expect(made.typed('tcp://10.0.0.7')).toMatchObject({
      kind: 'typed',
      drivers: [{ driver: 'escpos', kind: 'printer' }],
      usedBy: null,
    });
    expect(made.typed('/dev/c').usedBy).toBe('printer');
    expect(made.typed('nonsense://').drivers).toEqual([]);
  });

  it('tells the journal no serial number', () => {
    const { made, told } = setups();
    made.assign('fingerprint', 'r30x', 'usb:2341:0043#75435353038351F0E1B2', actor);
    made.assign('document', 'mrz-serial', '/dev/serial/by-id/usb-12345678901234', actor);
    expect(told.map((one) => (one as { place: string }).place)).toEqual(['usb:2341:0043', '/dev/serial/by-id/usb-…']);
  });

  it('says what is wrong with a file that is damaged', () => {
    const { made } = setups();
    writeFileSync(join(room, 'kiosk.json'), '{');
    expect(made.remove('printer', actor)).toMatchObject({ error: { code: 'device.setup-refused' } });
    expect(made.assign('printer', 'escpos', '/dev/d', actor)).toMatchObject({ error: { code: 'storage.damaged' } });
  });

  it('says what is wrong with the disk, and goes on with what there was', () => {
    const { made, used } = setups();
    rmSync(room, { recursive: true });
    expect(made.assign('printer', 'escpos', '/dev/d', actor)).toMatchObject({ error: { code: 'storage.missing' } });
    expect([used, made.all]).toEqual([[], table]);
  });
});
