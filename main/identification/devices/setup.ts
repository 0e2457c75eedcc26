import { z } from 'zod';
import type { DeviceKind, TableKind } from '../../../drivers/device.ts';

/**
 * What is attached to this kiosk, and by which driver it is spoken to. It stands in the machine's own file, not in an
 * election package: the same election runs on kiosks that were put together differently.
 */
const common = {
  /** Its name in this kiosk, in the journal and on the technician's screens. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** Where it is: a path or an address, in the driver's own form. */
  at: z.string().min(1).max(500),
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
  z.strictObject({ ...common, driver: z.literal('escpos'), baudRate }),
]);
export type DeviceSetup = z.infer<typeof deviceSetupSchema>;
export type Driver = DeviceSetup['driver'];

/** What each driver's device is for. */
export const kindOf: Readonly<Record<Driver, DeviceKind>> = {
  r30x: 'fingerprint',
  'mrz-serial': 'document',
  escpos: 'printer',
};

export const isDriver = (name: string): name is Driver => Object.hasOwn(kindOf, name);

const tableKinds: readonly TableKind[] = ['fingerprint', 'document', 'printer'];

/** All devices of a kiosk. The first of a kind is the one that is asked; documents are taken from every reader. */
export const devicesSchema = z
  .array(deviceSetupSchema)
  .max(32)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'two devices have one id' })
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
