import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, type PackageSays, saidIn, WHOLE } from './differences.ts';
import { electionSchema } from './election.ts';
import { defaultPolicy } from './policy-default.ts';

const election = electionSchema.parse(
  JSON.parse(readFileSync(new URL('../../assets/demo/election.json', import.meta.url), 'utf8')),
);
const code = {
  algorithm: 'scrypt-p256',
  n: 1024,
  r: 8,
  p: 1,
  salt: 'A'.repeat(22),
  publicKey: 'A'.repeat(87),
} as const;
const says: PackageSays = {
  ...{ election, policy: defaultPolicy, hub: null },
  devices: [
    {
      device: 'd-1',
      serial: 'TN-1',
      key: 'k-1',
      signing: 'A',
      agreement: 'B',
      station: '0001',
      simulated: true,
      place: 1,
    },
  ],
  people: [{ id: 'chair', role: 'chair', station: '0001', name: 'Гүлнара', code, defaultCode: false }],
};
const changed = (change: (one: PackageSays) => void): PackageSays => {
  const copy = structuredClone(says);
  change(copy);
  return copy;
};
const told = (now: PackageSays) =>
  differencesOf(says, now).map(({ path, before, now: value }) => [
    path.map((step) => ('field' in step ? step.field : typeof step.called === 'string' ? step.called : step.called.ru)),
    before,
    value,
  ]);

describe('what two packages say differently', () => {
  it('is nothing where they say the same', () => {
    expect(differencesOf(says, structuredClone(says))).toEqual([]);
  });

  it('is told by the field, what stood there and what stands there now', () => {
    expect(told(changed(({ policy }) => Object.assign(policy.lock, { waitSeconds: 9 })))).toEqual([
      [['policy', 'lock', 'waitSeconds'], 4, 9],
    ]);
    expect(told(changed(({ policy }) => Object.assign(policy.approvals.open, { roles: ['chair'] })))).toEqual([
      [['policy', 'approvals', 'open', 'roles'], ['chair', 'secretary', 'member'], ['chair']],
    ]);
  });

  it('names the element of a list as the commission does, whatever its place', () => {
    const now = changed(({ election: one }) => {
      one.precincts.reverse();
      Object.assign(one.precincts.at(-1) ?? {}, { address: { ky: 'а', ru: 'б', en: 'c' } });
    });
    const names = election.precincts[0]?.names.ru;
    expect(told(now)).toEqual([
      [['election', 'precincts', names, 'address'], election.precincts[0]?.address, { ky: 'а', ru: 'б', en: 'c' }],
    ]);
  });

  it('tells who came and who went, and of a code only that it is another', () => {
    const now = changed((one) => {
      const person = { ...(one.people[0] as (typeof one.people)[number]), code: { ...code, salt: 'B'.repeat(22) } };
      Object.assign(one, { people: [person, { ...person, id: 'member', name: 'Асел', code }] });
    });
    const all = told(now);
    expect(all[0]).toEqual([['people', 'Гүлнара', 'code'], WHOLE, WHOLE]);
    expect(all.slice(1).map(([path, before]) => [path, before])).toEqual(
      ['id', 'role', 'station', 'name', 'code', 'defaultCode'].map((field) => [['people', 'Асел', field], undefined]),
    );
    expect(told({ ...says, devices: [] }).map(([path]) => path)).toContainEqual(['devices', 'TN-1', 'station']);
  });

  it('is both ways round the same number, and nothing is told that has not changed', () => {
    const fields = Object.keys(defaultPolicy) as (keyof typeof defaultPolicy)[];
    fc.assert(
      fc.property(fc.subarray(fields), (left) => {
        const policy = Object.fromEntries(
          Object.entries(defaultPolicy).filter(([name]) => !left.includes(name as never)),
        );
        const [one, other] = [{ policy: defaultPolicy }, { policy: policy as typeof defaultPolicy }];
        const [there, back] = [differencesOf(one, other), differencesOf(other, one)];
        expect(there.length).toBe(back.length);
        const tops = new Set(there.map(({ path }) => (path[1] && 'field' in path[1] ? path[1].field : '')));
        for (const top of tops) expect(left).toContain(top);
      }),
      { numRuns: 40 },
    );
  });
});

it('says everything that stands in a policy, and no value that is not one', () => {
  const said = saidIn({ policy: defaultPolicy });
  expect(said.length).toBeGreaterThan(250);
  for (const { before, now } of said) {
    expect(before).toBeUndefined();
    expect(typeof now === 'object' && now !== null && !Array.isArray(now) ? Object.keys(now).length : 1).toBeLessThan(
      4,
    );
  }
});
