import type { BallotReadingPolicy } from '../../election/policy-ballot.ts';
import type { ReadingRules } from '../reading.ts';

/** The signed numbers as a reader uses them. */
export function readingRules({ trace, empty, mark, scale }: BallotReadingPolicy): ReadingRules {
  return {
    thresholds: { trace: trace / 1000, empty: empty / 1000, mark: mark / 1000 },
    scale: { least: scale.least / 1000, most: scale.most / 1000 },
  };
}
