import { MOST, type Print, printOf } from '../match/print.ts';
import type { FlowMap, Template } from '../template.ts';
import { CODES, eachNearCode, MOST_WEIGHT } from './edge-code.ts';

/** Rotations of −64 … 63 steps of 256 are looked for: fingers are seldom turned further (match/likeness.ts). */
export const MOST_TURN = 64;
export const TURNS = 2 * MOST_TURN;

/** A probe made ready for the first looks: by edge code, which of its minutiae have such an edge, and how they lie. */
export interface Glance {
  /** Entries of code c: `start[c]` … `start[c + 1]`. */
  readonly start: Uint16Array;
  /** Minutia, weight of the vote, direction of the edge and of the minutia: eight bits each, the first lowest. */
  readonly entries: Int32Array;
  /** Minutia i turned by t steps about the middle of them all: place i · TURNS + t + MOST_TURN. y grows upwards. */
  readonly x: Int16Array;
  readonly y: Int16Array;
  readonly middle: readonly [x: number, y: number];
  readonly flow: FlowMap | null;
}

/**
 * Most entries of a probe; the median of real prints is 6,700. Prints full of minutiae, and noise, would take as much longer as they
 * have more; of theirs the bins that lie farthest from the edge are left out.
 */
const MOST_ENTRIES = 8000;

export function glanceOf(probe: Template): Glance {
  const print = printOf(probe);
  const { edges, angle, flow } = print;
  const least = leastWeight(edges);
  // 16 bits are enough: no edge lies near more than 48 bins, and a print has no more than 720 edges.
  const start = new Uint16Array(CODES + 1);
  for (let e = 0; e < edges.count; e += 1) {
    eachNearCode(edges.length[e]!, edges.bearing[e]!, edges.turn[e]!, (code, weight) => {
      if (weight >= least) start[code + 1]! += 1;
    });
  }
  for (let c = 0; c < CODES; c += 1) start[c + 1]! += start[c]!;
  const entries = new Int32Array(start[CODES]!);
  const next = start.slice();
  for (let e = 0; e < edges.count; e += 1) {
    const from = edges.from[e]!;
    const line = (edges.bearing[e]! + angle[from]!) & 255;
    eachNearCode(edges.length[e]!, edges.bearing[e]!, edges.turn[e]!, (code, weight) => {
      if (weight >= least) entries[next[code]!++] = from | (weight << 8) | (line << 16) | (angle[from]! << 24);
    });
  }
  return { start, entries, flow, ...turnedPlaces(print) };
}

/** The least weight with which there are no more than MOST_ENTRIES; the greatest of all stays in any case. */
function leastWeight({ count, length, bearing, turn }: Print['edges']): number {
  const many = new Uint32Array(MOST_WEIGHT + 1);
  for (let e = 0; e < count; e += 1) {
    eachNearCode(length[e]!, bearing[e]!, turn[e]!, (_, weight) => {
      many[weight]! += 1;
    });
  }
  let entries = 0;
  for (let weight = MOST_WEIGHT; weight > 0; weight -= 1) {
    entries += many[weight]!;
    if (entries > MOST_ENTRIES) return Math.min(MOST_WEIGHT, weight + 1);
  }
  return 1;
}

export const cosine = Float64Array.from({ length: 256 }, (_, t) => Math.cos((t * Math.PI) / 128));

function turnedPlaces({ count, x, y }: Print) {
  const places = { x: new Int16Array(MOST * TURNS), y: new Int16Array(MOST * TURNS) };
  let [middleX, middleY] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    middleX += x[i]! / count;
    middleY += y[i]! / count;
  }
  for (let i = 0; i < count; i += 1) {
    const [dx, dy] = [x[i]! - middleX, y[i]! - middleY];
    for (let t = 0; t < TURNS; t += 1) {
      const [cos, sin] = [cosine[(t - MOST_TURN) & 255]!, cosine[(t - MOST_TURN - 64) & 255]!];
      places.x[i * TURNS + t] = cos * dx - sin * dy;
      places.y[i * TURNS + t] = sin * dx + cos * dy;
    }
  }
  return { ...places, middle: [middleX, middleY] } as const;
}
