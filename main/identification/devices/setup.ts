import { z } from 'zod';
import type { DeviceKind, TableKind } from '../../../drivers/device.ts';
import { nutAddress } from '../../../drivers/power/nut.ts';
import { cupsAddress } from '../../../drivers/printer/cups/cups-queue.ts';
import { tcpAddress } from '../../../drivers/transport/tcp.ts';
import { readUsbName } from '../../../drivers/transport/usb-name.ts';
import { BALLOT_PRINTER } from '../../api/device-views.ts';

/**
 * What is attached to this kiosk, and by which driver it is spoken to. It stands in the machine's own file, not in an
 * election package: the same election runs on kiosks that were put together differently.
 */
const common = {
  /** Its name in this kiosk, in the journal and on the technician's screens. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** Where it is: a path or an address, in the driver's own form. */
  at: z
    .string()
    .max(500)
    .regex(/^[\x20-\x7e]+$/),
  /** A simulator stands behind it; the official mode refuses it. */
  simulated: z.boolean().default(false),
};
const baudRate = z.int().min(1_200).max(921_600).optional();

const deviceSetupSchema = z.discriminatedUnion('driver', [
  z.strictObject({
    ...common,
    driver: z.literal('r30x'),
    baudRate,
    /** Pixels per inch of the model; without it the ridge period must tell, less exactly. */
    dpi: z.int().min(250).max(1000).optional(),
  }),
  z.strictObject({ ...common, driver: z.literal('mrz-serial'), baudRate }),
  z.strictObject({
    ...common,
    driver: z.literal('hid-scanner'),
    /** How its reports are laid out: `pos` for scanners on usage page 0x8C. */
    layout: z.enum(['pos', 'counted', 'padded']).optional(),
  }),
  /** `at`: a part of the reader's name as PC/SC tells it, or `any`. */
  z.strictObject({ ...common, driver: z.literal('chip') }),
  /** `at`: a serial port, /dev/usb/lp0, or tcp://host:9100. */
  z.strictObject({ ...common, driver: z.literal('escpos'), baudRate }),
  z.strictObject({
    ...common,
    driver: z.literal('sbi'),
    /** `at`: the scanner's serial number, or `any`. */
    anchors: z.array(z.string().max(8_000)).min(1).max(8),
  }),
  /** `at`: SANE's name of the device. */
  z.strictObject({ ...common, driver: z.literal('sane') }),
  /** `at`: http://host/eSCL. */
  z.strictObject({ ...common, driver: z.literal('escl') }),
  /** `at`: queue, queue@host:port or queue@/socket. */
  z.strictObject({ ...common, driver: z.literal('cups') }),
  /** `at`: ups@host:port of NUT, or /sys/class/power_supply. */
  z.strictObject({ ...common, driver: z.literal('power') }),
  /** `at`: `voter`, the display that the voter's window stands on. */
  z.strictObject({ ...common, driver: z.literal('display') }),
  /** `at`: /dev/video0, or a USB name. */
  z.strictObject({ ...common, driver: z.literal('camera') }),
]);
export type DeviceSetup = z.infer<typeof deviceSetupSchema>;
export type Driver = DeviceSetup['driver'];

/** Where a second display is: there is one at most, wherever it is plugged in. */
export const VOTER_DISPLAY = 'voter';

/** What each driver's device is for. */
export const kindOf: Readonly<Record<Driver, DeviceKind>> = {
  r30x: 'fingerprint',
  'mrz-serial': 'document',
  'hid-scanner': 'document',
  chip: 'chip',
  escpos: 'printer',
  sbi: 'fingerprint',
  sane: 'page-scanner',
  escl: 'page-scanner',
  cups: 'page-printer',
  power: 'power',
  display: 'display',
  camera: 'camera',
};

export const isDriver = (name: string): name is Driver => Object.hasOwn(kindOf, name);

const tableKinds: readonly TableKind[] = ['fingerprint', 'document', 'printer'];
export const isTableKind = (kind: DeviceKind): kind is TableKind => tableKinds.some((one) => one === kind);

/** A device node, or the name of a USB device that is looked up. */
const isPort = (at: string): boolean => at.startsWith('/') || readUsbName(at) !== null;

/** Whether nobody else can be where this driver's device is: `any` may be said twice. */
const hasOwnPlace = (driver: Driver): boolean => driver !== 'sbi' && driver !== 'chip';

/** Whether `at` has a form that the driver reads: what has none would never come up. */
export function isPlace({ driver, at }: Pick<DeviceSetup, 'driver' | 'at'>): boolean {
  switch (driver) {
    case 'escpos':
      return isPort(at) || tcpAddress(at) !== null;
    case 'cups':
      return cupsAddress(at) !== null;
    case 'power':
      return at.startsWith('/') || nutAddress(at) !== null;
    case 'escl':
      return URL.canParse(at) && /^https?:$/.test(new URL(at).protocol);
    case 'display':
      return at === VOTER_DISPLAY;
    case 'r30x':
    case 'mrz-serial':
    case 'hid-scanner':
    case 'camera':
      return isPort(at);
    case 'chip':
    case 'sbi':
    case 'sane':
      return true;
  }
}

const isForBallots = ({ id, driver }: DeviceSetup): boolean =>
  id === BALLOT_PRINTER && kindOf[driver] === 'page-printer';

/** The printer of that name is for ballots and nothing else, so that its paper can be counted; null: none is set up. */
export const ballotPrinter = (all: readonly DeviceSetup[]): DeviceSetup | null => all.find(isForBallots) ?? null;

/** The printer of slips, protocols and lists on A4; null where none is set up. */
export const pagePrinter = (all: readonly DeviceSetup[]): DeviceSetup | null =>
  all.find((setup) => kindOf[setup.driver] === 'page-printer' && !isForBallots(setup)) ?? null;

/** All devices of a kiosk. The first of a kind is the one that is asked; documents are taken from every reader. */
export const devicesSchema = z
  .array(deviceSetupSchema)
  .max(32)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'two devices have one id' })
  .refine((all) => new Set(all.map(({ driver, at }) => (hasOwnPlace(driver) ? at : {}))).size === all.length, {
    error: 'two devices are at one place',
  })
  .refine((all) => all.every((setup) => setup.id !== BALLOT_PRINTER || isForBallots(setup)), {
    error: 'only a page printer prints ballots',
  })
  .refine((all) => all.every(isPlace), { error: 'a place that its driver cannot read' })
  .refine((all) => tableKinds.every((kind) => all.some(({ driver }) => kindOf[driver] === kind)), {
    error: 'a sensor, a document reader and a receipt printer are needed',
  });

/** The three devices of a table behind serial lines, each named after its kind. */
export const serialTable = (
  at: Readonly<Record<TableKind, string>>,
  { dpi, simulated = false }: { readonly dpi?: number; readonly simulated?: boolean } = {},
): DeviceSetup[] => [
  { id: 'fingerprint', driver: 'r30x', at: at.fingerprint, simulated, ...(dpi === undefined ? {} : { dpi }) },
  { id: 'document', driver: 'mrz-serial', at: at.document, simulated },
  { id: 'printer', driver: 'escpos', at: at.printer, simulated },
];
