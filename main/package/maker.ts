import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesSchema, certificateDerSchema } from '../../core/election/common.ts';
import { type DeviceEntry, deviceEntrySchema } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { CommissionTrust } from '../access/keys.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { replaceText } from '../storage/whole-file.ts';
import { certifiedDevices, commissionCertificate } from './certificates.ts';
import { type Commission, hasCommission, openCommission } from './commission.ts';
import { type Secrets, secretsSchema } from './format.ts';

/** What a package is made with: everything of the commission's but its root key. */
export interface PackageMaker {
  readonly trust: CommissionTrust;
  /** Of the root key, as a package has it. */
  readonly certificate: string;
  /** All that were ever registered, each with its place. */
  readonly devices: () => Promise<readonly DeviceEntry[]>;
  /** The same devices, each that is in use with its certificate. */
  readonly certified: (devices: readonly DeviceEntry[]) => readonly DeviceEntry[];
  readonly secrets: (election: string, mode: string) => Secrets;
  /** As of `Commission`. */
  readonly baseSecret: (election: string, mode: string) => Uint8Array;
}

/** The commission itself as the maker of packages. */
export const makerOf = (commission: Commission): PackageMaker => ({
  trust: commission.trust,
  certificate: commissionCertificate(commission),
  devices: commission.devices,
  certified: (devices) => certifiedDevices(devices, commission),
  secrets: commission.secrets,
  baseSecret: commission.baseSecret,
});

const FILE = 'maker.json';
const makerSchema = z.strictObject({
  format: z.literal('taanuu/package-maker/1'),
  commission: z.strictObject({ name: z.string().min(1).max(200), root: bytesSchema(32), demo: z.boolean() }),
  certificate: certificateDerSchema,
  devices: z.array(deviceEntrySchema),
  election: z.strictObject({ id: z.string(), mode: z.string() }),
  secrets: secretsSchema,
  /** Of the keys to which kiosks seal what opens the package that they keep. */
  bases: bytesSchema(32),
});

/** For which election and mode packages are to be made. */
type Of = { readonly id: string; readonly mode: string };

/**
 * Writes what it takes to make the packages of one election, without the root key: for a machine that makes packages and
 * cannot sign them. Written again it has the devices that were registered since.
 */
export async function writeMaker(folder: string, commission: Commission, { id, mode }: Of): Promise<void> {
  const { trust, certificate, devices, certified, secrets, baseSecret } = makerOf(commission);
  makePrivateFolder(folder);
  const file: z.infer<typeof makerSchema> = {
    ...{ format: 'taanuu/package-maker/1', certificate, election: { id, mode }, secrets: secrets(id, mode) },
    commission: { name: trust.name, root: Buffer.from(trust.root).toString('base64url'), demo: trust.demo },
    devices: [...certified(await devices())],
    bases: Buffer.from(baseSecret(id, mode)).toString('base64url'),
  };
  replaceText(join(folder, FILE), `${JSON.stringify(file, null, 1)}\n`);
}

/** A folder that packages are made with. */
export interface OpenedMaker {
  readonly maker: PackageMaker;
  /** The commission with its root key; null: this folder signs nothing. */
  readonly commission: Commission | null;
}

/** Whether the root key lies in a folder that packages are made with; null: packages are not made with it. */
export function signsHere(folder: string): boolean | null {
  if (hasCommission(folder)) return true;
  return existsSync(join(folder, FILE)) ? false : null;
}

/**
 * Opens the commission's own folder, or one that `writeMaker` has written.
 * @returns `package.no-commission`: it is neither; `package.maker-election`: it is for another election
 */
export function openMaker(folder: string, of: Of): Result<OpenedMaker, Problem> {
  if (hasCommission(folder)) {
    const commission = openCommission(folder, 'commission', false);
    return ok({ maker: makerOf(commission), commission });
  }
  if (signsHere(folder) === null) return err({ code: 'package.no-commission', params: { folder } });
  const { commission, certificate, devices, election, secrets, bases } = makerSchema.parse(
    JSON.parse(readFileSync(join(folder, FILE), 'utf8')),
  );
  if (election.id !== of.id || election.mode !== of.mode) {
    return err({ code: 'package.maker-election', params: { election: election.id, mode: election.mode } });
  }
  const trust = { ...commission, root: new Uint8Array(Buffer.from(commission.root, 'base64url')) };
  const baseSecret = (): Uint8Array => new Uint8Array(Buffer.from(bases, 'base64url'));
  const shared = { trust, certificate, certified: same, baseSecret };
  const maker = { ...shared, devices: async () => devices, secrets: () => secrets };
  return ok({ maker, commission: null });
}

const same = (devices: readonly DeviceEntry[]): readonly DeviceEntry[] => devices;
