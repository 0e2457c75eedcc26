import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeviceKeys, openKeys } from '../../access/keys.ts';
import type { FoundGroup, FoundView } from '../../api/views.ts';
import type { Discovery } from '../devices/discovery.ts';
import { deviceLists, type Found } from '../devices/lists.ts';
import { type DeviceSetup, type Driver, kindOf, serialTable } from '../devices/setup.ts';
import { DeviceSetups } from '../devices/setups.ts';
import { Configuration } from './configuration.ts';

export const actor = { role: 'technician', person: 'tech' } as const;
export const table: readonly DeviceSetup[] = serialTable(
  { fingerprint: 'usb:0403:6001#AAA', document: '/dev/taanuu/document', printer: 'tcp://10.0.0.9:9100' },
  { dpi: 500 },
);

/** A serial device that is plugged in: FTDI's cable with this serial number. */
export const cable = (serial: string, usb = '0403:6001'): Discovery['found'][number] => ({
  ...{ kind: 'serial', path: `/dev/${serial}`, at: `usb:${usb}#${serial}`, name: 'FTDI', usb, serial, port: null },
  drivers: ['r30x', 'mrz-serial', 'escpos'],
});

/** The same as the technician's screen sees it. */
export const seen = (one: Discovery['found'][number], usedBy: string | null = null): FoundView => ({
  ...{ kind: one.kind, at: one.at, name: one.name, usb: one.usb, serial: one.serial, usedBy },
  drivers: one.drivers.map((driver: Driver) => ({ driver, kind: kindOf[driver] })),
});

/** Keys of a device that nobody has met. */
export async function strangersKeys(folder: string): Promise<DeviceKeys> {
  const keys = await openKeys(folder);
  if (!keys.ok) throw new Error(keys.error.code);
  return keys.value;
}

/** A kiosk's configuration over real files, with a stick in it and what is said to be plugged in. */
export async function kioskWith(given: {
  readonly devices?: readonly DeviceSetup[];
  readonly found?: Discovery['found'];
  readonly kit?: string;
  readonly stick?: string;
  readonly inForce?: () => object | null;
  /** Instead of use by the device host. */
  readonly use?: (devices: readonly DeviceSetup[]) => void;
}) {
  const room = mkdtempSync(join(tmpdir(), 'configuration-'));
  const stick = given.stick ?? join(room, 'stick');
  mkdirSync(stick, { recursive: true });
  const { devices = table, found = [], kit } = given;
  const file = join(room, 'kiosk.json');
  const config = { folders: ['/var/packages'], ...(kit === undefined ? {} : { kit }) };
  writeFileSync(file, JSON.stringify({ devices, ...config, firstPackage: '/first.taanuu' }));
  const told: Record<string, unknown>[] = [];
  const used: (readonly DeviceSetup[])[] = [];
  const keys = await strangersKeys(room);
  const kiosk = {
    now: () => new Date('2023-10-07T06:30:00Z'),
    note: (type: string, body: object) => void told.push({ type, ...body }),
    changed: () => {},
    inForce: given.inForce ?? (() => null),
  } as never;
  /** Groups that were looked for. */
  const asked: (FoundGroup | null)[] = [];
  const client = {
    use: given.use ?? ((all: readonly DeviceSetup[]) => void used.push(all)),
    discover: async (group: FoundGroup | null = null) => {
      const groupOf = (kind: Found['kind']) => deviceLists.find((list) => list.kind === kind)?.group;
      asked.push(group);
      return { found: found.filter(({ kind }) => group === null || groupOf(kind) === group), problems: [] };
    },
  };
  const setups = new DeviceSetups({
    kiosk,
    client,
    stateDir: room,
    devices,
    used: () => {},
    places: () => [],
    beside: () => [],
  });
  const configuration = new Configuration({
    ...{ kiosk, keys, setups, config, stateDir: room, product: { model: 'taanuu-kiosk', version: '0.1.0' } },
    media: (folders) => [stick, ...folders].map((path) => ({ path, name: path, removable: path === stick })),
  });
  return {
    ...{ configuration, setups, keys, stick, told, used, asked, room },
    text: () => readFileSync(file, 'utf8'),
    written: () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>,
    gone: () => rmSync(room, { recursive: true, force: true }),
  };
}
