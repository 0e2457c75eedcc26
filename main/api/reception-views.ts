import type { Words } from '../../core/election/common.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import type { WhereAnswer } from '../../core/election/where.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { NumbersShown } from '../../core/receipt/list-slip.ts';
import type { ApplicantView, ApplicationView } from './application-views.ts';

/** The answer to "where do I vote?": station and number, and nobody's name. */
export interface WhereView {
  readonly answer: WhereAnswer;
  readonly maskedPin: string;
  /** The station to go to. */
  readonly to: { readonly number: string; readonly names: Words; readonly address: Words } | null;
  /** Her applications, and where each stands. */
  readonly applications: readonly ApplicationView[];
  /** She may apply here and now. */
  readonly mayApply: boolean;
  /** Whether a slip of it was printed. */
  readonly printed: boolean;
}

/** People who ask: the weeks before, and beside the queue on the day. */
export interface ReceptionView {
  /** The kiosk receives people before the day: two persons have given the register's key. */
  readonly open: boolean;
  /** On the day: the officer has left the queue's screen for somebody who asks. */
  readonly asking: boolean;
  readonly where: WhereView | null;
  /** Somebody applies. */
  readonly applicant: ApplicantView | null;
  /** What kept a document from being looked up. */
  readonly problem: Problem | null;
  /** Answered today. */
  readonly asked: number;
}

/** What the list changes since the one that was on this kiosk before. */
export interface ListChangesView {
  /** Version of that package, and its list. */
  readonly since: number;
  readonly list: ListChanges['since']['list'];
  readonly former: number;
  readonly added: NumbersShown;
  readonly removed: NumbersShown;
  readonly changed: NumbersShown;
  readonly renumbered: number;
  /** How many entries changed in each field. */
  readonly fields: Readonly<Record<string, number>>;
}

/** The list of voters to be printed: how many vote elsewhere, and its sheets, so many at a time. */
export interface HomeListView {
  readonly elsewhere: number;
  /** First and last sheet of each part. */
  readonly parts: readonly (readonly [from: number, to: number])[];
}

/** The list of voters in force. */
export interface ListView {
  readonly stage: ListChanges['since']['list']['stage'];
  readonly version: number;
  readonly date: string;
  /** Version of the package that carried it. */
  readonly package: number;
  readonly voters: number;
  /** Null: the first list of this kiosk, or the package does not say. */
  readonly changes: ListChangesView | null;
  /** What can be printed before the day; null: nobody has given the list's key, or it is not this role's. */
  readonly home: HomeListView | null;
}
