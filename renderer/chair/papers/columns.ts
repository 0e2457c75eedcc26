/** A row of a group: its name, its value, and how many lines it takes. */
export interface Row {
  readonly name: string;
  readonly value: string | number;
  readonly lines?: number;
  /** How numbers above come of each other, in a sentence across the column instead of a name and a value. */
  readonly isSum?: true;
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Lines that a heading takes. */
const HEADING = 1.7;

const linesOf = ({ lines = 1 }: Row): number => lines;

/**
 * Groups in columns that a screen holds, none cut off: a group that is too long goes on in the next one under its heading.
 * @param most lines of a column; at least a heading and the longest row
 */
export function columnsOf(groups: readonly Group[], most: number): readonly (readonly Group[])[] {
  const columns: Group[][] = [];
  let left = 0;
  for (const { title, rows } of groups) {
    let part: Row[] | null = null;
    const whole = HEADING + rows.reduce((sum, row) => sum + linesOf(row), 0);
    // Broken only where no column could hold it whole.
    if (whole <= most && whole > left) left = 0;
    for (const row of rows) {
      const needs = linesOf(row) + (part === null ? HEADING : 0);
      if (columns.length === 0 || needs > left) {
        columns.push([]);
        left = most;
        part = null;
      }
      if (part === null) {
        part = [];
        columns.at(-1)?.push({ title, rows: part });
        left -= HEADING;
      }
      part.push(row);
      left -= linesOf(row);
    }
  }
  return columns;
}
