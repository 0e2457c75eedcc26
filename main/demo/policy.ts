import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';

/** A box that asks the voter about what may be her mistake, and lets her correct it. */
export const askingBox: Policy['ballotBox'] = {
  ...defaultPolicy.ballotBox,
  ...{ none: 'ask', tooMany: 'ask', unsure: 'ask', mayCorrect: true },
};

/**
 * The rules that a demonstration and a training are shown under: those that ship, with both decisions of people switched
 * on, so that whoever learns the kiosk meets every road of a voter. Photo comparison was allowed in some cases in 2015 and
 * by camera from 2017; what an election allows stays its own package's. The test pack of the ballot box may be fed, and need not.
 */
export const demoPolicy: Policy = {
  ...defaultPolicy,
  fallbacks: {
    photo: { ...defaultPolicy.fallbacks.photo, enabled: true },
    override: { ...defaultPolicy.fallbacks.override, enabled: true },
  },
  ballotBox: askingBox,
  results: { ...defaultPolicy.results, testBeforeOpening: false },
};
