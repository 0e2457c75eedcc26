/** Lines on a page of the printed list. Page and line say who is meant when she is entered afterwards. */
export const LINES_ON_PAGE = 25;

/** The list with who was admitted, as it lies sealed in the page on the chair's stick. */
export interface PaperList {
  /** Local date and time at which it was made, as people write it. */
  readonly made: string;
  readonly station: string;
  readonly names: { readonly ky: string; readonly ru: string };
  readonly election: { readonly ky: string; readonly ru: string };
  /** The list before the day, of who votes where, and not of who was admitted. */
  readonly home?: true;
  /** Stations where voters of the list are listed to vote. */
  readonly places?: readonly { readonly number: string; readonly ky: string; readonly ru: string }[];
  /** In the order of the list: page and line follow from the place. */
  readonly voters: readonly PaperVoter[];
}

/** Begins the mark of a voter who votes at another station; what follows the time of a slip that nobody has finished. */
export const ELSEWHERE = '→';
export const UNFINISHED = '?';

/** The mark of who votes elsewhere; the station stands behind it where the list says it. */
export const elsewhereMark = (station: string | null): string =>
  station === null ? ELSEWHERE : `${ELSEWHERE} № ${station}`;

/** Whether a mark says that somebody was admitted. */
export const isAdmitted = (mark: string): boolean => mark !== '' && !mark.startsWith(ELSEWHERE);

/**
 * Number in the list, name, date of birth as people write it, end of the PIN, and the mark: when she was admitted (another
 * day by its date), where else she votes (`elsewhereMark`), or empty.
 */
export type PaperVoter = readonly [number: number, name: string, born: string, pin: string, admitted: string];

/** Page and line, both from 1, of a place in the list from 0. */
export function pageAndLine(place: number): { readonly page: number; readonly line: number } {
  return { page: Math.floor(place / LINES_ON_PAGE) + 1, line: (place % LINES_ON_PAGE) + 1 };
}

/** Place in the list, from 0. */
export function placeOf({ page, line }: { readonly page: number; readonly line: number }): number {
  return (page - 1) * LINES_ON_PAGE + line - 1;
}
