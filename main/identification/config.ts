import { z } from 'zod';

const path = z.string().min(1);

/** How this kiosk is put together; a file of the machine, not of an election. */
export const kioskConfigSchema = z.strictObject({
  devices: z.strictObject({ fingerprint: path, document: path, printer: path }),
  /** Pixels per inch of the fingerprint sensor's model; null: not known. */
  sensorDpi: z.int().min(250).max(1000).nullable().default(null),
  /** Folders that packages are taken from and logs written to, besides mounted sticks. */
  folders: z.array(path),
  /** Peripherals that are simulators; the official mode refuses them. */
  simulated: z.array(z.enum(['fingerprint', 'document', 'printer'])),
  /** A package that is taken up at the first start, so that nobody need import it; null: a person imports one. */
  firstPackage: path.nullable().default(null),
});
export type KioskConfig = z.infer<typeof kioskConfigSchema>;
