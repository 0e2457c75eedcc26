import { z } from 'zod';
import { bytesSchema, certificateDerSchema, idSchema, precinctNumberSchema, roleSchema } from './common.ts';

/** A registered device: the commission signs this list, and packages are sealed to devices on it only. */
export const deviceEntrySchema = z.strictObject({
  device: idSchema,
  serial: z.string().min(1).max(64),
  /** Key id and Ed25519 public key (32 bytes): signs the journal and everything this device says. */
  key: idSchema,
  signing: bytesSchema(32),
  /** P-256 public key, uncompressed point (65 bytes): packages are sealed to it by HPKE. */
  agreement: bytesSchema(65),
  /** Station it serves; null = spare pool, may take over any station. */
  station: precinctNumberSchema.nullable(),
  /** True for a simulated device of a demonstration or test. */
  simulated: z.boolean(),
  /** When the commission took it out of use. It stays on the list: what it signed before is still verified with its key. */
  revoked: z.iso.datetime().optional(),
  /** Its place among all devices of the commission, given once. Packages of before have none. */
  place: z.int().min(1).max(999_999).optional(),
  /** The commission's word for its signing key in the network (docs/network.md). Packages of before have none. */
  certificate: certificateDerSchema.optional(),
});
export type DeviceEntry = z.infer<typeof deviceEntrySchema>;

/**
 * What stands for a device in the numbers that it gives out: no other one ever has it, whichever devices the next package
 * names. Where the package gives no places it is the one in its list. 0: the package does not name the device.
 */
export function placeOf(devices: readonly Pick<DeviceEntry, 'device' | 'place'>[], device: string): number {
  const at = devices.findIndex((one) => one.device === device);
  return devices[at]?.place ?? at + 1;
}

/**
 * What people call a device: the serial number on its plate. Its own name is made of its key and says nothing to anybody.
 * @returns null for one that the list does not name
 */
export function serialOf(devices: readonly Pick<DeviceEntry, 'device' | 'serial'>[], device: string): string | null {
  return devices.find((one) => one.device === device)?.serial ?? null;
}

/** What screens and papers call a device; a dash for one that nobody knows here: its own name would tell nobody more. */
export function calledAs(devices: readonly Pick<DeviceEntry, 'device' | 'serial'>[], device: string): string {
  return serialOf(devices, device) ?? '—';
}

/** Whether packages are made for this device. */
export const inUse = ({ revoked }: DeviceEntry): boolean => revoked === undefined;

/**
 * A personal code as kept in the package: the public half of a P-256 key (uncompressed point) whose private half comes
 * from the code by scrypt, its numbers beside it.
 */
export const codeKeySchema = z
  .strictObject({
    algorithm: z.literal('scrypt-p256'),
    n: z.int().min(1024).max(131_072),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: bytesSchema(16),
    publicKey: bytesSchema(65),
  })
  // scrypt takes 128·n·r bytes: no package may make a sign-in cost more than 128 MiB.
  .refine(({ n, r }) => Math.log2(n) % 1 === 0 && n * r <= 1_048_576, 'not a cost for scrypt');
export type CodeKey = z.infer<typeof codeKeySchema>;

/** Somebody who may sign in. */
export const personEntrySchema = z.strictObject({
  id: idSchema,
  role: roleSchema,
  /** Station where the person works; null = any (a technician on call). */
  station: precinctNumberSchema.nullable(),
  name: z.string().min(1).max(120),
  code: codeKeySchema,
  /** True if the code is a published demonstration code. */
  defaultCode: z.boolean(),
});
export type PersonEntry = z.infer<typeof personEntrySchema>;
