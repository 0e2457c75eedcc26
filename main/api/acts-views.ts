import type { Words } from '../../core/election/common.ts';
import type { ActKind } from '../../core/election/policy-acts.ts';
import type { Moment } from '../../core/receipt/act-slip.ts';

/** What the chair's screen shows of acts. Nobody is named: who it was is written on the paper by hand. */

export interface ActFactsView {
  readonly happened: Moment;
  readonly until: Moment | null;
  readonly receipts: readonly string[];
  readonly voided: readonly string[];
  readonly reason: Words | null;
  readonly way: Words | null;
  /** What sort of document was read. */
  readonly document: Words | null;
  /** The kiosk that served beside this one. */
  readonly beside: string | null;
  /** Sheets in the ballot box, and the most that there might be. */
  readonly sheets: { readonly sheets: number; readonly most: number } | null;
  /** Number of the remote station whose list names a voter who was admitted here. */
  readonly listed: string | null;
  /** Page and line of the paper list. */
  readonly place: { readonly page: number; readonly line: number } | null;
}

/** An act that can be drawn. */
export interface ActChoiceView {
  readonly kind: ActKind;
  /** The exception in the journal; null: people know it, and no event tells of it. */
  readonly of: string | null;
  readonly names: Words;
  /** Whether the chair writes something into it. */
  readonly asksWords: boolean;
  readonly facts: ActFactsView | null;
}

export interface DrawnActView {
  readonly number: number;
  /** The number as it is printed. */
  readonly shown: string;
  readonly names: Words;
  readonly drawn: Moment;
  readonly facts: ActFactsView;
  /** Copies that were handed to a printer. */
  readonly copies: number;
  /** What came of the last print; null: none yet, or it is being printed. */
  readonly out: 'yes' | 'no' | 'maybe' | null;
}

/** Acts that are sent at once at most: a day may have hundreds of refusals, and a screen shows a few. */
export const ACTS_SENT = 12;

/** A part of the acts: so many as a screen may show from some place on, and how many there are. */
export interface ActsView {
  /** The station's date: what happened on another day says so. */
  readonly today: string;
  /** Place of the first one of each list here, in all that there are. */
  readonly from: number;
  /** Which of those that are drawn by hand were asked for; null: the first of each kind. */
  readonly kind: ActKind | null;
  /** Exceptions of all sittings that wait for their act, the oldest first. */
  readonly due: readonly ActChoiceView[];
  /** What people draw where they want it, the newest first: of the kind that was asked for, else the first of each kind. */
  readonly byHand: readonly ActChoiceView[];
  /** Acts of all sittings, the newest first. */
  readonly drawn: readonly DrawnActView[];
  /** How many there are of each; of what is drawn by hand, by kind, with the one of which only people know. */
  readonly counts: {
    readonly due: number;
    readonly drawn: number;
    readonly byHand: Readonly<Partial<Record<ActKind, number>>>;
  };
}
