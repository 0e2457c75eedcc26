import type { hatchFiles } from '../../core/hatch/hatch.ts';
import type { ToldSheets } from '../../core/journal/ballot-zone.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What the chair's screens show of the zone beside this one: numbers of sheets, and files that are carried unread. */

export type BallotFileKind = (typeof hatchFiles)[number];

export interface BallotZoneView {
  /** Of the sitting that runs or ran last, by time; that of the close is the last. */
  readonly sheets: readonly ToldSheets[];
  /** Files that came out of it, and whether each lies on a medium. */
  /** The results file in force: its number, and whether it lies on a medium; null before the protocols are signed. */
  readonly results: { readonly number: number; readonly written: boolean } | null;
  readonly files: readonly { readonly file: string; readonly kind: BallotFileKind; readonly written: boolean }[];
}

/** A file of the ballot zone that was to be written beside the log. */
export interface BallotFileWritten {
  readonly file: string;
  readonly kind: BallotFileKind;
  /** Why it does not lie there; null: it does, and was read back. */
  readonly problem: Problem | null;
}
