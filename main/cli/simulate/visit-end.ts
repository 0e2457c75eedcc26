import type { Served } from './officer.ts';
import type { Visit } from './plan.ts';

/** A visit with its end; the truth about paper is in the ledger, never in here. */
export interface VisitEnd extends Served {
  readonly visit: Visit;
  /** Entries of the ledger that lie between the beginning and the end of this visit. */
  readonly ledger: readonly [from: number, to: number];
}
