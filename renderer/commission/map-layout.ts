/** Where the squares of a map stand. Lengths are pixels of the page, from the upper left corner of the map. */
export interface MapLayout {
  /** Side of the room that a square has; the square itself is `GAP` of it smaller. */
  readonly pitch: number;
  /** The upper left corner of each square, in the order of the groups and of what is in them. */
  readonly squares: readonly (readonly [x: number, y: number])[];
  /** Where the name of each group stands; none where there is no room for them. */
  readonly names: readonly { readonly group: number; readonly x: number; readonly y: number; readonly width: number }[];
}

/** Share of the pitch that lies between two squares. */
export const GAP = 0.16;
/** Smallest and largest pitch. */
const pitches = { least: 4, most: 26, step: 0.25 };
/** What a name takes above its squares, and what lies below them. */
const NAME = 21;
const AFTER = 5;

interface Room {
  readonly width: number;
  readonly height: number;
}

/**
 * A strip without names: groups from left to right, each in columns of its own, as large as the room allows.
 * @param counts how many squares each group has
 */
export function stripLayout(counts: readonly number[], room: Room): MapLayout {
  for (let pitch = pitches.most; pitch > pitches.least; pitch -= pitches.step) {
    const layout = stripAt(counts, room, pitch);
    if (layout !== null) return layout;
  }
  return stripAt(counts, { ...room, width: Number.POSITIVE_INFINITY }, pitches.least) ?? nothing;
}

const nothing: MapLayout = { pitch: pitches.least, squares: [], names: [] };

function stripAt(counts: readonly number[], { width, height }: Room, pitch: number): MapLayout | null {
  const rows = Math.max(1, Math.floor(height / pitch));
  const between = pitch * 0.6;
  const squares: (readonly [number, number])[] = [];
  let left = 0;
  for (const count of counts.filter((one) => one > 0)) {
    const columns = Math.ceil(count / rows);
    // A group's columns are of one height, as far as that goes.
    const high = Math.ceil(count / columns);
    for (let nth = 0; nth < count; nth += 1) {
      squares.push([left + Math.floor(nth / high) * pitch, (nth % high) * pitch]);
    }
    left += columns * pitch + between;
  }
  return left - between <= width ? { pitch, squares, names: [] } : null;
}

/** Columns of groups under their names, as in a newspaper, as large as the room allows. @param least width of a column */
export function namedLayout(counts: readonly number[], room: Room, least: number): MapLayout | null {
  const most = Math.max(1, Math.floor(room.width / least));
  for (let pitch = pitches.most; pitch > pitches.least * 1.5; pitch -= pitches.step) {
    for (let columns = 1; columns <= most; columns += 1) {
      const layout = namedAt(counts, room, pitch, columns);
      if (layout !== null) return layout;
    }
  }
  return null;
}

function namedAt(counts: readonly number[], { width, height }: Room, pitch: number, columns: number): MapLayout | null {
  const own = width / columns;
  // What lies between two columns of groups.
  const across = Math.floor((own - 2 * pitch) / pitch);
  if (across < 4) return null;
  const squares: (readonly [number, number])[] = [];
  const names: { group: number; x: number; y: number; width: number }[] = [];
  let column = 0;
  let top = 0;
  for (const [group, count] of counts.entries()) {
    if (count === 0) continue;
    const high = NAME + Math.ceil(count / across) * pitch;
    if (high > height) return null;
    if (top + high > height) {
      column += 1;
      top = 0;
    }
    if (column >= columns) return null;
    const x = column * own;
    names.push({ group, x, y: top, width: own - AFTER });
    for (let nth = 0; nth < count; nth += 1) {
      squares.push([x + (nth % across) * pitch, top + NAME + Math.floor(nth / across) * pitch]);
    }
    top += high + AFTER;
  }
  return { pitch, squares, names };
}

/** The square at a place, or -1. */
export function squareAt({ squares, pitch }: MapLayout, x: number, y: number): number {
  return squares.findIndex(([left, top]) => x >= left && x < left + pitch && y >= top && y < top + pitch);
}

/** The next square in a direction, the nearest to where one is; the same where there is none. */
export function squareBeside(layout: MapLayout, from: number, across: -1 | 0 | 1, down: -1 | 0 | 1): number {
  const here = layout.squares[from];
  if (here === undefined) return from;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, [x, y]] of layout.squares.entries()) {
    const ahead = (x - here[0]) * across + (y - here[1]) * down;
    if (ahead < layout.pitch / 2) continue;
    // Off to the side counts more than far ahead: one walks straight.
    const aside = Math.abs(across === 0 ? x - here[0] : y - here[1]);
    const distance = ahead + 4 * aside;
    if (distance < least) [best, least] = [at, distance];
  }
  return best;
}
