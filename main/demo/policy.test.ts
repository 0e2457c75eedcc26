import { expect, it } from 'vitest';
import { policySchema } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { demoPolicy } from './policy.ts';

it('the demonstration has the rules that ship, and every road of a voter', () => {
  expect(policySchema.parse(demoPolicy)).toEqual(demoPolicy);
  const { photo, override } = demoPolicy.fallbacks;
  expect([photo.enabled, override.enabled]).toEqual([true, true]);
  const off = { photo: { ...photo, enabled: false }, override: { ...override, enabled: false } };
  const { ballotBox, results } = defaultPolicy;
  expect(demoPolicy.results).toEqual({ ...results, testBeforeOpening: false });
  expect({ ...demoPolicy, fallbacks: off, ballotBox, results }).toEqual(defaultPolicy);
});
