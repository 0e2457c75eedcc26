import { describe, expect, it } from 'vitest';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { shortDays } from './short-day.ts';

const { day } = shortDays();

/** Half of a short list has fingers that are hard for good. */
const hard = { voters: 12, hardFingers: 50 } as const;

/** A day without anything hard is in the whole life (election.test.ts). */
describe('a day of one station', { timeout: 600_000 }, () => {
  it('balances with hard fingers, of which some are found late or not at all', async () => {
    const { wrong, identified, falseNonMatches, slips, admitted } = await day('13', hard);
    expect(wrong).toEqual([]);
    expect(slips).toBe(admitted);
    const paths = Object.values(identified.hard).reduce((sum, n) => sum + n, 0);
    expect(paths).toBeGreaterThanOrEqual(5);
    expect(paths).toBeGreaterThan(identified.hard['first-touch']);
    expect(identified.touches.hard.all).toBeGreaterThan(paths);
    expect(identified.touches.hard.poor).toBeGreaterThan(0);
    // The shipped policy lets no person decide: what no finger opens stays shut, and is counted.
    const { hard: gone, usual } = identified;
    expect([gone.photo, gone.override, usual.photo, usual.override]).toEqual([0, 0, 0, 0]);
    expect(gone['not-identified'] + usual['not-identified']).toBe(falseNonMatches);
  });

  it('balances as well where the policy lets two persons decide, and none of them is for an impostor', async () => {
    const way = (cap: number | null) => ({ ...defaultPolicy.fallbacks.photo, enabled: true, cap });
    // So strict a sensor that most hard fingers give nothing to compare.
    const finger = { kind: 'finger', enabled: true, threshold: 40, triesPerFinger: 1, fingersMax: 1 } as const;
    const policy: Policy = {
      ...defaultPolicy,
      modalities: [{ ...finger, qualityMinimum: 60 }],
      fallbacks: { photo: way(1), override: way(null) },
    };
    const balance = await day('13', { ...hard, policy });
    expect(balance.wrong).toEqual([]);
    const { hard: helped, usual } = balance.identified;
    expect(helped.photo + usual.photo).toBe(1);
    expect(helped.override + usual.override).toBeGreaterThan(0);
    expect(balance.falseNonMatches).toBe(0);
    expect(balance.impostors.tried).toBeGreaterThan(0);
    expect(balance.impostors.admitted).toBe(0);
  });
});
