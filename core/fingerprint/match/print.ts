import type { FlowMap, Template } from '../template.ts';

/**
 * A template made ready for comparing: flat arrays, best minutiae first, and the edges between near minutiae with what
 * no rotation or shift of the finger changes: length, and both ends' directions as seen along the edge.
 */
export interface Print {
  readonly count: number;
  /** Where each minutia stands in its template. */
  readonly place: Uint16Array;
  /** Pixels at 500 dpi; y grows upwards here, so that angles and places turn the same way. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** In 256 steps to a turn. */
  readonly angle: Uint8Array;
  /** 0 other, 1 ending, 2 bifurcation. */
  readonly type: Uint8Array;
  readonly edges: Edges;
  /** Edges by their bin, for whoever looks up another print's edges here. */
  readonly bins: Bins;
  readonly flow: FlowMap | null;
  readonly width: number;
  readonly height: number;
}

/** Directed edges, `from` rising. */
export interface Edges {
  readonly count: number;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly length: Float32Array;
  /** Direction of the edge as seen from the first minutia's own, 256 steps. */
  readonly bearing: Uint8Array;
  /** The second minutia's direction as seen from the first's, 256 steps. */
  readonly turn: Uint8Array;
}

/** Edge numbers, bin after bin; `start[b]` … `start[b + 1]` are those of bin b. */
export interface Bins {
  readonly start: Uint16Array;
  readonly edge: Uint16Array;
}

/** Most minutiae of one print that take part, best first: bounds time and memory. */
export const MOST = 80;
/** Nearest minutiae to which each has an edge. */
const NEIGHBOURS = 9;
const LONGEST = 150;
const SHORTEST = 7;

/** A bin is twice as wide as the tolerance, so that what is near an edge lies in two bins of each measure at most. */
export const LENGTH_BIN = 22;
export const LENGTH_BINS = Math.ceil(LONGEST / LENGTH_BIN) + 1;
/** 256 steps in eight bins. */
export const ANGLE_SHIFT = 5;
export const ANGLE_BINS = 256 >> ANGLE_SHIFT;

export const binOf = (length: number, bearing: number, turn: number): number =>
  (length * ANGLE_BINS + bearing) * ANGLE_BINS + turn;

const known = new WeakMap<Template, Print>();

/** The print of a template; made once, since a probe meets many and the register's are compared again. */
export function printOf(template: Template): Print {
  const made = known.get(template);
  if (made) return made;
  const print = build(template);
  known.set(template, print);
  return print;
}

const STEPS_PER_RADIAN = 128 / Math.PI;

function build(template: Template): Print {
  // Templates of other makers are not sorted by quality.
  const best = template.minutiae
    .map(({ quality }, place) => ({ quality, place }))
    .sort((p, q) => q.quality - p.quality || p.place - q.place)
    .slice(0, MOST)
    .map(({ place }) => place);
  const minutiae = best.map((at) => template.minutiae[at]!);
  const x = Float32Array.from(minutiae, (one) => one.x);
  const y = Float32Array.from(minutiae, (one) => -one.y);
  const angle = Uint8Array.from(minutiae, (one) => Math.round(one.angle * STEPS_PER_RADIAN) & 255);
  const type = Uint8Array.from(minutiae, ({ type }) => (type === 'ending' ? 1 : type === 'bifurcation' ? 2 : 0));
  const edges = edgesOf(x, y, angle);
  return {
    count: minutiae.length,
    place: Uint16Array.from(best),
    x,
    y,
    angle,
    type,
    edges,
    bins: binsOf(edges),
    flow: template.flow ?? null,
    width: template.width,
    height: template.height,
  };
}

function edgesOf(x: Float32Array, y: Float32Array, angle: Uint8Array): Edges {
  const count = x.length;
  const most = count * NEIGHBOURS;
  const [from, to] = [new Uint8Array(most), new Uint8Array(most)];
  const length = new Float32Array(most);
  const [bearing, turn] = [new Uint8Array(most), new Uint8Array(most)];
  let edges = 0;
  for (let i = 0; i < count; i += 1) {
    const near: { readonly j: number; readonly d: number }[] = [];
    for (let j = 0; j < count; j += 1) {
      if (j === i) continue;
      const d = Math.sqrt((x[j]! - x[i]!) ** 2 + (y[j]! - y[i]!) ** 2);
      if (d <= LONGEST && d >= SHORTEST) near.push({ j, d });
    }
    near.sort((p, q) => p.d - q.d || p.j - q.j);
    for (const { j, d } of near.slice(0, NEIGHBOURS)) {
      from[edges] = i;
      to[edges] = j;
      length[edges] = d;
      const line = Math.round(Math.atan2(y[j]! - y[i]!, x[j]! - x[i]!) * STEPS_PER_RADIAN);
      bearing[edges] = (line - angle[i]!) & 255;
      turn[edges] = (angle[j]! - angle[i]!) & 255;
      edges += 1;
    }
  }
  const cut = <T extends { subarray(from: number, to: number): T }>(list: T): T => list.subarray(0, edges);
  return { count: edges, from: cut(from), to: cut(to), length: cut(length), bearing: cut(bearing), turn: cut(turn) };
}

function binsOf({ count, length, bearing, turn }: Edges): Bins {
  const start = new Uint16Array(LENGTH_BINS * ANGLE_BINS * ANGLE_BINS + 1);
  const bin = (e: number): number =>
    binOf(Math.floor(length[e]! / LENGTH_BIN), bearing[e]! >> ANGLE_SHIFT, turn[e]! >> ANGLE_SHIFT);
  for (let e = 0; e < count; e += 1) start[bin(e) + 1]! += 1;
  for (let b = 1; b < start.length; b += 1) start[b]! += start[b - 1]!;
  const next = start.slice();
  const edge = new Uint16Array(count);
  for (let e = 0; e < count; e += 1) edge[next[bin(e)]!++] = e;
  return { start, edge };
}
