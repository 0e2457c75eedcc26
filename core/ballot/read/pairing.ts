import type { Point, Timing } from '../geometry.ts';
import { type Frame, type Side, sides } from './rows.ts';
import type { Mark } from './timing-marks.ts';

/** How far from where it should be a mark is looked for, as a share of the way to the next one. */
const REACH = 0.38;
/** A mark's place against its neighbours' may differ by so many millimetres; more is a mark that is not whole. */
const OFF_NEIGHBOURS = 0.35;
/** Of each side at least this share of marks is found, and nowhere more of them missing in a row. */
const FOUND = 0.6;
const GAP = 6;

/** Where the marks of the four sides stand on the page, in pixels; what is missing lies between its neighbours. */
export interface PairedRows {
  readonly rows: Readonly<Record<Side, readonly Mark[]>>;
  /** Root of the mean square by which marks stand off the curve through their neighbours, in millimetres. */
  readonly fit: number;
  /** How many marks were not found, of all sides. */
  readonly missing: number;
}

/** Which corners of the frame a side begins and ends with. */
const ends = { top: [0, 1], right: [1, 2], bottom: [3, 2], left: [0, 3] } as const satisfies Record<Side, unknown>;

/**
 * Finds for each mark of the geometry the one on the page. It is looked for where the one before it says: paper that is
 * pulled unevenly drifts, but not by a third of a mark's distance at once.
 * @returns null where too many are missing
 */
export function pairRows(frame: Frame, timing: Timing, dpi: number): PairedRows | null {
  const ppm = dpi / 25.4;
  const rows: Partial<Record<Side, readonly Mark[]>> = {};
  let [squares, count, missing] = [0, 0, 0];
  for (const side of sides) {
    const [from, to] = ends[side];
    const expected = straight(timing[side], frame.corners[from], frame.corners[to]);
    const offsets = smooth(offsetsOf(expected, frame.lines[side].marks), OFF_NEIGHBOURS * ppm);
    const lost = offsets.filter((offset) => offset === null).length;
    if (lost > expected.length * (1 - FOUND) || longestGap(offsets) > GAP) return null;
    missing += lost;
    for (let k = 2; k < offsets.length - 2; k += 1) {
      const [a, b, here, c, d] = offsets.slice(k - 2, k + 3);
      if (!a || !b || !here || !c || !d) continue;
      // The cubic through four neighbours is itself off, in square, by 34/36 of what each of them is.
      const off = (axis: 'x' | 'y') => here[axis] - (4 * (b[axis] + c[axis]) - a[axis] - d[axis]) / 6;
      squares += (off('x') ** 2 + off('y') ** 2) / (1 + 34 / 36);
      count += 1;
    }
    rows[side] = filled(offsets).map(({ x, y }, k) => ({ x: expected[k]!.x + x, y: expected[k]!.y + y }));
  }
  const { top, right, bottom, left } = rows;
  if (!top || !right || !bottom || !left) return null;
  return { rows: { top, right, bottom, left }, fit: Math.sqrt(squares / Math.max(1, count)) / ppm, missing };
}

/** Where the marks of a side would stand on the page if it had been pulled evenly. */
function straight(points: readonly Point[], from: Mark, to: Mark): Mark[] {
  const [first, last] = [points[0]!, points.at(-1)!];
  const length = Math.hypot(last.x - first.x, last.y - first.y);
  return points.map(({ x, y }) => {
    const part = Math.hypot(x - first.x, y - first.y) / length;
    return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
  });
}

/** How far the mark that was found for each expected one stands off it. */
function offsetsOf(expected: readonly Mark[], found: readonly Mark[]): (Mark | null)[] {
  let drift: Mark = { x: 0, y: 0 };
  const offsets: (Mark | null)[] = [];
  for (const [k, place] of expected.entries()) {
    const next = expected[k + 1] ?? expected[k - 1]!;
    let reach = REACH * Math.hypot(next.x - place.x, next.y - place.y);
    let nearest: Mark | null = null;
    for (const mark of found) {
      const distance = Math.hypot(mark.x - place.x - drift.x, mark.y - place.y - drift.y);
      if (distance >= reach) continue;
      reach = distance;
      nearest = { x: mark.x - place.x, y: mark.y - place.y };
    }
    offsets.push(nearest);
    if (nearest) drift = nearest;
  }
  return offsets;
}

/** Without those that stand off what most of the two before and the two after them say, two by two. */
function smooth(offsets: readonly (Mark | null)[], most: number): (Mark | null)[] {
  const known = offsets.flatMap((offset, k) => (offset ? [k] : []));
  return offsets.map((offset, k) => {
    if (!offset) return null;
    const place = known.indexOf(k);
    const [a, b, c, d] = [known[place - 2], known[place - 1], known[place + 1], known[place + 2]];
    const pairs = [
      [b, c],
      [a, d],
      [a, b],
      [c, d],
    ] as const;
    const says = pairs.flatMap(([i, j]) =>
      i === undefined || j === undefined ? [] : [between(offsets[i]!, offsets[j]!, (k - i) / (j - i))],
    );
    if (says.length === 0) return null;
    const [x, y] = [median(says.map((one) => one.x)), median(says.map((one) => one.y))];
    return Math.hypot(offset.x - x, offset.y - y) > most ? null : offset;
  });
}

/** On the line through two offsets: `part` 0 is the one, 1 the other. */
const between = (one: Mark, other: Mark, part: number): Mark => ({
  x: one.x + part * (other.x - one.x),
  y: one.y + part * (other.y - one.y),
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function longestGap(offsets: readonly (Mark | null)[]): number {
  let [longest, gap] = [0, 0];
  for (const offset of offsets) {
    gap = offset ? 0 : gap + 1;
    longest = Math.max(longest, gap);
  }
  return longest;
}

/** With the missing ones between those beside them; beyond the first and the last as these. */
function filled(offsets: readonly (Mark | null)[]): Mark[] {
  const known = offsets.flatMap((offset, k) => (offset ? [k] : []));
  return offsets.map((offset, k) => {
    if (offset) return offset;
    const before = known.findLast((at) => at < k) ?? known[0]!;
    const after = known.find((at) => at > k) ?? before;
    const [a, b] = [offsets[before]!, offsets[after]!];
    const part = after === before ? 0 : Math.min(1, Math.max(0, (k - before) / (after - before)));
    return between(a, b, part);
  });
}
