import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeviceSetup, serialTable } from '../devices/setup.ts';
import { cable, seen, table } from './configuration.fixture.ts';
import { compareWithKit, DEFAULT_KIT, type Kit, readKit } from './kit.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = { ky: 'к', ru: 'к', en: 'k' };
const kit = (devices: Kit['devices'], others = false): Kit => ({ format: 'taanuu-kit', v: 1, names, others, devices });
const shipped = (name: string): Kit => {
  const read = readKit(name);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
};
const more: DeviceSetup[] = [
  { id: 'codes', driver: 'hid-scanner', at: 'usb:05f9:4204#G1', simulated: false, layout: 'pos' },
  { id: 'chip', driver: 'chip', at: 'any', simulated: false },
  { id: 'pages', driver: 'escl', at: 'http://10.0.0.4/eSCL', simulated: false },
  { id: 'a4', driver: 'cups', at: 'a4', simulated: false },
  { id: 'ups', driver: 'power', at: 'ups@127.0.0.1', simulated: false },
];
const compare = (against: Kit, devices: readonly DeviceSetup[], found: Parameters<typeof compareWithKit>[3] = []) =>
  compareWithKit('k', against, devices, found);
const differing = (comparison: ReturnType<typeof compare>) =>
  comparison.lines.flatMap(({ device, kind, differs }) => (differs.length === 0 ? [] : [[device ?? kind, ...differs]]));

describe('a kiosk against the standard kit', () => {
  it.each(readdirSync(new URL('../../../assets/kits', import.meta.url)))('%s is a kit', (file) => {
    expect(readKit(file.replace('.json', '')).ok).toBe(true);
  });

  it('has no difference where it is as the kit says', () => {
    expect(compare(shipped(DEFAULT_KIT), table)).toMatchObject({ problem: null });
    expect(compare(shipped('multifunctional'), [...more, ...table])).toMatchObject({ problem: null });
  });

  it('is red where a device of the table is missing, by kind', () => {
    const { problem, lines } = compare(shipped('multifunctional'), [...table, ...more.slice(1)]);
    expect(problem).toEqual({ code: 'configuration.kit-missing', params: { kit: 'k', devices: 'document' } });
    expect(lines.find(({ device }) => device === null)?.wanted).toBe('hid-scanner, layout pos');
  });

  it('only wants to be looked at where another device is missing, is another, or is too many', () => {
    const [codes, chip, pages, a4] = more as [DeviceSetup, DeviceSetup, DeviceSetup, DeviceSetup];
    const here = [...table, codes, chip, pages, a4, { ...reader, id: 'document-3', at: '/dev/x' } as DeviceSetup];
    const comparison = compare(shipped('multifunctional'), here);
    expect(comparison.problem?.code).toBe('configuration.kit-differs');
    expect(differing(comparison)).toEqual([
      ['power', 'missing'],
      ['document-3', 'extra'],
    ]);
    expect(differing(compare(shipped('table'), here))).toEqual([]);
  });

  it('has another driver, other options or another model, by what is plugged in', () => {
    const wanted = kit([
      { drivers: ['sbi'] },
      { drivers: ['mrz-serial'], models: ['10c4:ea60'], options: { baudRate: 9600 } },
      { drivers: ['escpos'], models: ['04b8:0202'] },
    ]);
    const found = [seen(cable('R', '0403:6001'), 'document')];
    expect(differing(compare(wanted, table, found))).toEqual([
      ['fingerprint', 'driver'],
      ['document', 'model', 'options'],
      ['printer', 'model-unknown'],
    ]);
    const well = table.map((one) => (one.id === 'document' ? { ...one, baudRate: 9600 } : one)) as DeviceSetup[];
    expect(differing(compare(wanted, well, [seen(cable('R', '10c4:ea60'), 'document')]))).toEqual([
      ['fingerprint', 'driver'],
      ['printer', 'model-unknown'],
    ]);
  });

  it('takes each device once, the one that fits best', () => {
    const wanted = kit([{ drivers: ['mrz-serial', 'hid-scanner'] }, { drivers: ['hid-scanner'] }], true);
    const two = [more[0], reader] as DeviceSetup[];
    expect(compare(wanted, two).lines.map(({ device }) => device)).toEqual(['codes', 'document']);
    const exact = kit([{ drivers: ['mrz-serial'] }, { drivers: ['hid-scanner'] }], true);
    expect(compare(exact, two).problem).toBeNull();
  });

  it.each<[string, unknown]>([
    ['is no JSON', '{'],
    ['names a driver that there is not', { ...kit([]), devices: [{ drivers: ['wacom'] }] }],
    ['wants one device of two kinds', { ...kit([]), devices: [{ drivers: ['r30x', 'escpos'] }] }],
    ['wants nothing', kit([])],
    ['wants an option that there is not', { ...kit([]), devices: [{ drivers: ['r30x'], options: { anchors: 1 } }] }],
  ])('names the kit where it %s', (_, content) => {
    const file = join(folder, 'kit.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    expect(readKit(file)).toEqual({
      ok: false,
      error: { code: 'configuration.kit-unreadable', params: { kit: file } },
    });
  });

  it('is written as docs/technician.md shows it', () => {
    const page = readFileSync(new URL('../../../docs/technician.md', import.meta.url), 'utf8');
    const file = join(folder, 'documented.json');
    writeFileSync(file, /```json\n(\{\s+"format": "taanuu-kit".*?)```/s.exec(page)?.[1] ?? '');
    expect(readKit(file)).toMatchObject({
      ok: true,
      value: { others: false, devices: [{ drivers: ['r30x'] }, {}, {}] },
    });
  });

  it('reads a kit of the commission by its path, and nothing outside by a name', () => {
    const file = join(folder, 'own.json');
    writeFileSync(file, JSON.stringify(kit([{ drivers: ['r30x'] }])));
    expect(readKit(file).ok).toBe(true);
    expect(readKit('../kits/table').ok).toBe(false);
    expect(readKit('none').ok).toBe(false);
  });
});

const reader = serialTable({ fingerprint: '/a', document: '/b', printer: '/c' })[1] as DeviceSetup;
