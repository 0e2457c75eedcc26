import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { CodeHash } from '../../core/election/station.ts';

/**
 * A person's own code, kept as a memory-hard hash (scrypt, RFC 7914). The cost stands beside the hash, so that it
 * can rise without breaking the hashes of packages that exist; the schema bounds what a package may ask of a kiosk.
 */
const COST = { n: 32_768, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive = promisify(
  (code: string, salt: Buffer, options: ScryptOptions, done: (error: Error | null, key: Buffer) => void) =>
    scrypt(code.normalize('NFKC'), salt, HASH_BYTES, options, done),
);

const options = ({ n, r, p }: { readonly n: number; readonly r: number; readonly p: number }): ScryptOptions => ({
  N: n,
  r,
  p,
  maxmem: 128 * n * r * 2,
});

/** Hashes a code with a fresh salt. Takes about 60 ms and 32 MiB. */
export async function hashCode(code: string): Promise<CodeHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(code, salt, options(COST));
  return { algorithm: 'scrypt', ...COST, salt: salt.toString('base64url'), hash: hash.toString('base64url') };
}

/** Whether `code` is the one that `stored` was made from. */
export async function verifyCode(code: string, stored: CodeHash): Promise<boolean> {
  const hash = await derive(code, Buffer.from(stored.salt, 'base64url'), options(stored));
  return timingSafeEqual(hash, Buffer.from(stored.hash, 'base64url'));
}
