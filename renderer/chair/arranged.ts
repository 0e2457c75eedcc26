/** A line of a stage's list, as far as its place on the screen goes. */
export interface Weighed {
  /** Letters of what is to be done about it; 0: nothing is told of it. */
  readonly words: number;
  /** Letters of what was found, which stands beside them. */
  readonly found: number;
  /** Done, and nothing differs. */
  readonly isWell: boolean;
}

export type Arranged =
  | { readonly as: 'list' }
  /** What is well stands below the others, two by two; dense: lower rows. */
  | { readonly as: 'well-below'; readonly isDense: boolean }
  /** Places of the lines that each page has, dense: the others first, then what is well, two by two. */
  | { readonly as: 'pages'; readonly pages: readonly (readonly number[])[] };

/** Letters of a line's small words that stand beside each other on the narrowest screen. */
const LETTERS = 84;
/** Heights as rows of the list: a line of small words, a row of what is well, the gap before those, the keys that turn pages. */
const SMALL = 0.62;
const WELL = 0.78;
const GAP = 0.4;
const KEYS = 3.1;
/** Letters of what was found that stand beside the name of a line that is well, two of those in a row. */
const BESIDE = 24;
/** A line of a dense list without its small words. */
const DENSE = 0.82;

/** What was found has the letters of the list itself, and the gaps around it. */
const FOUND = 1.2;

const heightOf = ({ words, found }: Weighed, line = 1): number =>
  line + SMALL * Math.ceil(words / Math.max(LETTERS / 3, LETTERS - FOUND * found));
const sum = (heights: readonly number[]): number => heights.reduce((all, one) => all + one, 0);

/** Rows that the lines of a page take, what is well two by two. @param line height of a line of the others */
export function rowsOf(lines: readonly Weighed[], line: number = DENSE): number {
  const others = lines.filter(({ isWell }) => !isWell);
  const well = lines.filter(({ isWell }) => isWell);
  const pairs = Math.ceil(well.length / 2);
  // Beside its name a long finding takes lines of its own.
  const more = sum(well.map(({ found }) => SMALL * Math.floor(found / BESIDE)));
  const gap = pairs === 0 || others.length === 0 ? 0 : GAP;
  return sum(others.map((one) => heightOf(one, line))) + gap + pairs * WELL + more;
}

/** How a list is shown so that none of its lines is cut off. @param room rows that the screen has left for it */
export function arranged(lines: readonly Weighed[], room: number): Arranged {
  if (sum(lines.map((one) => heightOf(one))) <= room) return { as: 'list' };
  if (rowsOf(lines, 1) <= room) return { as: 'well-below', isDense: false };
  if (rowsOf(lines) <= room) return { as: 'well-below', isDense: true };
  const places = [...lines.keys()];
  const isWell = (place: number): boolean => lines[place]?.isWell ?? false;
  const pages: number[][] = [];
  for (const place of [...places.filter((one) => !isWell(one)), ...places.filter(isWell)]) {
    const page = pages.at(-1);
    const filled = [...(page ?? []), place].flatMap((one) => lines[one] ?? []);
    if (page !== undefined && rowsOf(filled) <= room - KEYS) page.push(place);
    else pages.push([place]);
  }
  return { as: 'pages', pages };
}
