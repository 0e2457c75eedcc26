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
  /** What is well stands below the others, two by two. */
  | { readonly as: 'well-below' }
  | { readonly as: 'pages'; readonly size: number };

/** Letters of a line's small words that stand beside each other on the narrowest screen. */
const LETTERS = 84;
/** Heights as rows of the list: a line of small words, a row of what is well, the gap before those, the keys that turn pages. */
const SMALL = 0.62;
const WELL = 0.78;
const GAP = 0.4;
const KEYS = 2.7;

/** What was found has the letters of the list itself, and the gaps around it. */
const FOUND = 1.2;

const heightOf = ({ words, found }: Weighed): number =>
  1 + SMALL * Math.ceil(words / Math.max(LETTERS / 3, LETTERS - FOUND * found));
const sum = (heights: readonly number[]): number => heights.reduce((all, one) => all + one, 0);

/** How a list is shown so that none of its lines is cut off. @param room rows that the screen has left for it */
export function arranged(lines: readonly Weighed[], room: number): Arranged {
  if (sum(lines.map(heightOf)) <= room) return { as: 'list' };
  const others = lines.filter(({ isWell }) => !isWell);
  const pairs = Math.ceil((lines.length - others.length) / 2);
  if (sum(others.map(heightOf)) + GAP + pairs * WELL <= room) return { as: 'well-below' };
  // Whichever lines come together on a page: as many of the tallest as it holds.
  const tallest = lines.map(heightOf).toSorted((one, other) => other - one);
  const size = tallest.findIndex((_, place) => sum(tallest.slice(0, place + 1)) > room - KEYS);
  return { as: 'pages', size: Math.max(1, size) };
}
