import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DutyHolders, dutyChanges, mayHoldDuty, onDuty, unfilledDuties } from './duties.ts';
import { policySchema } from './policy.ts';
import { defaultPolicy } from './policy-default.ts';
import { duties } from './policy-duties.ts';

describe('the drawn duties', () => {
  it('are held by members alone', () => {
    const roles = ['officer', 'member', 'chair', 'secretary', 'technician', 'administrator'] as const;
    expect(roles.filter(mayHoldDuty)).toEqual(['member']);
  });

  it('are none in a package that was signed before there were any, and its approvals ask for nobody in particular', () => {
    const { duties: _, ...rest } = structuredClone(defaultPolicy);
    const { duties: __, ...approvals } = rest.approvals;
    const before = Object.fromEntries(Object.entries(approvals).map(([kind, { duty: ___, ...rule }]) => [kind, rule]));
    const strip = ({ duty: ___, ...rule }: (typeof rest.fallbacks)['photo']) => rule;
    const old = policySchema.parse({
      ...rest,
      approvals: before,
      fallbacks: { photo: strip(rest.fallbacks.photo), override: strip(rest.fallbacks.override) },
    });
    expect(old.duties.drawn).toEqual([]);
    expect(unfilledDuties(old.duties, {})).toEqual([]);
    for (const rule of Object.values(old.approvals)) expect(onDuty(rule, old.duties, {})).toBeNull();
  });

  it.each([
    ['of a duty that is not drawn', { release: { ...defaultPolicy.approvals.release, duty: 'ballots' as const } }, []],
    ['for the opening', { open: { ...defaultPolicy.approvals.open, duty: 'operator' as const } }, duties],
    ['for the lots themselves', { duties: { ...defaultPolicy.approvals.duties, duty: 'operator' as const } }, duties],
    [
      'where no member may approve',
      { release: { persons: 2, roles: ['officer', 'chair'], including: [], duty: 'operator' as const } },
      duties,
    ],
    [
      'where no place is left for the member',
      { release: { persons: 1, roles: ['officer', 'member'], including: ['officer'], duty: 'operator' as const } },
      duties,
    ],
  ])('cannot be asked for %s', (_, approvals, drawn) => {
    const policy = {
      ...defaultPolicy,
      approvals: { ...defaultPolicy.approvals, ...approvals },
      duties: {
        ...defaultPolicy.duties,
        drawn: defaultPolicy.duties.drawn.filter(({ duty }) => drawn.includes(duty as never)),
      },
    };
    expect(policySchema.safeParse(policy).success).toBe(false);
  });

  it('are changed into what is wanted, by no more than what differs', () => {
    const lots = fc.uniqueArray(
      fc.record({ duty: fc.constantFrom(...duties), person: fc.constantFrom<string>('a', 'b', 'c') }),
      {
        selector: ({ duty, person }) => `${duty} ${person}`,
      },
    );
    fc.assert(
      fc.property(lots, lots, (now, wanted) => {
        const holders: DutyHolders = Object.fromEntries(
          [...Map.groupBy(now, ({ duty }) => duty)].map(([duty, held]) => [duty, held.map(({ person }) => person)]),
        );
        const key = ({ duty, person }: (typeof now)[number]) => `${duty} ${person}`;
        const after = new Set(now.map(key));
        for (const { change, ...lot } of dutyChanges(holders, wanted)) {
          expect(after.has(key(lot))).toBe(change === 'ended');
          if (change === 'ended') after.delete(key(lot));
          else after.add(key(lot));
        }
        expect([...after].sort()).toEqual(wanted.map(key).sort());
      }),
    );
  });
});
