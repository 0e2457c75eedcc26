import { fileName } from '../media/file-name.ts';

/** How results files end; nothing else does. */
export const RESULTS_ENDING = '.taanuu-results';

/** Name of a results file: each number of a sitting has its own, and is never written again. */
export const resultsFileName = (station: string, sitting: string, number: number): string =>
  fileName(['results-file', station, sitting, number], RESULTS_ENDING);

/** Of which sitting a results file of a station is by its name; null for a name that is none of such a file. */
export function resultsFileSitting(name: string, station: string): string | null {
  const before = fileName(['results-file', station, '']);
  const number = resultsFileNumber(name);
  if (number === null || !name.startsWith(before)) return null;
  return name.slice(before.length, -`-${number}${RESULTS_ENDING}`.length);
}

/** Which number of its sitting a file of that name has; null for a name that is none. */
export function resultsFileNumber(name: string): number | null {
  const [, number] = /^results-file-.+-(\d{1,3})\.taanuu-results$/.exec(name) ?? [];
  return number === undefined ? null : Number(number);
}
