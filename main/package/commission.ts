import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesSchema } from '../../core/election/common.ts';
import { type DeviceEntry, deviceEntrySchema } from '../../core/election/station.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { isProblem, type Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type CommissionTrust, type DeviceRequest, provesItsKeys } from '../access/keys.ts';
import { readSecret, writeNewSecret } from '../access/keys-file.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { type Secrets, secretsSchema } from './format.ts';

/** The commission's own folder: root key, registered devices, and the shared keys of its elections. */
export interface Commission {
  readonly trust: CommissionTrust;
  /** Ed25519 signature by the root key. */
  sign(message: Uint8Array): Uint8Array;
  /** All that were ever registered, each with its place. */
  devices(): Promise<readonly DeviceEntry[]>;
  /**
   * Adds a device, or moves one it knows to another station.
   * @returns its certificate, signed by the root key; `package.proof` if the request does not prove its keys
   */
  register(request: DeviceRequest, station: string | null): Promise<Result<Certificate, Problem>>;
  /** Takes a device out of use from then on. @returns `package.device-unknown` if it is none of this commission's */
  revoke(device: string, at: Date): Promise<Result<DeviceEntry, Problem>>;
  /** Pseudonym and index keys of an election in a mode; made once, the same for every package of it. */
  secrets(election: string, mode: string): Secrets;
  /** The secret of which the keys are derived to which kiosks seal what opens the package that they keep (`baseKeySeed`). */
  baseSecret(election: string, mode: string): Uint8Array;
}

/** What the commission gives back to a registered device. */
export const certificateSchema = z.strictObject({
  format: z.literal('taanuu/certificate/1'),
  commission: z.strictObject({ name: z.string().min(1).max(200), root: bytesSchema(32), demo: z.boolean() }),
  device: deviceEntrySchema,
  signature: bytesSchema(64),
});
export type Certificate = z.infer<typeof certificateSchema>;

const rootSchema = z.strictObject({ name: z.string().min(1).max(200), demo: z.boolean(), secret: bytesSchema(32) });

/** Whether a commission's root key lies in this folder; unlike `openCommission` it makes none. */
export function hasCommission(folder: string): boolean {
  return existsSync(join(folder, 'root.json'));
}

/** Opens the commission's folder, making its root key on first use. `name` and `demo` count only then. */
export function openCommission(folder: string, name: string, demo: boolean): Commission {
  makePrivateFolder(folder);
  const path = join(folder, 'root.json');
  if (!readSecret(path)) {
    writeNewSecret(path, Buffer.from(JSON.stringify({ name, demo, secret: randomBytes(32).toString('base64url') })));
  }
  const stored = rootSchema.parse(JSON.parse(Buffer.from(readSecret(path) ?? []).toString('utf8')));
  const secret = Buffer.from(stored.secret, 'base64url');
  const root = nodeCrypto.ed25519PublicKey(secret);
  const registry = join(folder, 'devices.json');
  const sign = (message: Uint8Array) => nodeCrypto.ed25519Sign(message, secret);
  const registered = async () => {
    const text = await readFile(registry, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    return z.array(deviceEntrySchema).parse(JSON.parse(text));
  };
  // Whoever is moved or taken out of use keeps the place: it stands in numbers that were given out.
  const replace = async (device: DeviceEntry) => {
    const before = await registered();
    const known = before.some((one) => one.device === device.device);
    const after = known ? before.map((one) => (one.device === device.device ? device : one)) : [...before, device];
    await writeFile(`${registry}.new`, JSON.stringify(after, null, 2));
    await rename(`${registry}.new`, registry);
  };
  return {
    trust: { name: stored.name, root, demo: stored.demo },
    sign,
    devices: async () => (await registered()).map((one, at) => ({ ...one, place: at + 1 })),
    async register(request, station) {
      if (!provesItsKeys(request)) return err({ code: 'package.proof', params: { device: request.device } });
      const { proof: _proof, ...claims } = request;
      const device: DeviceEntry = { ...claims, station };
      await replace(device);
      const commission = { name: stored.name, root: Buffer.from(root).toString('base64url'), demo: stored.demo };
      const certificate = { format: 'taanuu/certificate/1' as const, commission, device };
      return ok({ ...certificate, signature: Buffer.from(sign(signedBytes(certificate))).toString('base64url') });
    },
    async revoke(device, at) {
      const known = (await registered()).find((one) => one.device === device);
      if (!known) return err({ code: 'package.device-unknown', params: { device } });
      const revoked: DeviceEntry = { ...known, revoked: known.revoked ?? at.toISOString() };
      await replace(revoked);
      return ok(revoked);
    },
    secrets(election, mode) {
      const file = join(folder, `secrets-${election}-${mode}.json`);
      if (!readSecret(file)) {
        const made: Secrets = {
          pseudonyms: randomBytes(32).toString('base64url'),
          index: randomBytes(32).toString('base64url'),
        };
        writeNewSecret(file, Buffer.from(JSON.stringify(made)));
      }
      return secretsSchema.parse(JSON.parse(Buffer.from(readSecret(file) ?? []).toString('utf8')));
    },
    baseSecret(election, mode) {
      const file = join(folder, `bases-${election}-${mode}.secret`);
      if (!readSecret(file)) writeNewSecret(file, randomBytes(32));
      return readSecret(file) ?? new Uint8Array();
    },
  };
}

function signedBytes(certificate: Omit<Certificate, 'signature'>): Uint8Array {
  return Buffer.from(`taanuu/certificate/1\n${canonical(certificate)}`, 'utf8');
}

/** Reads a certificate and checks that the root key in it has signed it. The root itself is compared by people, in words. */
export function readCertificate(text: string): Result<Certificate, Problem> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err({ code: 'package.not-a-package' });
  }
  const parsed = certificateSchema.safeParse(json);
  if (!parsed.success) return err({ code: 'package.field', params: { field: fieldOf(parsed.error) } });
  const { signature, ...certificate } = parsed.data;
  const root = Buffer.from(certificate.commission.root, 'base64url');
  const good = nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), signedBytes(certificate), root);
  return good ? ok(parsed.data) : err({ code: 'package.bad-signature' });
}

/** The first field a schema objects to, as a path; never the value. */
export function fieldOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = issue ? issue.path.map(String) : [];
  const full = issue?.code === 'unrecognized_keys' ? [...path, ...issue.keys] : path;
  return full.join('.').slice(0, 100) || '(whole)';
}

/** What is wrong with what a schema does not take: the problem that the schema itself names, or else the one of the field. */
export function schemaProblem(error: z.ZodError, ofField: (field: string) => Problem): Problem {
  const [issue] = error.issues;
  const named = issue?.code === 'custom' ? issue.params?.['problem'] : undefined;
  return isProblem(named) ? named : ofField(fieldOf(error));
}
