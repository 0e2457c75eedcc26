import { NEIGHBOURS, type Structure } from './structure.ts';

/** A rigid motion that lays one print on the other: turn about the origin, then shift. y grows upwards. */
export interface Alignment {
  readonly turn: number;
  readonly dx: number;
  readonly dy: number;
}

/** A pair of minutiae that were found to be the same, by their places in the two templates. */
export type Pair = readonly [a: number, b: number];

/** How far a neighbour may lie from where the other print has it: pixels at 500 dpi, share of its distance, radians. */
const NEAR = { distance: 8, share: 0.12, angle: 0.42 } as const;
/** Least likeness of two surroundings (about two good neighbours) that is worth an alignment. */
const LEAST_LIKENESS = 1.5;
/** Fingers are seldom turned further than this between two touches, radians. */
const MOST_TURN = 1.2;
const MOST_ALIGNMENTS = 24;

/** Smallest signed difference of two angles that both lie in −π … π. */
export function turnBetween(to: number, from: number): number {
  const d = to - from;
  return d > Math.PI ? d - 2 * Math.PI : d < -Math.PI ? d + 2 * Math.PI : d;
}

/** Alignments that pairs of minutiae with like surroundings propose, the likeliest first. */
export function proposals(a: Structure, b: Structure): readonly Alignment[] {
  const found: { readonly likeness: number; readonly alignment: Alignment }[] = [];
  for (let i = 0; i < a.count; i += 1) {
    for (let j = 0; j < b.count; j += 1) {
      const turn = turnBetween(b.angle[j]!, a.angle[i]!);
      if (turn > MOST_TURN || turn < -MOST_TURN) continue;
      const likeness = likenessOf(a, i, b, j);
      if (likeness < LEAST_LIKENESS) continue;
      found.push({ likeness, alignment: alignmentAt(a.x[i]!, a.y[i]!, b.x[j]!, b.y[j]!, turn) });
    }
  }
  found.sort((p, q) => q.likeness - p.likeness);
  return found.slice(0, MOST_ALIGNMENTS).map(({ alignment }) => alignment);
}

/** How many neighbours of one look like a neighbour of the other, each used once; exact ones count more. */
function likenessOf(a: Structure, i: number, b: Structure, j: number): number {
  let likeness = 0;
  let used = 0;
  let start = 0;
  for (let k = 0; k < a.neighbours; k += 1) {
    const p = i * NEIGHBOURS + k;
    const reach = NEAR.distance + NEAR.share * a.distance[p]!;
    let best = 0;
    let place = -1;
    for (let m = start; m < b.neighbours; m += 1) {
      const q = j * NEIGHBOURS + m;
      const farther = b.distance[q]! - a.distance[p]!;
      // Both lists grow: what is too near for this neighbour is too near for all that follow, and the reverse.
      if (farther > reach) break;
      if (farther < -reach) {
        if (m === start) start = m + 1;
        continue;
      }
      if ((used >> m) & 1) continue;
      const bearing = Math.abs(turnBetween(a.bearing[p]!, b.bearing[q]!));
      if (bearing > NEAR.angle) continue;
      const turn = Math.abs(turnBetween(a.turn[p]!, b.turn[q]!));
      if (turn > NEAR.angle) continue;
      const value = 1 - (Math.abs(farther) / reach + (bearing + turn) / NEAR.angle) / 4;
      if (value > best) {
        best = value;
        place = m;
      }
    }
    if (place < 0) continue;
    used |= 1 << place;
    likeness += best;
  }
  return likeness;
}

/** The motion by `turn` that brings one point onto the other. */
function alignmentAt(ax: number, ay: number, bx: number, by: number, turn: number): Alignment {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { turn, dx: bx - (cos * ax - sin * ay), dy: by - (sin * ax + cos * ay) };
}

/** The motion that brings all pairs nearest to each other (least squares; Umeyama 1991 without scale). */
export function fitted(a: Structure, b: Structure, pairs: readonly Pair[]): Alignment {
  let [ax, ay, bx, by] = [0, 0, 0, 0];
  for (const [i, j] of pairs) {
    ax += a.x[i]! / pairs.length;
    ay += a.y[i]! / pairs.length;
    bx += b.x[j]! / pairs.length;
    by += b.y[j]! / pairs.length;
  }
  let [dot, cross] = [0, 0];
  for (const [i, j] of pairs) {
    const [px, py, qx, qy] = [a.x[i]! - ax, a.y[i]! - ay, b.x[j]! - bx, b.y[j]! - by];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
  }
  return alignmentAt(ax, ay, bx, by, Math.atan2(cross, dot));
}
