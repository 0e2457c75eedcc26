import { bearingOf } from './edge-code.ts';
import { AT, placesOf } from './flat.ts';
import type { Views } from './gallery.ts';
import { type Glance, MOST_TURN, TURNS } from './glance.ts';

/**
 * Each edge between near minutiae that probe and template both have (after Germain et al. 1997) votes for the rotation
 * and the shift that lay the one on the other (a generalised Hough transform, Ballard 1981; Ratha et al. 1996). Chance
 * votes scatter over some thousand cells; those of a mate meet in a few.
 */

/** Sides of a cell of votes: steps of 256 and pixels, as powers of two. */
const TURN_SHIFT = 3;
const MOVE_SHIFT = 4;
/** Shifts −512 … 511 of the probe's middle are counted, with an empty rim all round. */
const MOST_MOVE = 512;
const SIDE = ((2 * MOST_MOVE) >> MOVE_SHIFT) + 2;
const LAYER = SIDE * SIDE;
const LAYERS = (TURNS >> TURN_SHIFT) + 2;
/** Two minutiae whose directions differ more are not taken for one (match/likeness.ts). */
const MOST_MINUTIA_TURN = 50;
/** A cell with less than this share of the fullest one is not looked at with its neighbours. */
const WORTH = 0.7;
/** Votes of one template that count; so many that only prints made for it have more. */
const MOST_VOTERS = 4096;

// One template at a time: the same rooms are used by all, and left empty.
const votes = new Uint16Array(LAYERS * LAYER);
const touched = new Uint32Array(MOST_VOTERS);
/** The cell of each vote, and whose it was: turned minutia of the probe, the template's minutia (14 bits up), weight (22). */
const voted = new Uint32Array(MOST_VOTERS);
const voters = new Uint32Array(MOST_VOTERS);

/** How many cells are filled and how many voted, and the most votes of one cell. */
interface Ballot {
  readonly cells: number;
  readonly voices: number;
  readonly highest: number;
}

/**
 * How many votes agree: 0 and more, of no scale, to be compared within one search only.
 * @param template where its bytes begin
 */
export function agreement(glance: Glance, views: Views, template: number): number {
  const ballot = vote(glance, views, template);
  const { most } = fullest(ballot);
  clear(ballot);
  return most / crowd(views, template);
}

export interface Consensus {
  readonly agreement: number;
  /** Steps of 256. */
  readonly turn: number;
  /** Where the middle of the probe's minutiae comes to lie on the template; y grows upwards. */
  readonly x: number;
  readonly y: number;
}

/** The same, with the rotation and the shift that they agree on; null where nobody voted. */
export function consensus(glance: Glance, views: Views, template: number): Consensus | null {
  const ballot = vote(glance, views, template);
  const { most, cell } = fullest(ballot);
  clear(ballot);
  return most === 0
    ? null
    : { agreement: most / crowd(views, template), ...meant(glance, views, template, near(cell, ballot)) };
}

/** A print full of minutiae has more that agree by chance. */
const crowd = ({ shorts }: Views, template: number): number => Math.sqrt(shorts[(template + AT.edges) >> 1]! + 50);

function vote({ start, entries, x, y }: Glance, { bytes, shorts, floats }: Views, template: number): Ballot {
  const count = bytes[template + AT.count]!;
  const at = placesOf(count, shorts[(template + AT.edges) >> 1]!);
  const [atX, atY] = [(template + at.x) >> 2, (template + at.y) >> 2];
  const [atAngle, atOwn] = [template + at.angle, template + at.own];
  let edge = (template + at.code) >> 1;
  let [cells, voices, highest] = [0, 0, 0];
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
        if (voices === MOST_VOTERS) return { cells, voices, highest };
        const cell = ((turn >> TURN_SHIFT) + 1) * LAYER + ((row >> MOVE_SHIFT) + 1) * SIDE + (column >> MOVE_SHIFT) + 1;
        const weight = (entry >> 8) & 255;
        const before = votes[cell]!;
        if (before === 0) touched[cells++] = cell;
        const now = before + weight;
        votes[cell] = now;
        if (now > highest) highest = now;
        voted[voices] = cell;
        voters[voices++] = turned | (j << 14) | (weight << 22);
      }
    }
  }
  return { cells, voices, highest };
}

/** The cell that with its neighbours has most votes. */
function fullest({ cells, highest }: Ballot): { readonly most: number; readonly cell: number } {
  let [most, where] = [0, 0];
  for (let k = 0; k < cells; k += 1) {
    const cell = touched[k]!;
    if (votes[cell]! < WORTH * highest) continue;
    const sum = around(cell);
    if (sum > most) [most, where] = [sum, cell];
  }
  return { most, cell: where };
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

function clear({ cells }: Ballot): void {
  for (let k = 0; k < cells; k += 1) votes[touched[k]!] = 0;
}

const apart = (cell: number, other: number, size: number): number =>
  Math.abs(Math.floor(cell / size) - Math.floor(other / size));

/** Moves those who voted for a cell or a neighbour of it to the front. @returns how many they are */
function near(cell: number, { voices }: Ballot): number {
  let count = 0;
  for (let v = 0; v < voices; v += 1) {
    const own = voted[v]!;
    const aside = apart(own % LAYER, cell % LAYER, SIDE) > 1 || Math.abs((own % SIDE) - (cell % SIDE)) > 1;
    if (aside || apart(own, cell, LAYER) > 1) continue;
    voters[count++] = voters[v]!;
  }
  return count;
}

/** What the first `count` voters mean on average: cells are too coarse to lay one print on another by. */
function meant({ x, y }: Glance, { bytes, shorts, floats }: Views, template: number, count: number) {
  let [weights, turns] = [0, 0];
  for (let v = 0; v < count; v += 1) {
    const voter = voters[v]!;
    weights += voter >>> 22;
    turns += (voter >>> 22) * ((voter % TURNS) - MOST_TURN);
  }
  const turn = Math.round(turns / weights);
  const at = placesOf(bytes[template + AT.count]!, shorts[(template + AT.edges) >> 1]!);
  const [atX, atY] = [(template + at.x) >> 2, (template + at.y) >> 2];
  let [sumX, sumY] = [0, 0];
  for (let v = 0; v < count; v += 1) {
    const voter = voters[v]!;
    const [i, j, weight] = [(voter & 0x3fff) >> 7, (voter >> 14) & 255, voter >>> 22];
    sumX += weight * (floats[atX + j]! - x[i * TURNS + turn + MOST_TURN]!);
    sumY += weight * (-floats[atY + j]! - y[i * TURNS + turn + MOST_TURN]!);
  }
  return { turn, x: sumX / weights, y: sumY / weights };
}
