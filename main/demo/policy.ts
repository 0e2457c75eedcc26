import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';

/**
 * The rules that a demonstration and a training are shown under: those that ship, with both decisions of people switched
 * on, so that whoever learns the kiosk meets every road of a voter. Photo comparison was allowed in some cases in 2015 and
 * by camera from 2017; what an election allows stays its own package's.
 */
export const demoPolicy: Policy = {
  ...defaultPolicy,
  fallbacks: {
    photo: { ...defaultPolicy.fallbacks.photo, enabled: true },
    override: { ...defaultPolicy.fallbacks.override, enabled: true },
  },
};
