import type { GrayPage, ReadingRules, SheetReading } from '../../../core/ballot/reading.ts';
import type { Election } from '../../../core/election/election.ts';
import type { SquarePicture } from './kept-image.ts';

/** What the reading worker is started with. */
export interface ReadingWork {
  /** The election whose ballots may come; its forms are drawn once. */
  readonly election: Election;
  readonly rules: ReadingRules;
}

export interface ReadRequest {
  readonly id: number;
  readonly page: GrayPage;
}

/** A sheet as it was read, with the pictures of those squares on which anything is written. */
export interface ReadAnswer {
  readonly id: number;
  readonly reading: SheetReading;
  readonly pictures: readonly SquarePicture[];
}
