import type { Cause } from '../journal/finding.ts';
import type { Place } from './admitted.ts';
import type { JournalName } from './names.ts';
import type { ResultsArrival } from './results-state.ts';

/** What people have to look at. It stands under its journal, what it is, and which event or voter: told again it is the same. */
export type Alarm =
  /** An event that cannot be stored: the line as it came, and whose connection brought it. */
  | {
      readonly alarm: 'refused';
      readonly cause: Cause;
      readonly seq: number;
      readonly line: string;
      readonly by: string;
    }
  /** One voter is admitted more than once. */
  | { readonly alarm: 'conflict'; readonly voter: string; readonly round: number; readonly places: readonly Place[] }
  /** A results file that is not the station's, or does not go together with one that came before (results-state.ts). */
  | ({ readonly alarm: 'results'; readonly sitting: string } & Pick<
      ResultsArrival,
      'sha256' | 'standing' | 'findings'
    >);

/** An alarm as it is kept. */
export type KeptAlarm = Alarm & { readonly of: JournalName /** The hub's clock, ISO. */; readonly first: string };
