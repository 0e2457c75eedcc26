import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LockHere, lockRule } from './lock.ts';

const rules = fc.record({
  category: fc.constantFrom('home', 'remote'),
  listedElsewhere: fc.boolean(),
  basis: fc.constantFrom('none', 'by-list', 'open'),
  lock: fc.record<LockHere>({
    needed: fc.constantFrom('none', 'remote', 'all'),
    waitSeconds: fc.constant(4),
    home: fc.constantFrom('admit', 'wait'),
    hub: fc.constantFrom('none', 'away', 'there'),
    outside: fc.boolean(),
  }),
} as const);

describe("a voter's lock across the country", () => {
  it('is what a remote voter is never admitted without', () => {
    fc.assert(fc.property(rules, (one) => one.category === 'home' || lockRule(one, one).without === 'wait'));
  });

  it('is asked for of nobody where there is no hub, or where the package is of before there were locks', () => {
    fc.assert(
      fc.property(rules, (one) => {
        if (one.lock.needed === 'none' || one.lock.hub === 'none') expect(lockRule(one, one).ask).toBe(false);
      }),
    );
  });

  it('is missing at home without a mark only where nobody can have admitted her elsewhere', () => {
    fc.assert(
      fc.property(rules, (one) => {
        const { ask, without } = lockRule(one, one);
        if (without !== 'safe') return;
        expect(one.category).toBe('home');
        // By list the list of home says who votes elsewhere; open to all nobody can know, once locks are needed at home.
        if (ask) expect(one.basis).not.toBe('open');
        if (one.lock.needed !== 'none' && one.lock.hub !== 'none') expect(one.listedElsewhere).toBe(false);
      }),
    );
  });

  it('is never waited for outside the room by a voter of the own list who is not listed elsewhere', () => {
    fc.assert(
      fc.property(rules, (one) => {
        const own = one.category === 'home' && !one.listedElsewhere && one.lock.outside;
        if (own) expect(lockRule(one, one).without).not.toBe('wait');
      }),
    );
  });
});
