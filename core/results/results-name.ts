import { fileName } from '../media/file-name.ts';

/** How results files end; nothing else does. */
export const RESULTS_ENDING = '.taanuu-results';

/** Name of a results file: each number of a sitting has its own, and is never written again. */
export const resultsFileName = (station: string, sitting: string, number: number): string =>
  fileName(['results-file', station, sitting, number], RESULTS_ENDING);

/** Which number of its sitting a file of that name has; null for a name that is none. */
export function resultsFileNumber(name: string): number | null {
  const [, number] = /^results-file-.+-(\d{1,3})\.taanuu-results$/.exec(name) ?? [];
  return number === undefined ? null : Number(number);
}
