import { join } from 'node:path';
import { z } from 'zod';
import { hostPort } from '../../core/network/address.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { readConfigFile } from '../storage/config-file.ts';
import { devicesSchema } from './devices/setup.ts';

const path = z.string().min(1);

/** What of a kiosk's configuration may be carried to another kiosk. */
export const settingsSchema = z.strictObject({
  devices: devicesSchema,
  /** Folders that packages are taken from and logs written to, besides mounted sticks. */
  folders: z.array(path.max(500)).max(32),
  /** The standard kit that this kiosk is held against: one of assets/kits by its name, or the path of a file. */
  kit: z
    .string()
    .regex(/^([a-z0-9][a-z0-9-]{0,63}|\/[^\n]{1,499})$/)
    .optional(),
});

/** How this kiosk is put together; a file of the machine, not of an election. */
export const kioskConfigSchema = settingsSchema.extend({
  /** A package that is taken up at the first start, so that nobody need import it; null: a person imports one. */
  firstPackage: path.nullable().default(null),
  /** Folder of the files that cross the hatch to the ballot zone beside this one; without it there is no ballot zone. */
  hatch: path.optional(),
  /** How it is in the network of its station's kiosks; without it there is no network. */
  network: z
    .strictObject({
      /** Where the other kiosks reach it. */
      listen: hostPort.default('0.0.0.0:7422'),
      /** Where others are known to be. */
      peers: z.array(hostPort).max(64).default([]),
      /** Whether kiosks find each other by multicast DNS. */
      discover: z.boolean().default(true),
    })
    .optional(),
});
export type KioskConfig = z.infer<typeof kioskConfigSchema>;

/** Reads `kiosk.json` of a folder, or says what is wrong with it. */
export function readKioskFile(stateDir: string): Result<KioskConfig, Problem> {
  return readConfigFile(join(stateDir, 'kiosk.json'), kioskConfigSchema);
}
