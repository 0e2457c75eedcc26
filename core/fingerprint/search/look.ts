import { MOST, type Print, printOf } from '../match/print.ts';
import type { Template } from '../template.ts';
import { bearingOf, CODES, eachNearCode } from './edge-code.ts';
import { AT, placesOf } from './flat.ts';
import type { Gallery, Views } from './gallery.ts';

/**
 * The first look: a cheap number for every template of a gallery that is high where edges between near minutiae that
 * the probe has too (after Germain et al. 1997) say the same about how the two prints lie on each other. Each edge that
 * both have votes for one rotation and one shift (a generalised Hough transform, Ballard 1981; Ratha et al. 1996), and
 * the best supported cell counts. Chance votes scatter over some thousand cells; those of a mate meet in a few.
 */

/** Sides of a cell of votes: steps of 256 and pixels, as powers of two. */
const TURN_SHIFT = 3;
const MOVE_SHIFT = 4;
/** Rotations −64 … 63 and shifts −512 … 511 of the print's middle are counted, with an empty rim all round. */
const MOST_TURN = 64;
const TURNS = 2 * MOST_TURN;
const MOST_MOVE = 512;
const SIDE = ((2 * MOST_MOVE) >> MOVE_SHIFT) + 2;
const LAYER = SIDE * SIDE;
const LAYERS = (TURNS >> TURN_SHIFT) + 2;
/** Two minutiae whose directions differ more are not taken for one: fingers are seldom turned further (likeness.ts). */
const MOST_MINUTIA_TURN = 50;

/** A probe made ready: by edge code, which of its minutiae have such an edge, and where each of them lies when turned. */
export interface Glance {
  /** Entries of code c: `start[c]` … `start[c + 1]`. */
  readonly start: Uint16Array;
  /** Minutia, weight of the vote, direction of the edge and of the minutia: eight bits each, the first lowest. */
  readonly entries: Int32Array;
  /** Minutia i turned by t steps about the middle of the print: place i · 2 MOST_TURN + t + MOST_TURN. */
  readonly x: Int16Array;
  readonly y: Int16Array;
}

export function glanceOf(probe: Template): Glance {
  const print = printOf(probe);
  const { edges, angle } = print;
  // 16 bits are enough: no edge lies near more than 64 bins, and a print has no more than 720 edges.
  const start = new Uint16Array(CODES + 1);
  for (let e = 0; e < edges.count; e += 1) {
    eachNearCode(edges.length[e]!, edges.bearing[e]!, edges.turn[e]!, (code) => {
      start[code + 1]! += 1;
    });
  }
  for (let c = 0; c < CODES; c += 1) start[c + 1]! += start[c]!;
  const entries = new Int32Array(start[CODES]!);
  const next = start.slice();
  for (let e = 0; e < edges.count; e += 1) {
    const from = edges.from[e]!;
    const line = (edges.bearing[e]! + angle[from]!) & 255;
    eachNearCode(edges.length[e]!, edges.bearing[e]!, edges.turn[e]!, (code, weight) => {
      entries[next[code]!++] = from | (weight << 8) | (line << 16) | (angle[from]! << 24);
    });
  }
  return { start, entries, ...turnedPlaces(print) };
}

const cosine = Float64Array.from({ length: 256 }, (_, t) => Math.cos((t * Math.PI) / 128));

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
  return places;
}

// One look at a time: the same rooms are used by all, and left empty.
const votes = new Uint16Array(LAYERS * LAYER);
const MOST_VOTES = 65_535;
const touched = new Uint32Array(LAYERS * LAYER);
/** A cell with less than this share of the fullest one is not looked at with its neighbours. */
const WORTH = 0.7;

/**
 * How much each of the templates at places `from` … `to` − 1 looks like the probe: 0 and more, of no scale, to be
 * compared within one search only. Takes some microseconds a template and no memory but the answer's.
 */
export function firstLook(glance: Glance, gallery: Gallery, from = 0, to = gallery.count): Float32Array {
  const looks = new Float32Array(Math.max(0, to - from));
  const { views } = gallery;
  for (let place = from; place < to; place += 1) looks[place - from] = lookAt(glance, views, gallery.startOf(place));
  return looks;
}

function lookAt({ start, entries, x, y }: Glance, { bytes, shorts, floats }: Views, template: number): number {
  const count = bytes[template + AT.count]!;
  const edges = shorts[(template + AT.edges) >> 1]!;
  const at = placesOf(count, edges);
  const [atX, atY] = [(template + at.x) >> 2, (template + at.y) >> 2];
  const [atAngle, atOwn] = [template + at.angle, template + at.own];
  let edge = (template + at.code) >> 1;
  let filled = 0;
  let most = 0;
  for (let j = 0; j < count; j += 1) {
    const angle = bytes[atAngle + j]!;
    const placeX = (floats[atX + j]! | 0) + MOST_MOVE;
    const placeY = -(floats[atY + j]! | 0) + MOST_MOVE;
    for (const end = edge + bytes[atOwn + j]!; edge < end; edge += 1) {
      const code = shorts[edge]!;
      const last = start[code + 1]!;
      let k = start[code]!;
      if (k === last) continue;
      const line = angle + bearingOf(code) + MOST_TURN;
      for (; k < last; k += 1) {
        const entry = entries[k]!;
        const between = ((angle - (entry >>> 24) + 128) & 255) - 128;
        if (between > MOST_MINUTIA_TURN || between < -MOST_MINUTIA_TURN) continue;
        // The line between two minutiae tells the rotation better than the direction of one.
        const turn = (line - ((entry >> 16) & 255)) & 255;
        if (turn >= TURNS) continue;
        const turned = (entry & 255) * TURNS + turn;
        const column = placeX - x[turned]!;
        const row = placeY - y[turned]!;
        if (column < 0 || row < 0 || column >= 2 * MOST_MOVE || row >= 2 * MOST_MOVE) continue;
        const cell = ((turn >> TURN_SHIFT) + 1) * LAYER + ((row >> MOVE_SHIFT) + 1) * SIDE + (column >> MOVE_SHIFT) + 1;
        const before = votes[cell]!;
        if (before === 0) touched[filled++] = cell;
        const now = Math.min(MOST_VOTES, before + ((entry >> 8) & 255));
        votes[cell] = now;
        if (now > most) most = now;
      }
    }
  }
  let best = 0;
  for (let k = 0; k < filled; k += 1) {
    const cell = touched[k]!;
    if (votes[cell]! >= WORTH * most) best = Math.max(best, around(cell));
  }
  for (let k = 0; k < filled; k += 1) votes[touched[k]!] = 0;
  // A print full of minutiae has more that agree by chance.
  return best / Math.sqrt(edges + 50);
}

/** Votes of a cell and its 26 neighbours, which count half for each way they are off: skin stretches. */
function around(cell: number): number {
  let sum = 0;
  for (let layer = -1; layer <= 1; layer += 1) {
    for (let row = -1; row <= 1; row += 1) {
      const at = cell + layer * LAYER + row * SIDE;
      const three = votes[at]! + 0.5 * (votes[at - 1]! + votes[at + 1]!);
      sum += layer === 0 ? (row === 0 ? three : three / 2) : row === 0 ? three / 2 : three / 4;
    }
  }
  return sum;
}
