import { fromPromise } from 'xstate';
import type { BallotStyle } from '../../ballot/definition.ts';
import type { Problem } from '../../problem/catalogue.ts';
import type { Marks } from '../choices.ts';

/**
 * What the statechart asks of the world. The ballot zone provides these; tests provide scripted ones. An actor never
 * rejects for something that is expected: it answers with what happened. What has to outlive a stop is on the disk when an
 * actor has answered that it went well.
 */
export type Done = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** A session that was begun and has not ended, as the disk has it. */
export interface OpenSession {
  /** Papers of it may have come out: they are void, and the commission takes them. */
  readonly papers: boolean;
}

/** What the disk says after a start. */
export type Standing =
  | {
      readonly ok: true;
      /** A ballot is kept whose record may lie in the box: nothing goes on before the box, or persons, have said. */
      readonly flight: boolean;
      readonly open: OpenSession | null;
    }
  | { readonly ok: false; readonly problem: Problem };

/** A token was verified, is not spent, and its session is open on the disk; or why not. */
export type Admitted =
  | {
      readonly ok: true;
      readonly style: BallotStyle;
      /** How often this token's voter has challenged already. */
      readonly challenged: number;
      /** Papers of before the session was interrupted may be out. */
      readonly papers: boolean;
    }
  | { readonly ok: false; readonly problem: Problem };

/** out: whether any paper may have left the printer. */
export type Printed = { readonly ok: true } | { readonly ok: false; readonly problem: Problem; readonly out: boolean };

/** written: it is on the disk that this voter has challenged, and her attempt cannot be cast; what opens it did not come out. */
export type Opened =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: Problem; readonly written: boolean };

/** What goes to the zone's journal: faults of devices, and nothing of a session (design: no event per ballot). */
export interface BoothRecord {
  readonly kind: 'fault';
  readonly problem: Problem;
}

const unprovided = (name: string) => async (): Promise<never> => {
  throw new Error(`actor of the booth's session not provided: ${name}`);
};

/** The actors by name, to be replaced with `boothMachine.provide({ actors })`. */
export const actors = {
  standing: fromPromise<Standing>(unprovided('standing')),
  /** Verifies what a scanner has read; opens the session of its token on the disk, or takes it up again. */
  admit: fromPromise<Admitted, { readonly text: string }>(unprovided('admit')),
  /** Encrypts under a fresh nonce. What was encrypted before for this session is forgotten and can never be cast. */
  encrypt: fromPromise<Done, { readonly marks: Marks }>(unprovided('encrypt')),
  /** Writes down that papers may be out, and only then prints record and code. */
  print: fromPromise<Printed, { readonly marks: Marks }>(unprovided('print')),
  /**
   * Writes down that this voter has challenged, and its code; gives up the attempt, so that nobody can cast it any more;
   * only then prints what opens it.
   */
  challenge: fromPromise<Opened>(unprovided('challenge')),
  /** Prints again what opens the challenged ballot. */
  printChallenge: fromPromise<Done>(unprovided('printChallenge')),
  /** The papers that were out are in the commission's hands: the session is as it was before they came out. */
  papersTaken: fromPromise<Done>(unprovided('papersTaken')),
  /** The session is ended without a ballot: its token is spent. */
  abandon: fromPromise<Done>(unprovided('abandon')),
};
