import { angleDifference, type Minutia, type Template } from './template.ts';

/** Most minutiae of one print that take part, best first: bounds the time of a comparison. */
const MOST = 70;
/** Neighbours that make the surroundings of a minutia. */
export const NEIGHBOURS = 8;

/**
 * A template made ready for comparing: flat arrays, and for each minutia its nearest neighbours as they look from it
 * (distance, bearing, turn), which no rotation or shift of the finger changes (Jiang and Yau 2000).
 */
export interface Structure {
  readonly count: number;
  /** Where each minutia stands in its template. */
  readonly place: readonly number[];
  readonly x: Float64Array;
  /** Grows upwards, unlike in a template, so that angles and places turn the same way. */
  readonly y: Float64Array;
  /** −π … π. */
  readonly angle: Float64Array;
  readonly ending: Uint8Array;
  /** How many neighbours each minutia has; all have the same. */
  readonly neighbours: number;
  /** Nearest first, NEIGHBOURS places for each minutia. */
  readonly distance: Float64Array;
  /** Direction to the neighbour, seen from the minutia's own direction. */
  readonly bearing: Float64Array;
  /** The neighbour's direction, seen from the minutia's own. */
  readonly turn: Float64Array;
}

const known = new WeakMap<Template, Structure>();

/** The structure of a template; made once, since a probe meets many and the register's are compared again. */
export function structureOf(template: Template): Structure {
  const made = known.get(template);
  if (made) return made;
  // Templates of other makers are not sorted by quality.
  const best = template.minutiae
    .map(({ quality }, place) => ({ quality, place }))
    .sort((p, q) => q.quality - p.quality)
    .slice(0, MOST)
    .map(({ place }) => place);
  const structure = build(template.minutiae, best);
  known.set(template, structure);
  return structure;
}

function build(all: readonly Minutia[], place: readonly number[]): Structure {
  const minutiae = place.map((at) => all[at]!);
  const count = minutiae.length;
  const x = Float64Array.from(minutiae, (one) => one.x);
  const y = Float64Array.from(minutiae, (one) => -one.y);
  const angle = Float64Array.from(minutiae, (one) => angleDifference(one.angle, 0));
  const ending = Uint8Array.from(minutiae, (one) => (one.type === 'ending' ? 1 : 0));
  const neighbours = Math.max(0, Math.min(NEIGHBOURS, count - 1));
  const distance = new Float64Array(count * NEIGHBOURS);
  const bearing = new Float64Array(count * NEIGHBOURS);
  const turn = new Float64Array(count * NEIGHBOURS);
  for (let i = 0; i < count; i += 1) {
    const near = Array.from({ length: count }, (_, j) => ({ j, d: Math.hypot(x[j]! - x[i]!, y[j]! - y[i]!) }))
      .filter(({ j }) => j !== i)
      .sort((p, q) => p.d - q.d || p.j - q.j);
    for (let k = 0; k < neighbours; k += 1) {
      const { j, d } = near[k]!;
      const at = i * NEIGHBOURS + k;
      distance[at] = d;
      bearing[at] = angleDifference(Math.atan2(y[j]! - y[i]!, x[j]! - x[i]!), angle[i]!);
      turn[at] = angleDifference(angle[j]!, angle[i]!);
    }
  }
  return { count, place, x, y, angle, ending, neighbours, distance, bearing, turn };
}
