/** Local date and time as they stand in the name of a file: `2023-10-08-0830`. */
export const stamp = ({ date, time }: { readonly date: string; readonly time: string }): string =>
  `${date}-${time.replace(':', '')}`;

/** The same of an instant, to the minute, in UTC: `2023-10-08T0230`. */
export const instantStamp = (at: Date): string => at.toISOString().slice(0, 16).replaceAll(':', '');

/**
 * Name of a file on a stick, put together from its parts: letters, digits, points, underscores and hyphens alone, because
 * the stick goes to computers of any kind.
 * @param ending with its point
 */
export const fileName = (parts: readonly (string | number)[], ending = ''): string =>
  `${parts.join('-')}${ending}`.replaceAll(/[^A-Za-z0-9._-]/g, '_');
