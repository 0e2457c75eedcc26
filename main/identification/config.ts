import { z } from 'zod';
import { devicesSchema } from './devices/setup.ts';

const path = z.string().min(1);

/** How this kiosk is put together; a file of the machine, not of an election. */
export const kioskConfigSchema = z.strictObject({
  devices: devicesSchema,
  /** Folders that packages are taken from and logs written to, besides mounted sticks. */
  folders: z.array(path),
  /** A package that is taken up at the first start, so that nobody need import it; null: a person imports one. */
  firstPackage: path.nullable().default(null),
});
export type KioskConfig = z.infer<typeof kioskConfigSchema>;
