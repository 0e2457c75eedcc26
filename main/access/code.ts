import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { CodeKey } from '../../core/election/station.ts';
import { deriveAgreementKey, openSealed, type Sealed } from './keys-seal.ts';

/**
 * A person's own code. The package keeps only the public half of a P-256 key whose private half comes from the code by
 * a memory-hard function (scrypt, RFC 7914; then DeriveKeyPair of RFC 9180): it tells the right code from a wrong one,
 * and what is sealed to it opens with the code alone. The cost stands beside it, so that it can rise without breaking
 * packages that exist; the schema bounds what a package may ask of a kiosk.
 *
 * A code has few values, so the cost is all that stands between a stolen disk and the code: docs/election-package.md
 * says what guessing costs.
 */
const COST = { n: 65_536, r: 8, p: 1 } as const;
/** What a guess costs; the usual one where nothing is said. */
export type Cost = { readonly n: number; readonly r: number; readonly p: number };
const SALT_BYTES = 16;
const SEED_BYTES = 32;

const derive = promisify(
  (code: string, salt: Buffer, options: ScryptOptions, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(code.normalize('NFKC'), salt, SEED_BYTES, options, done),
);

const options = ({ n, r, p }: Cost): ScryptOptions => ({ N: n, r, p, maxmem: 128 * n * r * 2 });

/** The key of a code with a fresh salt. Takes about 0.3 s and 64 MiB at the usual cost. */
export async function makeCodeKey(code: string, cost: Cost = COST): Promise<CodeKey> {
  const salt = randomBytes(SALT_BYTES);
  const seed = await derive(code, salt, options(cost));
  const { publicKey } = await deriveAgreementKey(seed);
  const encoded = Buffer.from(publicKey).toString('base64url');
  return {
    algorithm: 'scrypt-p256',
    n: cost.n,
    r: cost.r,
    p: cost.p,
    salt: salt.toString('base64url'),
    publicKey: encoded,
  };
}

/** What only the person's own code gives. */
export interface PersonalKey {
  /** The secret that was sealed to the person; null if it belongs elsewhere or was changed. */
  open(sealed: Sealed, aad: Uint8Array): Promise<Uint8Array | null>;
}

/** The private half, if `code` is the one that `stored` was made from; null for any other. */
export async function personalKey(code: string, stored: CodeKey): Promise<PersonalKey | null> {
  const seed = await derive(code, Buffer.from(stored.salt, 'base64url'), options(stored));
  const { secret, publicKey } = await deriveAgreementKey(seed);
  seed.fill(0);
  if (Buffer.from(publicKey).toString('base64url') !== stored.publicKey) return null;
  return { open: (sealed, aad) => openSealed(secret, sealed, aad) };
}

/** Whether `code` is the one that `stored` was made from. */
export async function verifyCode(code: string, stored: CodeKey): Promise<boolean> {
  return (await personalKey(code, stored)) !== null;
}
