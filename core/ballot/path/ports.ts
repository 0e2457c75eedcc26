import { fromPromise } from 'xstate';
import type { Problem } from '../../problem/catalogue.ts';
import type { NotOurs } from '../judge.ts';
import type { BoxStatus, Compartment } from './box.ts';

/**
 * What the statechart asks of the world. The ballot zone provides these; tests provide scripted ones. An actor never
 * rejects for something that is expected: it answers with what happened.
 */

/**
 * The box came to rest like this, or why it is not known how it is. Whatever the box says on the way, in answers too, has
 * been sent to the chart as `box.changed` before: in the order in which it was said.
 */
export type Seen = { readonly ok: true; readonly box: BoxStatus } | { readonly ok: false; readonly problem: Problem };

export type Done = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** What is on a ballot that breaks a rule, or needs persons. */
export type Concern = 'none' | 'too-many' | 'unsure';

/** What reading a sheet came to, as far as its way depends on it. No choice is in it. */
export type SheetVerdict =
  | { readonly verdict: 'fine' }
  /** `voter` false: a sheet of a test pack or a mobile box, whose voter is not there to be asked or to take it back. */
  | { readonly verdict: 'concern'; readonly why: Concern; readonly voter: boolean }
  | { readonly verdict: 'refused'; readonly why: NotOurs };

/** A ballot that was kept, whose sheet may be on its way into a compartment. */
export interface BallotInFlight {
  /** By what the box knows it: random, 32 hexadecimal digits. */
  readonly token: string;
  readonly into: Compartment;
  /** The box that was told. */
  readonly box: string;
}

/** A ballot was kept under a fresh token, in flight; or why it was not. */
export type Kept =
  | { readonly ok: true; readonly flight: BallotInFlight }
  | { readonly ok: false; readonly problem: Problem };

/** What goes to the zone's journal: faults and decisions of persons, nothing of a ballot. */
export type PathRecord =
  | { readonly kind: 'fault'; readonly problem: Problem }
  /** Persons have looked where the sheet is. */
  | { readonly kind: 'located'; readonly where: 'in-box' | 'in-hand'; readonly approvers: readonly string[] };

const unprovided = (name: string) => async (): Promise<never> => {
  throw new Error(`actor of the paper path not provided: ${name}`);
};

/** The actors by name, to be replaced with `pathMachine.provide({ actors })`. */
export const actors = {
  look: fromPromise<Seen>(unprovided('look')),
  grab: fromPromise<Seen>(unprovided('grab')),
  /** Draws the sheet up to the gate; its picture stays with the zone. */
  scan: fromPromise<Done, { readonly sheet: number }>(unprovided('scan')),
  interpret: fromPromise<SheetVerdict, { readonly sheet: number }>(unprovided('interpret')),
  /** Keeps the ballot that was read of this sheet. When it has ended well, it is on the disk. */
  keep: fromPromise<Kept, { readonly sheet: number; readonly into: Compartment; readonly box: string }>(
    unprovided('keep'),
  ),
  accept: fromPromise<Seen, { readonly sheet: number; readonly token: string; readonly into: Compartment }>(
    unprovided('accept'),
  ),
  giveBack: fromPromise<Seen, { readonly sheet: number }>(unprovided('giveBack')),
  reset: fromPromise<Seen>(unprovided('reset')),
  /** The sheet in flight lies in its compartment: its ballot counts. */
  dropped: fromPromise<Done>(unprovided('dropped')),
  /** The sheet in flight was not accepted: nothing of its ballot stays. */
  givenBack: fromPromise<Done>(unprovided('givenBack')),
};
