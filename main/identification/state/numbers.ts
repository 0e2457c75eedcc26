import type { Database } from '../../storage/open.ts';
import { receiptsUsed } from './read.ts';
import { applicationCounts } from './read-applications.ts';

/** The highest running numbers that a device has given out in an election: the next of each kind follows. */
export interface GivenNumbers {
  readonly receipts: number;
  readonly acts: number;
  readonly applications: number;
}

export const NO_NUMBERS: GivenNumbers = { receipts: 0, acts: 0, applications: 0 };

/**
 * What has been given out until now, journals that this one goes on from included.
 * @param before what the device gave out before it was emptied of this election: numbers go on, on paper and here
 */
export function numbersGiven(db: Database, before: GivenNumbers): GivenNumbers {
  const { waiting, granted, refused } = applicationCounts(db);
  const acts = db
    .prepare<[], number>("select max(json_extract(line, '$.body.number')) from whole_journal where type = 'act.drawn'")
    .pluck()
    .get();
  return {
    receipts: before.receipts + receiptsUsed(db),
    acts: Math.max(before.acts, acts ?? 0),
    applications: before.applications + waiting + granted + refused,
  };
}
