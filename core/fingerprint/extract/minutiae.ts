import { angleDifference, type Minutia } from '../template.ts';
import { cellAt } from './grid.ts';
import { eroded } from './mask.ts';
import type { Ridges } from './ridges.ts';

/** Lengths in pixels at 500 dpi; a ridge period is about nine. */
const TRACE = 14;
const SHORTEST_TRACE = 6;
/** Cells of the grid, about 12 pixels: nearer to the rim ridges end because the contact does. */
const FROM_BORDER = 3;
/** Two endings so near, looking away from each other along one line, are a broken ridge. */
const GAP = 15;
/** Two minutiae so near on different lines are noise. */
const CLUSTER = 6;
const MOST = 120;

interface Point {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly type: 'ending' | 'bifurcation';
  readonly angle: number;
}

/** Steps to the eight neighbours, clockwise from the one above. */
const stepsOf = (width: number): readonly number[] => [
  -width,
  -width + 1,
  1,
  width + 1,
  width,
  width - 1,
  -1,
  -width - 1,
];

/** Endings and bifurcations of the skeleton that are likely to be real. */
export function minutiaeOf(ridges: Ridges): readonly Minutia[] {
  const { width, height, mask, skeleton } = ridges;
  const inner = eroded(mask, ridges, FROM_BORDER);
  const found: Point[] = [];
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2; x < width - 2; x += 1) {
      const at = y * width + x;
      if (skeleton[at] === 0 || inner[cellAt(ridges, x, y)] === 0) continue;
      const point = pointAt(skeleton, width, at);
      if (point) found.push(point);
    }
  }
  return unbroken(found)
    .map((point) => ({
      x: point.x,
      y: point.y,
      angle: point.angle,
      type: point.type,
      quality: reliability(ridges, point),
    }))
    .sort((a, b) => b.quality - a.quality || a.y - b.y || a.x - b.x)
    .slice(0, MOST);
}

/** Clarity from which a place is as clear as any. */
const CLEAR = 20;

/** 1–100: how much a minutia is to be believed: whether its ridges are clear, and agreed before they were made to. */
function reliability({ coherence, clarity, ...grid }: Ridges, { x, y }: Point): number {
  const at = cellAt(grid, x, y);
  return Math.max(1, Math.min(100, Math.round(100 * coherence[at]! * Math.min(1, clarity[at]! / CLEAR))));
}

/** The eight neighbours of a point as bits, clockwise from the one above. */
export function neighbourhood(image: Uint8Array, width: number, i: number): number {
  return (
    image[i - width]! |
    (image[i - width + 1]! << 1) |
    (image[i + 1]! << 2) |
    (image[i + width + 1]! << 3) |
    (image[i + width]! << 4) |
    (image[i + width - 1]! << 5) |
    (image[i - 1]! << 6) |
    (image[i - width - 1]! << 7)
  );
}

/** For each neighbourhood: where a line leaves the point, as places in the order of `stepsOf`. */
const startsOf: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, bits) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((n) => (bits >> n) & 1 && !((bits >> ((n + 7) & 7)) & 1)),
);

/** The minutia at a skeleton point, or null: crossing number 1 is an ending, 3 a bifurcation (Rutovitz 1966). */
function pointAt(skeleton: Uint8Array, width: number, at: number): Point | null {
  const starts = startsOf[neighbourhood(skeleton, width, at)]!;
  if (starts.length !== 1 && starts.length !== 3) return null;
  const x = at % width;
  const y = (at - x) / width;
  const arms = starts.map((n) => trace(skeleton, width, at, n));
  // An arm that ends at once is a spur or a speck, not a ridge.
  if (arms.some((arm) => arm.length < (starts.length === 1 ? TRACE : SHORTEST_TRACE + 2))) return null;
  const angles = arms.map((arm) => {
    const end = arm[arm.length - 1]!;
    const ex = end % width;
    return Math.atan2(-((end - ex) / width - y), ex - x);
  });
  if (angles.length === 1) return { at, x, y, type: 'ending', angle: positive(angles[0]!) };
  return { at, x, y, type: 'bifurcation', angle: positive(between(angles)) };
}

/** Follows a line from a minutia for at most TRACE points; it stops early at the next minutia or at its end. */
function trace(skeleton: Uint8Array, width: number, from: number, first: number): readonly number[] {
  const steps = stepsOf(width);
  const path = [from + steps[first]!];
  let before = from;
  while (path.length < TRACE) {
    const here = path[path.length - 1]!;
    let next = -1;
    let ways = 0;
    for (const step of steps) {
      const candidate = here + step;
      if (candidate === before || skeleton[candidate] === 0 || candidate === from) continue;
      // Neighbours of the point before belong to the same corner, not to another branch.
      if (path.length > 1 && touches(candidate, before, width)) continue;
      ways += 1;
      next = candidate;
    }
    if (ways !== 1) {
      if (path.length > 2 || ways === 0) return path;
    }
    if (next < 0) return path;
    before = here;
    path.push(next);
  }
  return path;
}

function touches(a: number, b: number, width: number): boolean {
  const ax = a % width;
  const bx = b % width;
  return Math.abs(ax - bx) <= 1 && Math.abs((a - ax) / width - (b - bx) / width) <= 1;
}

/** Of three branches two lie together: the direction of the valley between them. */
function between(angles: readonly number[]): number {
  let best = { gap: Number.POSITIVE_INFINITY, angle: 0 };
  for (let i = 0; i < 3; i += 1) {
    const a = angles[i]!;
    const d = angleDifference(angles[(i + 1) % 3]!, a);
    if (Math.abs(d) < best.gap) best = { gap: Math.abs(d), angle: a + d / 2 };
  }
  return best.angle;
}

const positive = (angle: number): number => (angle + 4 * Math.PI) % (2 * Math.PI);

/** Takes away broken ridges (two endings that face each other) and clusters, which are noise. */
function unbroken(points: readonly Point[]): readonly Point[] {
  const bad = new Set<Point>();
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const distance = Math.hypot(dx, dy);
      if (distance > GAP) continue;
      if (distance < CLUSTER) {
        bad.add(a).add(b);
        continue;
      }
      if (a.type !== 'ending' || b.type !== 'ending') continue;
      const line = Math.atan2(-dy, dx);
      const apart = Math.abs(angleDifference(a.angle, b.angle)) > 2.4;
      // a looks back along its own ridge, away from b.
      const facing = Math.abs(angleDifference(a.angle, line)) > 2.2 && Math.abs(angleDifference(b.angle, line)) < 0.95;
      if (apart && facing) bad.add(a).add(b);
    }
  }
  return points.filter((point) => !bad.has(point));
}
