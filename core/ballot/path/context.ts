import type { BallotBoxPolicy } from '../../election/policy-ballot-box.ts';
import type { Problem } from '../../problem/catalogue.ts';
import type { NotOurs } from '../judge.ts';
import type { BoxStatus, Compartment } from './box.ts';
import type { BallotInFlight, Concern } from './ports.ts';

/**
 * Why a sheet comes back. double: more than one; wrong-size: longer or shorter than a ballot; not-read: its picture, or
 * the program that reads it, broke; interrupted: nobody knows any more which sheet it is; not-kept: the disk did not take it.
 */
export type ReturnReason = Concern | NotOurs | 'wrong-size' | 'not-read' | 'interrupted' | 'not-kept';

/** Milliseconds. */
export const PATH_DELAYS = {
  /** How long "accepted" is shown. */
  accepted: 2_500,
  /** A box that is still moving, though nobody here moves it, is looked at again. */
  moving: 500,
  /** After something failed, before it is looked at again. */
  retry: 500,
  /** A box that does not answer is looked for again. */
  lost: 1_000,
  /** The reader has hung: a page takes a tenth of a second. */
  interpret: 15_000,
} as const;

/** How often something that failed is done again before a person is called. */
export const PATH_TRIES = {
  ...{ accept: 3, giveBack: 3, reset: 2 },
  /** Looks in vain at a box that is gone, before persons may say where its sheet is: no motion of a box takes so long. */
  look: 10,
} as const;

/** Lengths of an A4 sheet that rollers measure, in millimetres: they slip a little. */
export const SHEET_LENGTH = { min: 290, max: 304 } as const;

export interface PathInput {
  readonly policy: BallotBoxPolicy;
  /** What the store says was in flight when the zone stopped last. */
  readonly flight: BallotInFlight | null;
  /** Whether sheets are taken now. */
  readonly open: boolean;
  /** How long they are, in millimetres, if they are not of A4: records of a panel are cut off a roll. */
  readonly length?: SheetLength;
}

export interface SheetLength {
  readonly min: number;
  readonly max: number;
}

export interface PathContext {
  readonly length: SheetLength;
  readonly policy: BallotBoxPolicy;
  readonly open: boolean;
  /** As it was last seen; null where it cannot be. */
  readonly box: BoxStatus | null;
  readonly flight: BallotInFlight | null;
  /** The sheet that is being dealt with, by the box's number: known by its number, it is the same one still. */
  readonly sheet: number | null;
  readonly into: Compartment;
  readonly concern: Concern | null;
  /** Why what is held, or stands in the slot, has to be taken back. */
  readonly reason: ReturnReason | null;
  readonly tries: { readonly accept: number; readonly giveBack: number; readonly reset: number };
  /** Why the box cannot be asked. */
  readonly lost: Problem | null;
  /** How often it was looked for in vain since. */
  readonly vain: number;
  /** What the store said: nothing is taken until somebody has acted. */
  readonly trouble: Problem | null;
}

const noTries = { accept: 0, giveBack: 0, reset: 0 } as const;

/** Nothing is known of any sheet. */
export const noSheet = {
  ...{ sheet: null, into: 'valid', concern: null, reason: null },
  tries: noTries,
} as const satisfies Partial<PathContext>;

export const contextOf = ({ policy, flight, open, length = SHEET_LENGTH }: PathInput): PathContext => ({
  ...{ policy, open, flight, length, box: null, lost: null, vain: 0, trouble: null },
  ...noSheet,
});

/** The box has not been there for so long, with a sheet on its way, that persons may say where that sheet is. */
export const isGone = ({ flight, lost, vain }: PathContext): boolean =>
  flight !== null && lost !== null && vain >= PATH_TRIES.look;
