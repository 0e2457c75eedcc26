import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { NONCE_BYTES } from '../../core/crypto/crypto.ts';
import { approved } from '../../core/election/approval.ts';
import { bytesSchema, idSchema } from '../../core/election/common.ts';
import type { Approval } from '../../core/election/policy.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { PersonalKey } from './code.ts';
import { sealTo } from './keys-seal.ts';

/**
 * The lock of a register: its key opens only with the codes of those who, together, may open the station. Each person
 * has a share, sealed to the key of her code; for each set of persons that the policy allows, the register's key is
 * sealed under all their shares together. One person's share alone opens nothing.
 */
export const registerLockSchema = z.strictObject({
  shares: z.array(z.strictObject({ person: idSchema, enc: bytesSchema(65), sealed: bytesSchema(48) })),
  /** `persons` in the order of their ids. */
  sets: z.array(
    z.strictObject({ persons: z.array(idSchema).min(1).max(3), nonce: bytesSchema(12), sealed: bytesSchema(48) }),
  ),
});
export type RegisterLock = z.infer<typeof registerLockSchema>;

/** More people than this who may open one station are not meant: three of 64 make 41,664 sets. */
export const LOCK_PEOPLE_MAX = 64;

/**
 * Locks a register's key for every set of `rule.persons` people whom the rule allows.
 * @param register name of the register: a share of one register opens no other
 * @returns null where the rule can be met by nobody, or by more people than are meant
 */
export async function lockRegister(
  key: Uint8Array,
  register: string,
  people: readonly PersonEntry[],
  rule: Approval,
): Promise<RegisterLock | null> {
  const able = people.filter((one) => rule.roles.includes(one.role)).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (able.length > LOCK_PEOPLE_MAX) return null;
  const sets = subsets(able, rule.persons).filter((set) => approved(rule, set));
  if (sets.length === 0) return null;
  const shares = new Map(able.map(({ id }) => [id, randomBytes(32)]));
  const lock: RegisterLock = {
    shares: await Promise.all(
      able.map(async ({ id, code }) => {
        const share = shares.get(id) ?? Buffer.alloc(0);
        const { enc, sealed } = await sealTo(
          Buffer.from(code.publicKey, 'base64url'),
          share,
          shareContext(register, id),
        );
        return { person: id, enc: base64url(enc), sealed: base64url(sealed) };
      }),
    ),
    sets: sets.map((set) => {
      const persons = set.map(({ id }) => id);
      const nonce = randomBytes(NONCE_BYTES);
      const wrapping = setKey(
        register,
        persons,
        persons.map((id) => shares.get(id) ?? Buffer.alloc(0)),
      );
      const sealed = nodeCrypto.seal(wrapping, nonce, key, setContext(register, persons));
      return { persons, nonce: base64url(nonce), sealed: base64url(sealed) };
    }),
  };
  for (const share of shares.values()) share.fill(0);
  return lock;
}

/**
 * The register's key, by the personal keys of people who may open the station together.
 * @returns null if they are no such set, or the lock is not theirs
 */
export async function unlockRegister(
  lock: RegisterLock,
  register: string,
  present: ReadonlyMap<string, PersonalKey>,
): Promise<Uint8Array | null> {
  // More people than needed may have come: any set of them will do.
  const set = lock.sets.find(({ persons }) => persons.every((id) => present.has(id)));
  if (!set) return null;
  const shares: Uint8Array[] = [];
  for (const id of set.persons) {
    const own = lock.shares.find(({ person }) => person === id);
    const sealed = own && { enc: bytes(own.enc), sealed: bytes(own.sealed) };
    const share = sealed ? await present.get(id)?.open(sealed, shareContext(register, id)) : null;
    if (!share) return null;
    shares.push(share);
  }
  const wrapping = setKey(register, set.persons, shares);
  for (const share of shares) share.fill(0);
  return nodeCrypto.open(wrapping, bytes(set.nonce), bytes(set.sealed), setContext(register, set.persons)) ?? null;
}

/** All sets of so many of them, each in their order. */
function subsets<T>(of: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return of.flatMap((first, at) => subsets(of.slice(at + 1), size - 1).map((rest) => [first, ...rest]));
}

function setKey(register: string, persons: readonly string[], shares: readonly Uint8Array[]): Uint8Array {
  return nodeCrypto.hkdf(Buffer.concat(shares), new Uint8Array(), setContext(register, persons), 32);
}

const shareContext = (register: string, person: string) => context('taanuu/register-share/1', register, person);
const setContext = (register: string, persons: readonly string[]) =>
  context('taanuu/register-set/1', register, ...persons);

/** Fields joined by NUL, which none of them can hold. */
const context = (...fields: readonly string[]) => Buffer.from(fields.join('\0'), 'utf8');
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
