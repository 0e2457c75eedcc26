import type { Words } from '../../core/election/common.ts';
import type { Help } from '../../core/election/help.ts';

/** What the screens show of papers that are no receipts. */

/** The slip for the voter who is not admitted and stands in front of the officer. */
export interface RefusalSlipView {
  /** Its number once it was handed to the printer; null before. */
  readonly number: number | null;
  /** What came of printing it the last time; null before its end. */
  readonly out: 'yes' | 'no' | 'maybe' | null;
}

export interface ReasonCountView {
  /** Null: reasons in people's own words, counted together. */
  readonly reason: Words | null;
  readonly count: number;
}

/** The station's day so far: what stands on the page for observers. */
export interface TodayView {
  readonly sitting: string | null;
  /** Local times hh:mm. */
  readonly opened: string;
  readonly closed: string | null;
  readonly pauses: readonly { readonly from: string; readonly until: string | null; readonly reason: Words | null }[];
  readonly admitted: number;
  readonly open: number;
  readonly released: number;
  readonly undone: number;
  readonly reprints: number;
  /** Admitted here although listed to vote at a remote station; absent: nobody. */
  readonly homecomers?: number;
  /** Admitted without their lock; absent: nobody. */
  readonly unconfirmed?: number;
  readonly contested?: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Starts of the kiosk since the opening; and those of them after a run that had not ended in order. */
  readonly restarts: number;
  readonly brokenOff: number;
  readonly overrides: readonly ReasonCountView[];
  readonly undoneFor: readonly ReasonCountView[];
  /** Receipts of this journal, and those of them that had an identification before. */
  readonly receipts: number;
  readonly identified: number;
  /** Hash of the journal's last event, hex, and its first bytes as words. */
  readonly head: string;
  readonly words: readonly string[];
  /** Copies that were handed to a printer so far. */
  readonly copies: number;
}

export interface PapersView {
  /** Null while nobody is refused. */
  readonly refusal: RefusalSlipView | null;
  /** Of the signed package; null where it names nobody. */
  readonly help: Help | null;
}
