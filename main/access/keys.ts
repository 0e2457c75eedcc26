import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesSchema, idSchema } from '../../core/election/common.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { makePrivateFolder } from '../storage/folder.ts';
import { destroySecret, readSecret, writeNewSecret } from './keys-file.ts';
import { type AgreementJwk, makeAgreementKey, openSealed, type Sealed } from './keys-seal.ts';
import { fingerprintWords, keyId } from './keys-words.ts';

/** The commission's root key as this device took it once, at registration: the only trust anchor. */
export interface CommissionTrust {
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly root: Uint8Array;
  /** Made for a demonstration; refused in official mode. */
  readonly demo: boolean;
}

/** Everything a process of this device may do with keys. The one port: nothing else reads the key store. */
export interface DeviceKeys {
  /** Id of the device, derived from its signing key. */
  readonly device: string;
  readonly serial: string;
  /** Where the keys lie: a file is weaker than a TPM and is named so in the readiness report. */
  readonly strength: 'file' | 'tpm';
  /** Ed25519; signs the journal and whatever else this device says. */
  readonly signing: {
    /** Name of the key as events say it. */
    readonly key: string;
    readonly publicKey: Uint8Array;
    /** 64-byte signature. */
    sign(message: Uint8Array): Uint8Array;
  };
  /** P-256 for HPKE; packages are sealed to it. */
  readonly agreement: {
    readonly publicKey: Uint8Array;
    /** The secret, or null if it was sealed to another key, for another purpose, or changed. */
    open(sealed: Sealed, aad: Uint8Array): Promise<Uint8Array | null>;
  };
  /** Words that two people compare: of both public keys together. */
  readonly words: readonly string[];
  /** 32-byte key of that name: random, made when first asked for, the same from then on. */
  databaseKey(name: string): Uint8Array;
  /** Whether that key has been made. */
  hasDatabaseKey(name: string): boolean;
  /** Destroys a key: what was encrypted with it is gone (crypto-erase). Unknown names are no error. */
  eraseDatabaseKey(name: string): void;
  /** The pinned root, or null before registration. */
  commission(): CommissionTrust | null;
  /** Pins the root; once. Another root afterwards is refused with `package.root-differs`. */
  trustCommission(trust: CommissionTrust): Result<null, Problem>;
}

const identitySchema = z.strictObject({
  v: z.literal(1),
  serial: z.string().min(1).max(64),
  signing: bytesSchema(32),
  agreement: z.strictObject({
    secret: z.record(z.string(), z.unknown()),
    publicKey: bytesSchema(65),
  }),
});

const commissionSchema = z.strictObject({ name: z.string().min(1).max(200), root: bytesSchema(32), demo: z.boolean() });

/**
 * Opens the file-backed key store below `stateDir`, making the device's keys at the first start. Folder 0700, files 0600.
 * @param serial serial number on the device's plate; without it one is made up at the first start
 * @returns `package.keys-damaged` if a key file is there but not readable as one: keys are never made anew silently
 */
export async function openKeys(stateDir: string, serial?: string): Promise<Result<DeviceKeys, Problem>> {
  const folder = join(stateDir, 'keys');
  makePrivateFolder(folder);
  const path = join(folder, 'device.json');
  if (!readSecret(path)) writeNewSecret(path, await makeIdentity(serial));
  const stored = parsed(readSecret(path), identitySchema);
  const commission = readSecret(join(folder, 'commission.json'));
  const trust = commission && parsed(commission, commissionSchema);
  if (!stored || (commission && !trust)) {
    return err({ code: 'package.keys-damaged', params: { file: stored ? 'commission.json' : 'device.json' } });
  }
  return ok(
    fileKeys(folder, stored, trust && { ...trust, root: new Uint8Array(Buffer.from(trust.root, 'base64url')) }),
  );
}

/** Whether a device's keys lie below `stateDir`; unlike `openKeys` it makes none. */
export function hasKeys(stateDir: string): boolean {
  return existsSync(join(stateDir, 'keys', 'device.json'));
}

function fileKeys(folder: string, stored: z.infer<typeof identitySchema>, pinned: CommissionTrust | null): DeviceKeys {
  const secret = Buffer.from(stored.signing, 'base64url');
  const publicKey = nodeCrypto.ed25519PublicKey(secret);
  const agreementPublic = new Uint8Array(Buffer.from(stored.agreement.publicKey, 'base64url'));
  let trust = pinned;
  return {
    device: deviceOf(publicKey),
    serial: stored.serial,
    strength: 'file',
    signing: {
      key: signingKeyOf(publicKey),
      publicKey,
      sign: (message) => nodeCrypto.ed25519Sign(message, secret),
    },
    agreement: {
      publicKey: agreementPublic,
      open: (sealed, aad) => openSealed(stored.agreement.secret as AgreementJwk, sealed, aad),
    },
    words: fingerprintWords(Buffer.concat([publicKey, agreementPublic])),
    databaseKey(name) {
      const path = databaseKeyPath(folder, name);
      const found = readSecret(path);
      if (found) return exactly32(found, name);
      writeNewSecret(path, randomBytes(32));
      return exactly32(readSecret(path), name);
    },
    hasDatabaseKey: (name) => existsSync(databaseKeyPath(folder, name)),
    eraseDatabaseKey: (name) => destroySecret(databaseKeyPath(folder, name)),
    commission: () => trust,
    trustCommission(wanted) {
      if (trust) {
        const same = Buffer.compare(trust.root, wanted.root) === 0;
        return same ? ok(null) : err({ code: 'package.root-differs' });
      }
      const root = Buffer.from(wanted.root).toString('base64url');
      const file = JSON.stringify({ name: wanted.name, root, demo: wanted.demo });
      if (!writeNewSecret(join(folder, 'commission.json'), Buffer.from(file)))
        return err({ code: 'package.root-differs' });
      trust = { ...wanted, root: new Uint8Array(wanted.root) };
      return ok(null);
    },
  };
}

async function makeIdentity(serial: string | undefined): Promise<Uint8Array> {
  const agreement = await makeAgreementKey();
  const digits = randomBytes(4).readUInt32BE().toString().padStart(10, '0');
  return Buffer.from(
    JSON.stringify({
      v: 1,
      serial: serial ?? `TN-${digits.slice(0, 5)}-${digits.slice(5)}`,
      signing: randomBytes(32).toString('base64url'),
      agreement: { secret: agreement.secret, publicKey: Buffer.from(agreement.publicKey).toString('base64url') },
    }),
  );
}

/** Names may hold anything; file names are the hash, so that a name can never leave the folder. */
function databaseKeyPath(folder: string, name: string): string {
  return join(folder, `database-${keyId(Buffer.from(name, 'utf8'))}.key`);
}

function exactly32(bytes: Uint8Array | null, name: string): Uint8Array {
  if (bytes?.length !== 32) throw new Error(`the database key ${name} is damaged`);
  return new Uint8Array(bytes);
}

function parsed<S extends z.ZodType>(bytes: Uint8Array | null, schema: S): z.infer<S> | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes ?? []).toString('utf8')));
  } catch {
    return null;
  }
}

/**
 * What a device tells of itself so that a commission can register it. `proof` is its signature over all the rest: it
 * shows that who asks holds the signing key, and binds the receiving key to it.
 */
export const deviceRequestSchema = z.strictObject({
  device: idSchema,
  serial: z.string().min(1).max(64),
  key: idSchema,
  signing: bytesSchema(32),
  agreement: bytesSchema(65),
  simulated: z.boolean(),
  /** Ed25519 by `signing`. */
  proof: bytesSchema(64),
});
export type DeviceRequest = z.infer<typeof deviceRequestSchema>;

/** This device's request for registration. @param simulated its peripherals are simulators */
export function deviceRequest(keys: DeviceKeys, simulated: boolean): DeviceRequest {
  const claims = {
    device: keys.device,
    serial: keys.serial,
    key: keys.signing.key,
    signing: Buffer.from(keys.signing.publicKey).toString('base64url'),
    agreement: Buffer.from(keys.agreement.publicKey).toString('base64url'),
    simulated,
  };
  return { ...claims, proof: Buffer.from(keys.signing.sign(requestBytes(claims))).toString('base64url') };
}

/** Whether the request comes from who holds its signing key, and bears the names that this key gives. */
export function provesItsKeys({ proof, ...claims }: DeviceRequest): boolean {
  const signing = Buffer.from(claims.signing, 'base64url');
  const named = claims.device === deviceOf(signing) && claims.key === signingKeyOf(signing);
  return named && nodeCrypto.ed25519Verify(Buffer.from(proof, 'base64url'), requestBytes(claims), signing);
}

/** What `proof` signs: the context of its purpose, then the canonical form of everything else. */
function requestBytes(claims: Omit<DeviceRequest, 'proof'>): Uint8Array {
  return Buffer.from(`taanuu/device-request/1\n${canonical(claims)}`, 'utf8');
}

/** Both names of a device come from its signing key: nobody can ask in the name of another. */
export const deviceOf = (signing: Uint8Array) => `d-${keyId(signing).slice(0, 10)}`;
export const signingKeyOf = (signing: Uint8Array) => `k-${keyId(signing)}`;
