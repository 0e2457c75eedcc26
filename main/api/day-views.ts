import type { Words } from '../../core/election/common.ts';
import type { ClosingQuestion, ReplaceableKind } from '../../core/election/policy-day.ts';
import type { CopiedSlip } from '../../core/journal/catalogue/day.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What screens show of the station's day: standing still, copies of slips, what is asked at opening and close. */

/** Numbered copies of a slip of which not all are out. */
export interface SlipSeriesView {
  readonly series: string;
  readonly slip: CopiedSlip;
  readonly of: number;
  readonly out: number;
  /** Number of the copy that comes next. */
  readonly next: number;
  /** maybe: the next copy may be out, and a person looks into the tray. */
  readonly state: 'printing' | 'waiting' | 'maybe';
  /** What kept it from coming out. */
  readonly problem: Problem | null;
}

/** The station stands still: since when (ISO). */
export interface StandstillView {
  readonly since: string;
}

/** A question of the close: what people answered, what the device counts now. */
export interface ClosingQuestionView {
  readonly question: ClosingQuestion;
  readonly own: number;
  /** Null until it is answered; for those inside, what was counted when the doors were closed. */
  readonly people: number | null;
  /** Why both differ, once it was said. */
  readonly reason: string | null;
  /** Answered for the number that the device counts now, with a reason where they differ. */
  readonly settled: boolean;
}

type ListNumbers<Last> = { readonly voters: number; readonly version: number; readonly last: Last };

/** What people write down before the opening. */
export interface OpeningView {
  readonly seals: readonly { readonly id: string; readonly names: Words; readonly number: string | null }[];
  /** The paper list beside the register; null where the policy does not ask. */
  readonly list: {
    /** `last` is null until the register is unlocked. */
    readonly own: ListNumbers<number | null>;
    readonly paper: ListNumbers<number> | null;
    readonly words: string | null;
  } | null;
  /** Devices that are missing, may be done without, and of which nobody has decided. */
  readonly undecided: readonly { readonly device: string; readonly kind: ReplaceableKind }[];
  /** It is later than the policy wants: the opening asks for a reason. */
  readonly late: boolean;
}

export interface DayView {
  /** Before the opening only. */
  readonly opening: OpeningView | null;
  /** How many copies of a slip there usually are, and at most. */
  readonly slipCopies: Readonly<Record<'start' | 'final', { readonly usual: number; readonly most: number }>>;
  readonly copies: readonly SlipSeriesView[];
  /** Whole seconds that the station stood still before now, and how often. */
  readonly stoodStill: { readonly seconds: number; readonly times: number };
  /** Whether the policy asks how many are inside when the doors are closed. */
  readonly asksInside: boolean;
  readonly questions: readonly ClosingQuestionView[];
  /** Acts of the commission that are due and not drawn, of whichever sitting. */
  readonly actsDue: number;
}
