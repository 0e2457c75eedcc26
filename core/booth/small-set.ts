import type { BoothPolicy } from '../election/policy-booth.ts';

/** What becomes of the ballots that were made on panels for one constituency: opened, or the road that the policy names. */
export type SetRoad = 'open' | BoothPolicy['small'];

/**
 * Known before the count: as soon as a set can no longer reach the minimum, its voters' papers have a road, and no vote is
 * lost (docs/verification.md, “Results”).
 * @param most ballots that the set has, or can still come to
 */
export const roadOfSet = ({ minimum, small }: Pick<BoothPolicy, 'minimum' | 'small'>, most: number): SetRoad =>
  most >= minimum ? 'open' : small;
