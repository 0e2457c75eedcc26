import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { GrayPage } from '../../drivers/scanner/page-scanner.ts';
import type { ReturnReason } from '../api/ballot-views.ts';
import type { ReadBallot } from './box/reading.ts';

/** A stack that is fed: ballots of a mobile box or a recount, or papers of the commission. */
export type StackOrder = StackOf &
  (
    | {
        /** Takes a sheet that is a ballot of this box. @returns why it is not taken; null: it is */
        readonly take: (read: ReadBallot) => Problem | null;
      }
    | {
        /** Takes a sheet as it was scanned: nobody reads it as a ballot. @returns why it is not taken; null: it is */
        readonly page: (page: GrayPage) => Promise<Problem | null>;
      }
  );

interface StackOf {
  /** How many sheets there are, as persons have counted them; null: as many as come. */
  readonly expected: number | null;
  /** How many of them were taken before. */
  readonly already: number;
  /** Nothing is drawn in any more. */
  readonly ended: (end: StackEnd) => void;
}

/** Why nothing more is drawn in. */
export type StackEnd =
  /** Everything was taken. */
  | { readonly is: 'done' }
  /** Persons have stopped it. */
  | { readonly is: 'paused' }
  /** The sheet on top of those that came out was not taken. */
  | { readonly is: 'refused'; readonly why: ReturnReason }
  | { readonly is: 'stopped'; readonly problem: Problem };

/** The scanner with a feeder, for whoever has a stack to be fed. */
export interface Stack {
  /** @returns `ballot-zone.not-now` while another stack is fed */
  feed(order: StackOrder): Result<null, Problem>;
  /** Persons stop it: the sheet that is on its way is still taken. */
  stop(): Result<null, Problem>;
}
