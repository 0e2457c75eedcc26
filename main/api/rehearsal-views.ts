import type { Words } from '../../core/election/common.ts';
import type { RehearsalCase } from '../../core/election/policy-rehearsal.ts';

/** Somebody of the training's package whose papers a case is rehearsed with. */
export interface RehearsalPersonView {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
  /** In the list of this station; null for who stands on none. */
  readonly number: number | null;
  /** Of who stands on no list of this station, and was invented for the training. */
  readonly pin: string | null;
  /** The receipt that a case is about. */
  readonly receipt: string | null;
  /** What kind of paper it is; null: none that a reader could read. */
  readonly paper: Words | null;
}

/** An operator's rehearsal, for herself and for the chair. */
export interface OperatorRehearsalView {
  readonly number: number;
  readonly person: string;
  /** As the journal writes instants; `until` is null while it is under way. */
  readonly from: string;
  readonly until: string | null;
  /** Cases of the policy that were passed. */
  readonly passed: readonly RehearsalCase[];
  readonly attempts: number;
  /** What came of printing her slip the last time; null: it was not printed yet. */
  readonly slip: 'yes' | 'no' | 'maybe' | null;
}

export interface RehearsalView {
  /** Of the signed policy, in its order. */
  readonly cases: readonly RehearsalCase[];
  /** Photo or override are switched on: who matches with no finger may be admitted by people. */
  readonly peopleDecide: boolean;
  readonly operators: readonly OperatorRehearsalView[];
  /** Of the operator at the desk, while hers is under way. */
  readonly own: {
    readonly number: number;
    /** The case to rehearse now: the one that she turned to, else the first that is not passed; null: all are. */
    readonly now: RehearsalCase | null;
    readonly take: RehearsalPersonView | null;
  } | null;
}
