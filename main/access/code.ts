import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * A person's own code, kept as a memory-hard hash (Argon2id, RFC 9106; parameters of the OWASP cheat sheet's
 * first choice for 19 MiB). The parameters stand in the string so that they can rise without breaking old hashes.
 */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive = promisify(argon2);

const hash = (code: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> =>
  derive('argon2id', {
    message: Buffer.from(code.normalize('NFKC'), 'utf8'),
    nonce,
    parallelism: 1,
    tagLength: HASH_BYTES,
    memory,
    passes,
  });

/** @returns `argon2id$<memory KiB>$<passes>$<salt base64url>$<hash base64url>` */
export async function hashCode(code: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await hash(code, salt, MEMORY_KIB, PASSES);
  return ['argon2id', MEMORY_KIB, PASSES, salt.toString('base64url'), tag.toString('base64url')].join('$');
}

/** Whether `code` is the one that `stored` was made from. A string of another form is never a match. */
export async function verifyCode(code: string, stored: string): Promise<boolean> {
  const [algorithm, memory, passes, salt, tag] = stored.split('$');
  if (algorithm !== 'argon2id' || !memory || !passes || !salt || !tag) return false;
  const cost = { memory: Number(memory), passes: Number(passes) };
  // A hostile package must not make the kiosk spend gigabytes on one sign-in.
  if (!Number.isInteger(cost.memory) || cost.memory < 8 || cost.memory > 262_144) return false;
  if (!Number.isInteger(cost.passes) || cost.passes < 1 || cost.passes > 16) return false;
  const nonce = Buffer.from(salt, 'base64url');
  const expected = Buffer.from(tag, 'base64url');
  if (nonce.length < 8 || expected.length !== HASH_BYTES) return false;
  return timingSafeEqual(await hash(code, nonce, cost.memory, cost.passes), expected);
}
