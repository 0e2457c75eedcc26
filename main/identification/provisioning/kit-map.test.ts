import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A4, MARGIN } from '../../../core/paper/sheet.ts';
import { ok } from '../../../core/problem/result.ts';
import type { SlipPlace } from '../../../core/receipt/content.ts';
import { kitMapSlip } from '../../../core/receipt/kit-slip.ts';
import { slipSvg } from '../../../core/receipt/svg.ts';
import { badlyPlaced, paperOf } from '../../../drivers/testing/paper.ts';
import type { FoundView } from '../../api/views.ts';
import { type DeviceSetup, devicesSchema } from '../devices/setup.ts';
import { KitMap } from './kit-map.ts';
import { cableOf, onPaper } from './kit-words.ts';

const TECHNICIAN = { role: 'technician', person: 'technician-1' } as const;
const setups = devicesSchema.parse([
  { id: 'fingerprint', driver: 'r30x', at: 'usb:0403:6001#A50285BI' },
  { id: 'document', driver: 'mrz-serial', at: '/dev/taanuu/document' },
  { id: 'printer', driver: 'escpos', at: 'tcp://192.168.1.30:9100' },
]);

let stick: string;
beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'taanuu-stick-'));
});
afterEach(() => rmSync(stick, { recursive: true }));

function mapOf(devices: readonly DeviceSetup[], missing: readonly ('chip' | 'power')[] = []) {
  const told: unknown[] = [];
  const found = { usedBy: 'document', serial: 'G15B01234' } as FoundView;
  const noted = { peripheral: 'printer', serial: 'X7K0-118842' };
  const map = new KitMap({
    kiosk: {
      ...{ device: 'd-1', now: () => new Date('2025-11-30T02:00:00Z'), inForce: () => null },
      record: (type, body) => void told.push({ type, ...body }) as never,
    },
    keys: { serial: 'TN-40127-88315', device: 'd-1' },
    setups: { all: devices, discover: async () => ({ found: [found], problems: [] }) },
    passport: { devices: () => [noted as never] },
    configuration: {
      compare: async () => ({
        ...{
          kit: 'multifunctional',
          names: { ky: 'Көп функциялуу', ru: 'Многофункциональный', en: 'x' },
          problem: null,
        },
        lines: missing.map((kind) => ({ kind, device: null, differs: ['missing' as const], wanted: '' })),
      }),
    },
    media: () => [{ path: stick, name: 'stick', removable: true }],
    page: async () => ok({ sheet: 1, out: 'yes', problem: null }),
    slip: async () => ok(null),
  });
  return { map, told };
}

describe('the map of a kit', () => {
  it('has each device with its cable and number: noted by a person, said by itself, or in its place’s name', async () => {
    const { map } = mapOf(setups, ['chip']);
    expect((await map.view()).devices).toEqual([
      { id: 'fingerprint', kind: 'fingerprint', at: 'usb:0403:6001#A50285BI', serial: 'A50285BI', cable: 'usb' },
      { id: 'document', kind: 'document', at: '/dev/taanuu/document', serial: 'G15B01234', cable: 'usb' },
      { id: 'printer', kind: 'printer', at: 'tcp://192.168.1.30:9100', serial: 'X7K0-118842', cable: 'network' },
      { id: 'chip', kind: 'chip', at: null, serial: null, cable: 'none' },
    ]);
  });

  it.each([
    ['escpos', '/dev/usb/lp0', 'usb'],
    ['escpos', 'tcp://127.0.0.1:9100', 'usb'],
    ['escl', 'http://192.168.1.40/eSCL', 'network'],
    ['cups', 'office@10.0.0.4', 'network'],
    ['cups', 'office', 'usb'],
    ['cups', 'office@/run/cups/cups.sock', 'usb'],
    ['display', 'voter', 'video'],
    ['power', '/sys/class/power_supply', 'inside'],
    ['power', 'ups@127.0.0.1', 'usb'],
  ] as const)('says which cable leads to %s at %s: %s', (driver, at, cable) => {
    expect(cableOf({ driver, at })).toBe(cable);
  });

  it('is one sheet in both languages, with every number on it and nothing outside its edges', async () => {
    const { map, told } = mapOf(setups, ['chip', 'power']);
    const saved = await map.save(stick, TECHNICIAN);
    if (!saved.ok) throw new Error(saved.error.code);
    expect(told).toEqual([{ type: 'kit.exported', sha256: saved.value.sha256 }]);
    const { sheets, text } = await paperOf(readFileSync(join(stick, saved.value.file)));
    expect(sheets).toHaveLength(1);
    for (const sheet of sheets) expect(badlyPlaced(sheet, MARGIN - 8, A4.width, A4.height)).toEqual([]);
    for (const said of [
      'Топтомдун схемасы',
      'Схема комплекта',
      'A50285BI',
      'G15B01234',
      'X7K0-118842',
      'TN-40127-88315',
      'tcp://192.168.1.30:9100',
    ]) {
      expect(text).toContain(said);
    }
    expect(await map.save(join(stick, 'elsewhere'), TECHNICIAN)).toMatchObject({
      error: { code: 'station.target-gone' },
    });
  });

  it('goes on to a second sheet after ten devices, and keeps each inside its frame', async () => {
    const many = devicesSchema.parse([
      ...setups,
      ...Array.from({ length: 12 }, (_, n) => ({
        id: `camera-${n}`,
        driver: 'camera',
        at: `/dev/very/long/path/of/a/camera/that/ends/with/video${n}`,
      })),
    ]);
    const { sheets, text } = await paperOf(Buffer.from(await mapOf(many).map.pdf()));
    expect(sheets).toHaveLength(2);
    for (const sheet of sheets) expect(badlyPlaced(sheet, MARGIN - 8, A4.width, A4.height)).toEqual([]);
    for (let n = 0; n < 12; n++) expect(text).toContain(`video${n}`);
  });

  it('is a slip too, and its printing is journalled', async () => {
    const { map, told } = mapOf(setups, ['chip']);
    const place: SlipPlace = {
      ...{
        mode: 'training',
        election: { ky: 'а', ru: 'а', en: 'a' },
        station: '0001',
        device: 'd-1',
        serial: 'TN-40127-88315',
      },
      ...{ date: '2025-11-30', time: '08:00', head: 'ab'.repeat(32) },
    };
    const slip = kitMapSlip(place, 'TN-40127-88315', (await map.view()).devices.map(onPaper));
    const values = slip.lines.flatMap((line) => (line.line === 'pair' ? [line.value] : []));
    expect(values).toEqual(expect.arrayContaining(['TN-40127-88315', 'A50285BI', 'X7K0-118842', '__________', '—']));
    expect(slipSvg(slip)).toContain('<svg');
    expect(await map.printSlip(TECHNICIAN)).toEqual({ ok: true, value: null });
    expect(told).toEqual([{ type: 'kit.printed', devices: 4 }]);
  });
});
