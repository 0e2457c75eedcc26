import type { BallotZoneTold } from '../../../core/journal/ballot-zone.ts';
import { resultsFileNumber } from '../../../core/results/results-name.ts';

/** The results file that the ballot zone told of last: it holds everything of the ones before it. */
export interface ToldResults {
  readonly file: string;
  readonly sha256: string;
  /** 1 for the first of a sitting. */
  readonly number: number;
}

/** The one in force, of the sitting whose file came last; null before the first. */
export function toldResults({ files }: Pick<BallotZoneTold, 'files'>): ToldResults | null {
  const all = files.flatMap(({ kind, file, sha256 }) => {
    const number = kind === 'results' ? resultsFileNumber(file) : null;
    return number === null ? [] : [{ file, sha256, number }];
  });
  return all.at(-1) ?? null;
}
