import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../core/election/common.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import { makeCodeKey, type PersonalKey, personalKey, verifyCode } from './code.ts';
import { LOCK_PEOPLE_MAX, lockRegister, type RegisterLock, unlockRegister } from './register-lock.ts';

const cheap = { n: 1024, r: 8, p: 1 };
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const rule = defaultPolicy.approvals.open;
const codes: Readonly<Record<string, string>> = {
  chair: '493817',
  member: '582946',
  secretary: '705931',
  officer: '110044',
};

async function person(id: string, role: Role): Promise<PersonEntry> {
  const code = await makeCodeKey(codes[id] ?? '', cheap);
  return { id, role, station: '0001', name: id, code, defaultCode: false };
}

let people: readonly PersonEntry[];
let lock: RegisterLock;
beforeAll(async () => {
  people = await Promise.all((['chair', 'member', 'secretary', 'officer'] as const).map((role) => person(role, role)));
  const made = await lockRegister(key, 'r1', people, rule);
  if (!made) throw new Error('nobody can open it');
  lock = made;
});

/** The personal keys of these people, each by her own code. */
async function keysOf(...ids: readonly string[]): Promise<ReadonlyMap<string, PersonalKey>> {
  const found = new Map<string, PersonalKey>();
  for (const id of ids) {
    const entry = people.find((one) => one.id === id);
    const own = entry && (await personalKey(codes[id] ?? '', entry.code));
    if (!own) throw new Error(`no key for ${id}`);
    found.set(id, own);
  }
  return found;
}

describe('the key of a code', () => {
  it('comes from this code alone, and its public half never shows it', async () => {
    const stored = people[0]?.code ?? (await makeCodeKey('x', cheap));
    expect(await verifyCode('493817', stored)).toBe(true);
    expect(await verifyCode('493818', stored)).toBe(false);
    expect(JSON.stringify(stored)).not.toContain('493817');
    // The same code of two people gives two keys.
    expect((await makeCodeKey('493817', cheap)).publicKey).not.toBe(stored.publicKey);
  });
});

describe('the lock of a register', () => {
  it('opens with the chair and a second person, in any order, and with one more', async () => {
    for (const ids of [
      ['chair', 'member'],
      ['member', 'chair'],
      ['secretary', 'chair'],
      ['member', 'secretary', 'chair'],
    ]) {
      expect(await unlockRegister(lock, 'r1', await keysOf(...ids))).toEqual(key);
    }
  });

  it('opens with nobody whom the policy does not name together', async () => {
    for (const ids of [[], ['chair'], ['member', 'secretary'], ['chair', 'officer'], ['officer']]) {
      expect(await unlockRegister(lock, 'r1', await keysOf(...ids))).toBeNull();
    }
    expect(lock.sets.map(({ persons }) => persons)).toEqual([
      ['chair', 'member'],
      ['chair', 'secretary'],
    ]);
    expect(lock.shares.map(({ person: id }) => id)).toEqual(['chair', 'member', 'secretary']);
  });

  it('is of one register, and no part of another lock fits into it', async () => {
    const both = await keysOf('chair', 'member');
    expect(await unlockRegister(lock, 'r2', both)).toBeNull();
    const other = await lockRegister(key, 'r1', people, rule);
    if (!other) throw new Error('nobody can open it');
    expect(await unlockRegister({ ...lock, shares: other.shares }, 'r1', both)).toBeNull();
    expect(await unlockRegister({ ...lock, sets: other.sets }, 'r1', both)).toBeNull();
    const shares = lock.shares.map((one, i) => ({ ...one, person: lock.shares[(i + 1) % 3]?.person ?? '' }));
    expect(await unlockRegister({ ...lock, shares }, 'r1', both)).toBeNull();
    const moved = lock.sets.map((one) => ({ ...one, persons: ['chair'] }));
    expect(await unlockRegister({ ...lock, sets: moved }, 'r1', await keysOf('chair'))).toBeNull();
  });

  it('says nothing of the key', () => {
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(JSON.stringify(lock)).not.toContain(Buffer.from(key).toString(form));
    }
  });

  it('follows the policy to one person and to three', async () => {
    const one = await lockRegister(key, 'r1', people, { persons: 1, roles: ['chair'], including: [] });
    if (!one) throw new Error('nobody can open it');
    expect(await unlockRegister(one, 'r1', await keysOf('chair'))).toEqual(key);
    expect(await unlockRegister(one, 'r1', await keysOf('member', 'secretary'))).toBeNull();
    const three = await lockRegister(key, 'r1', people, { ...rule, persons: 3 });
    if (!three) throw new Error('nobody can open it');
    expect(await unlockRegister(three, 'r1', await keysOf('chair', 'member'))).toBeNull();
    expect(await unlockRegister(three, 'r1', await keysOf('chair', 'member', 'secretary'))).toEqual(key);
  });

  it('is not made where nobody could open it, or more people than are meant', async () => {
    expect(await lockRegister(key, 'r1', [], rule)).toBeNull();
    expect(
      await lockRegister(
        key,
        'r1',
        people.filter(({ id }) => id !== 'chair'),
        rule,
      ),
    ).toBeNull();
    const [chair] = people;
    if (!chair) throw new Error('no chair');
    const crowd = Array.from({ length: LOCK_PEOPLE_MAX + 1 }, (_, i) => ({ ...chair, id: `c${i}` }));
    expect(await lockRegister(key, 'r1', crowd, rule)).toBeNull();
  });
});
