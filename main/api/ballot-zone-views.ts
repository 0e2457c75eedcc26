import type { hatchFiles } from '../../core/hatch/hatch.ts';
import type { ToldSheets } from '../../core/journal/ballot-zone.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What the chair's screens show of the zone beside this one: numbers of sheets, and files that are carried unread. */

export type BallotFileKind = (typeof hatchFiles)[number];

export interface BallotZoneView {
  /** Of the sitting that runs or ran last, by time; that of the close is the last. */
  readonly sheets: readonly ToldSheets[];
  /** The results file in force; null before the protocols are signed. */
  readonly results: ResultsFileView | null;
  /** Files that came out of it, and whether each lies on a medium. */
  readonly files: readonly { readonly file: string; readonly kind: BallotFileKind; readonly written: boolean }[];
}

export interface ResultsFileView {
  readonly number: number;
  /** Whether it lies on a medium. */
  readonly written: boolean;
  /** How it is on its way to the commission; null: this station has no hub above it. */
  readonly up: {
    /** By what way it goes now; null: there is none. */
    readonly way: 'link' | 'peer' | null;
    /** Percent that has arrived; null: not known yet. */
    readonly percent: number | null;
    /** Why it cannot go. */
    readonly problem: Problem | null;
    /** What the hub has signed when it had all of it; null: it has not yet. */
    readonly receipt: Pick<BodyOf<'results.delivered'>, 'way' | 'standing' | 'verdict' | 'at' | 'sha256'> | null;
  } | null;
}

/** A file of the ballot zone that was to be written beside the log. */
export interface BallotFileWritten {
  readonly file: string;
  readonly kind: BallotFileKind;
  /** Why it does not lie there; null: it does, and was read back. */
  readonly problem: Problem | null;
}
