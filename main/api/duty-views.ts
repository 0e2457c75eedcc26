import type { Duty } from '../../core/election/policy-duties.ts';

/** A duty that the policy draws by lot, and who holds it now. */
export interface DutyView {
  readonly duty: Duty;
  /** So many must hold it before the station opens, or it opens without. */
  readonly needed: number;
  /** Ids of the people. */
  readonly holders: readonly string[];
}
