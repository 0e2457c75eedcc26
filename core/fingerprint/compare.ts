import { scoreOf } from './calibration.ts';
import { angleDifference, type Minutia, type Template } from './template.ts';

/**
 * Minutiae comparison in two stages, both from the published literature before 2009 (neighbourhood vectors as in
 * Jiang and Yau 2000; rigid alignment and one-to-one pairing as in Ratha et al. 1996): pairs of minutiae whose
 * neighbours look alike propose an alignment of the two prints; the best alignments are tried, and the one under
 * which most minutiae of the overlap find a partner counts. No cylinder codes.
 */
const NEIGHBOURS = 8;
const HYPOTHESES = 24;
/** Most minutiae of one print that take part, best first. */
const MOST = 70;
/** Tolerances: pixels at 500 dpi, radians. */
const LOCAL = { distance: 8, share: 0.12, angle: 0.42 } as const;
const GLOBAL = { distance: 13, angle: 0.4 } as const;
/** Ridges of one hand at one station are seldom turned further than this. */
const MOST_TURN = 1.2;

interface Neighbour {
  readonly distance: number;
  /** Direction to the neighbour, seen from the minutia's own direction. */
  readonly bearing: number;
  /** Neighbour's direction, seen from the minutia's own. */
  readonly turn: number;
}

interface Alignment {
  readonly turn: number;
  readonly dx: number;
  readonly dy: number;
}

/** A pair of minutiae that were found to be the same, by their places in the templates. */
export type Pair = readonly [a: number, b: number];

export interface Comparison {
  /** Score s: FMR ≤ 10^(−s/10). */
  readonly score: number;
  readonly pairs: readonly Pair[];
}

/** Score s of two templates on the documented scale: among impostors a score of s or more has FMR ≤ 10^(−s/10). */
export function compare(a: Template, b: Template): number {
  return compareWithPairs(a, b).score;
}

/** The same, with the pairs that made the score. */
export function compareWithPairs(a: Template, b: Template): Comparison {
  const { raw, pairs } = rawComparison(a, b);
  return { score: scoreOf(raw), pairs };
}

/** The uncalibrated similarity; bench/fingerprint.ts measures it on real prints to make the calibration. */
export function rawComparison(a: Template, b: Template): { readonly raw: number; readonly pairs: readonly Pair[] } {
  const as = a.minutiae.slice(0, MOST);
  const bs = b.minutiae.slice(0, MOST);
  if (as.length < 4 || bs.length < 4) return { raw: 0, pairs: [] };
  let best: { raw: number; pairs: readonly Pair[] } = { raw: 0, pairs: [] };
  for (const alignment of hypotheses(as, bs)) {
    const first = pairUnder(as, bs, alignment);
    if (first.length < 3) continue;
    // The first alignment rests on one pair; the pairs it found know better.
    const pairs = pairUnder(as, bs, refined(as, bs, first));
    const raw = similarity(as, bs, pairs, refined(as, bs, pairs.length >= 3 ? pairs : first));
    if (raw > best.raw) best = { raw, pairs };
  }
  return best;
}

function neighboursOf(all: readonly Minutia[]): readonly (readonly Neighbour[])[] {
  return all.map((own) =>
    all
      .filter((other) => other !== own)
      .map((other) => ({ other, distance: Math.hypot(other.x - own.x, other.y - own.y) }))
      .sort((p, q) => p.distance - q.distance)
      .slice(0, NEIGHBOURS)
      .map(({ other, distance }) => ({
        distance,
        bearing: angleDifference(Math.atan2(-(other.y - own.y), other.x - own.x), own.angle),
        turn: angleDifference(other.angle, own.angle),
      })),
  );
}

function hypotheses(as: readonly Minutia[], bs: readonly Minutia[]): readonly Alignment[] {
  const na = neighboursOf(as);
  const nb = neighboursOf(bs);
  const found: { votes: number; alignment: Alignment }[] = [];
  for (const [i, a] of as.entries()) {
    for (const [j, b] of bs.entries()) {
      const turn = angleDifference(b.angle, a.angle);
      if (Math.abs(turn) > MOST_TURN) continue;
      const votes = alike(na[i]!, nb[j]!);
      if (votes < 1.5) continue;
      found.push({ votes, alignment: alignmentOf(a, b, turn) });
    }
  }
  return found
    .sort((p, q) => q.votes - p.votes)
    .slice(0, HYPOTHESES)
    .map((one) => one.alignment);
}

/** How many neighbours of one look like a neighbour of the other, each used once; near ones count more. */
function alike(a: readonly Neighbour[], b: readonly Neighbour[]): number {
  let votes = 0;
  let used = 0;
  for (const p of a) {
    let best = 0;
    let place = -1;
    for (let k = 0; k < b.length; k += 1) {
      if ((used >> k) & 1) continue;
      const q = b[k]!;
      const tolerance = LOCAL.distance + LOCAL.share * p.distance;
      const distance = Math.abs(p.distance - q.distance) / tolerance;
      if (distance > 1) continue;
      const bearing = Math.abs(angleDifference(p.bearing, q.bearing)) / LOCAL.angle;
      if (bearing > 1) continue;
      const turn = Math.abs(angleDifference(p.turn, q.turn)) / LOCAL.angle;
      if (turn > 1) continue;
      const value = 1 - (distance + bearing + turn) / 4;
      if (value > best) {
        best = value;
        place = k;
      }
    }
    if (place < 0) continue;
    used |= 1 << place;
    votes += best;
  }
  return votes;
}

/** Turns a and moves it onto b. Angles count counter-clockwise while y grows downwards. */
function alignmentOf(a: Minutia, b: Minutia, turn: number): Alignment {
  const { x, y } = turned(a, turn);
  return { turn, dx: b.x - x, dy: b.y - y };
}

function turned({ x, y }: { readonly x: number; readonly y: number }, turn: number): { x: number; y: number } {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { x: cos * x + sin * y, y: -sin * x + cos * y };
}

/** One-to-one pairs under an alignment, nearest first. */
function pairUnder(as: readonly Minutia[], bs: readonly Minutia[], { turn, dx, dy }: Alignment): readonly Pair[] {
  const candidates: { cost: number; pair: Pair }[] = [];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  // The innermost loop of a comparison: plain indices and the cheapest test first.
  for (let i = 0; i < as.length; i += 1) {
    const a = as[i]!;
    const x = cos * a.x + sin * a.y + dx;
    const y = -sin * a.x + cos * a.y + dy;
    for (let j = 0; j < bs.length; j += 1) {
      const b = bs[j]!;
      const ex = b.x - x;
      if (ex > GLOBAL.distance || ex < -GLOBAL.distance) continue;
      const ey = b.y - y;
      if (ey > GLOBAL.distance || ey < -GLOBAL.distance) continue;
      const distance = Math.sqrt(ex * ex + ey * ey) / GLOBAL.distance;
      const angle = Math.abs(angleDifference(b.angle, a.angle + turn)) / GLOBAL.angle;
      if (distance <= 1 && angle <= 1) candidates.push({ cost: distance + angle, pair: [i, j] });
    }
  }
  candidates.sort((p, q) => p.cost - q.cost);
  const [usedA, usedB] = [new Set<number>(), new Set<number>()];
  const pairs: Pair[] = [];
  for (const { pair } of candidates) {
    if (usedA.has(pair[0]) || usedB.has(pair[1])) continue;
    usedA.add(pair[0]);
    usedB.add(pair[1]);
    pairs.push(pair);
  }
  return pairs;
}

/** The rigid motion that brings the pairs nearest to each other (least squares; Umeyama 1991 without scale). */
function refined(as: readonly Minutia[], bs: readonly Minutia[], pairs: readonly Pair[]): Alignment {
  const n = pairs.length;
  let [ax, ay, bx, by] = [0, 0, 0, 0];
  for (const [i, j] of pairs) {
    ax += as[i]!.x / n;
    ay += as[i]!.y / n;
    bx += bs[j]!.x / n;
    by += bs[j]!.y / n;
  }
  let [dot, cross] = [0, 0];
  for (const [i, j] of pairs) {
    const [px, py] = [as[i]!.x - ax, -(as[i]!.y - ay)];
    const [qx, qy] = [bs[j]!.x - bx, -(bs[j]!.y - by)];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
  }
  const turn = Math.atan2(cross, dot);
  const moved = turned({ x: ax, y: ay }, turn);
  return { turn, dx: bx - moved.x, dy: by - moved.y };
}

/** Pairs, weighted by how exactly they fit, against what could have been paired in the overlap of the two prints. */
function similarity(
  as: readonly Minutia[],
  bs: readonly Minutia[],
  pairs: readonly Pair[],
  { turn, dx, dy }: Alignment,
) {
  if (pairs.length < 3) return 0;
  const moved = as.map((a) => {
    const place = turned(a, turn);
    return { x: place.x + dx, y: place.y + dy };
  });
  let fit = 0;
  for (const [i, j] of pairs) {
    const distance = Math.hypot(bs[j]!.x - moved[i]!.x, bs[j]!.y - moved[i]!.y) / GLOBAL.distance;
    const angle = Math.abs(angleDifference(bs[j]!.angle, as[i]!.angle + turn)) / GLOBAL.angle;
    const type = as[i]!.type === bs[j]!.type ? 1 : 0.85;
    fit += type * Math.max(0, 1 - 0.5 * distance ** 2 - 0.4 * angle ** 2);
  }
  const common = Math.max(pairs.length, Math.min(within(moved, bs), within(bs, moved)), 6);
  return fit * Math.sqrt(fit / common);
}

/** How many of these points lie in the part that the others cover. */
function within(
  points: readonly { readonly x: number; readonly y: number }[],
  cover: readonly { readonly x: number; readonly y: number }[],
): number {
  const xs = cover.map((one) => one.x);
  const ys = cover.map((one) => one.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return points.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom).length;
}
