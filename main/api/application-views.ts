import type { Step } from '../../core/admission/step.ts';
import type { ApplicationState, Asked } from '../../core/application/application.ts';
import type { Words } from '../../core/election/common.ts';
import type { ApplicationKind } from '../../core/election/policy-applications.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** Somebody who applies, step by step. */
export type ApplicantView =
  | { readonly at: 'finger'; readonly step: Extract<Step, { at: 'finger' }> }
  /** The sensor is away, or she was not identified: it ends here or begins anew. */
  | { readonly at: 'trouble'; readonly problem: Problem }
  /** Identified: what does she ask for? */
  | {
      readonly at: 'asking';
      readonly kinds: readonly {
        readonly kind: ApplicationKind;
        /** Last day on which it is taken, ISO. */
        readonly last: string;
        /** Why it is not taken today. */
        readonly problem: Problem | null;
      }[];
      /** Where somebody may be listed to vote instead of here. */
      readonly stations: readonly { readonly number: string; readonly names: Words; readonly address: Words }[];
    }
  | {
      readonly at: 'filed';
      readonly application: string;
      readonly asked: Asked;
      readonly answerBy: string;
      readonly printed: boolean;
    };

/** An application of somebody who asks, and where it stands. */
export interface ApplicationView {
  readonly application: string;
  readonly kind: ApplicationKind;
  readonly answerBy: string;
  readonly state: ApplicationState;
}

/** All applications of this kiosk, for the commission: how many, and what presses. */
export interface ApplicationsView {
  readonly waiting: number;
  readonly granted: number;
  readonly refused: number;
  /** Waiting beyond their day. */
  readonly overdue: number;
  /** The earliest day on which an answer is due. */
  readonly next: string | null;
}

/**
 * What came of a file of decisions: taken now, known before, older than what was taken before (and left out), and of other
 * kiosks of the station.
 */
export interface DecisionsTaken {
  readonly taken: number;
  readonly before: number;
  readonly older: number;
  readonly others: number;
}
