import type { JournalName } from '../../../core/hub/names.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';

/** A journal as it lies somewhere: in the hub, or in a file on a stick. */
export interface FoundJournal {
  /** Whose it is, as far as where it lies says so. */
  readonly of: Pick<JournalName, 'station' | 'device'>;
  /** Its lines without line feeds, a signed head as the last of them where there is one. */
  lines(): Promise<readonly string[]>;
  /**
   * Number of the last event that the device says it has written; null: nobody has heard that. What the hub keeps has no
   * head: a device signs one when it writes its journal out.
   */
  readonly last: number | null;
}

/** Where journals come from is not there any more. */
export class SourceGone extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Where journals come from. */
export interface JournalSource {
  /** How many stations they are of. */
  readonly stations: number;
  /** Devices that should have one and have none there. */
  readonly missing: readonly Pick<JournalName, 'station' | 'device'>[];
  journals(): AsyncIterable<FoundJournal> | Iterable<FoundJournal>;
}
