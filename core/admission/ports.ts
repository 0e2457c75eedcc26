import { fromPromise } from 'xstate';
import type { Problem } from '../problem/catalogue.ts';
import type { AdmissionContext, OfSheet, Query, ReceiptState, SheetState } from './context.ts';
import type { RecordFacts } from './eligibility.ts';
import type { FingerPosition } from './facts.ts';
import type { Candidate, FingerCandidate, PrecinctFacts, Refusal } from './step.ts';

/**
 * What the statechart asks of the world. The identification zone provides these; tests provide scripted ones.
 * An actor never rejects for something that is expected: it answers with what happened.
 */

/** The register's answer. `none` carries the precinct from the country index, if it knows the PIN. */
export type Found =
  | { readonly kind: 'one'; readonly facts: RecordFacts }
  | { readonly kind: 'many'; readonly candidates: readonly Candidate[]; readonly more: boolean }
  | { readonly kind: 'none'; readonly precinct: PrecinctFacts | null };

/** A capture: quality 0–100 with reasons in words' keys, or the device's problem. */
export type Captured =
  | { readonly ok: true; readonly quality: number; readonly why: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

/**
 * People of the register whose finger is like the one on the sensor, most alike first: to be chosen by persons. A search
 * that broke off is no answer: it never says "nobody".
 */
export type FoundByFinger =
  | { readonly ok: true; readonly candidates: readonly FingerCandidate[] }
  | { readonly ok: false };

/** Score s on the scale FMR ≤ 10^(−s/10). */
export interface Compared {
  readonly score: number;
}

export type FaceCompared =
  | { readonly ok: true; readonly score: number; readonly quality: number }
  | { readonly ok: false; readonly problem: Problem | null };

/** The reservation is on disk, or the voter is refused (somebody was first, the station stands still, storage is full). */
export type Reserved =
  | {
      readonly ok: true;
      readonly admission: string;
      readonly receipts: readonly ReceiptState[];
      readonly sheets: readonly SheetState[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * held: her lock is this kiosk's. unconfirmed: the policy admits her without it, and it is marked. none: nobody can have
 * admitted her elsewhere.
 */
export type Locked =
  | { readonly ok: true; readonly lock: 'none' | 'held' | 'unconfirmed' }
  | { readonly ok: false; readonly refusal: Refusal };

export type Printed =
  | { readonly ok: true }
  | { readonly ok: false; readonly sent: 'nothing' | 'maybe'; readonly problem: Problem };

export type Written = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

export type Renumbered =
  | { readonly ok: true; readonly receipt: string }
  | { readonly ok: false; readonly problem: Problem };

/** What goes to the journal about an attempt; never a score, an image or a name. */
export type AttemptRecord =
  | {
      readonly kind: 'biometric';
      readonly modality: 'finger' | 'face';
      readonly finger: FingerPosition | null;
      readonly result: 'match' | 'no-match' | 'low-quality' | 'failed';
      readonly tryNumber: number;
    }
  | {
      readonly kind: 'approved';
      readonly what: 'photo' | 'override';
      readonly reason: string;
      readonly approvers: readonly string[];
    }
  /** Persons admit a voter who is listed to vote at a remote station: which, if the list says it. */
  | {
      readonly kind: 'homecoming';
      readonly station: string | null;
      readonly reason: string;
      readonly approvers: readonly string[];
    }
  /** A record was looked for by finger: how many people were like it, and how much the first of them (whole tens). */
  | { readonly kind: 'finger-search'; readonly found: number; readonly level: number }
  | { readonly kind: 'search-failed' }
  /** Persons chose one of them: which in the order shown, from 1. */
  | {
      readonly kind: 'candidate-chosen';
      readonly place: number;
      readonly level: number;
      readonly approvers: readonly string[];
    }
  | {
      readonly kind: 'ended';
      readonly outcome: 'refused' | 'cancelled' | 'timed-out' | 'not-identified';
      readonly reason: string;
    };

export interface OfReceipt {
  readonly admission: string;
  readonly receipt: string;
}
export interface OfBallot {
  readonly admission: string;
  readonly ballot: string;
}
export interface Approved {
  readonly reason: string;
  readonly approvers: readonly string[];
}

const unprovided = (name: string) => async (): Promise<never> => {
  throw new Error(`admission actor not provided: ${name}`);
};

/** The actors by name, to be replaced with `admissionMachine.provide({ actors })`. */
export const actors = {
  lookUp: fromPromise<Found, Query>(unprovided('lookUp')),
  /** Null: any finger, to be looked for. */
  captureFinger: fromPromise<Captured, { readonly finger: FingerPosition | null }>(unprovided('captureFinger')),
  searchFinger: fromPromise<FoundByFinger>(unprovided('searchFinger')),
  compareFinger: fromPromise<Compared, { readonly finger: FingerPosition }>(unprovided('compareFinger')),
  compareFace: fromPromise<FaceCompared>(unprovided('compareFace')),
  takeLock: fromPromise<Locked, AdmissionContext>(unprovided('takeLock')),
  reserve: fromPromise<Reserved, AdmissionContext>(unprovided('reserve')),
  print: fromPromise<Printed, OfReceipt>(unprovided('print')),
  acceptSlip: fromPromise<Written, OfReceipt>(unprovided('acceptSlip')),
  voidAndRenumber: fromPromise<Renumbered, OfReceipt & Approved>(unprovided('voidAndRenumber')),
  printBallot: fromPromise<Printed, OfBallot>(unprovided('printBallot')),
  acceptBallot: fromPromise<Written, OfBallot>(unprovided('acceptBallot')),
  deliverBallot: fromPromise<Written, OfBallot>(unprovided('deliverBallot')),
  cancelSheet: fromPromise<Written, { readonly admission: string } & OfSheet & Approved>(unprovided('cancelSheet')),
  release: fromPromise<Written, { readonly admission: string } & Approved>(unprovided('release')),
  confirm: fromPromise<Written, { readonly admission: string }>(unprovided('confirm')),
};
