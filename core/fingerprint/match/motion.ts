import type { Likeness } from './likeness.ts';
import { turned } from './likeness.ts';
import { MOST, type Print } from './print.ts';

/** A rigid motion that lays the first print on the second: turn about the origin, then shift. y grows upwards. */
export interface Motion {
  readonly cos: number;
  readonly sin: number;
  /** Steps of 256, not rounded. */
  readonly turn: number;
  readonly dx: number;
  readonly dy: number;
}

const STEP = Math.PI / 128;
/** Least likeness of two surroundings that is worth an alignment: about one good edge and a half. */
const LEAST = 1.3;
const MOST_SEEDS = 48;
const MOST_MOTIONS = 10;
/** Seeds that lay the print so nearly alike speak for one motion. */
const SAME = { turn: 9, distance: 16 } as const;

/** The motion by `turn` steps that brings one point onto the other. */
export function motionAt(ax: number, ay: number, bx: number, by: number, turn: number): Motion {
  const [cos, sin] = [Math.cos(turn * STEP), Math.sin(turn * STEP)];
  return { cos, sin, turn, dx: bx - (cos * ax - sin * ay), dy: by - (sin * ax + cos * ay) };
}

interface Seed {
  readonly weight: number;
  readonly motion: Motion;
}

/** Motions that minutiae with like surroundings propose: those that most of them agree on first. */
export function proposals(a: Print, b: Print, { table, touched, count }: Likeness): readonly Motion[] {
  const seeds: { weight: number; at: number }[] = [];
  for (let k = 0; k < count; k += 1) {
    const at = touched[k]!;
    const weight = table[at]!;
    if (weight >= LEAST) seeds.push({ weight, at });
  }
  seeds.sort((p, q) => q.weight - p.weight || p.at - q.at);
  const [midX, midY] = middle(a);
  const clusters: { weight: number; seed: Seed; x: number; y: number }[] = [];
  for (const { weight, at } of seeds.slice(0, MOST_SEEDS)) {
    const [i, j] = [Math.floor(at / MOST), at % MOST];
    const turn = turned(b.angle[j]!, a.angle[i]!);
    const motion = motionAt(a.x[i]!, a.y[i]!, b.x[j]!, b.y[j]!, turn);
    // Where the middle of the print comes to lie: seeds that agree put it at one place.
    const x = motion.cos * midX - motion.sin * midY + motion.dx;
    const y = motion.sin * midX + motion.cos * midY + motion.dy;
    const same = clusters.find(
      (one) =>
        Math.abs(one.seed.motion.turn - turn) <= SAME.turn && (one.x - x) ** 2 + (one.y - y) ** 2 <= SAME.distance ** 2,
    );
    if (same) same.weight += weight;
    else clusters.push({ weight, seed: { weight, motion }, x, y });
  }
  clusters.sort((p, q) => q.weight - p.weight);
  return clusters.slice(0, MOST_MOTIONS).map(({ seed }) => seed.motion);
}

function middle({ x, y, count }: Print): readonly [number, number] {
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    sumX += x[i]!;
    sumY += y[i]!;
  }
  return [sumX / Math.max(1, count), sumY / Math.max(1, count)];
}

/** The motion that brings all pairs nearest to each other (least squares; Umeyama 1991 without scale). */
export function fitted(a: Print, b: Print, pairs: Pairs): Motion {
  let [ax, ay, bx, by] = [0, 0, 0, 0];
  for (let k = 0; k < pairs.count; k += 1) {
    const [i, j] = [pairs.a[k]!, pairs.b[k]!];
    ax += a.x[i]!;
    ay += a.y[i]!;
    bx += b.x[j]!;
    by += b.y[j]!;
  }
  ax /= pairs.count;
  ay /= pairs.count;
  bx /= pairs.count;
  by /= pairs.count;
  let [dot, cross] = [0, 0];
  for (let k = 0; k < pairs.count; k += 1) {
    const [i, j] = [pairs.a[k]!, pairs.b[k]!];
    const [px, py, qx, qy] = [a.x[i]! - ax, a.y[i]! - ay, b.x[j]! - bx, b.y[j]! - by];
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
  }
  return motionAt(ax, ay, bx, by, Math.atan2(cross, dot) / STEP);
}

/** One-to-one pairs of minutiae. */
export interface Pairs {
  count: number;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  /** How exactly each fits, 0–1. */
  readonly fit: Float32Array;
}

export const noPairs = (): Pairs => ({
  count: 0,
  a: new Uint8Array(MOST),
  b: new Uint8Array(MOST),
  fit: new Float32Array(MOST),
});

/** Where the first print's minutiae lie on the second. */
export interface Laid {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly angle: Float32Array;
}

export const newLaid = (): Laid => ({
  x: new Float32Array(MOST),
  y: new Float32Array(MOST),
  angle: new Float32Array(MOST),
});

export function lay(a: Print, motion: Motion, laid: Laid): void {
  const { cos, sin, turn, dx, dy } = motion;
  for (let i = 0; i < a.count; i += 1) {
    laid.x[i] = cos * a.x[i]! - sin * a.y[i]! + dx;
    laid.y[i] = sin * a.x[i]! + cos * a.y[i]! + dy;
    laid.angle[i] = a.angle[i]! + turn;
  }
}

const cost = new Float32Array(MOST * MOST);
const order: number[] = [];
const usedA = new Uint8Array(MOST);
const usedB = new Uint8Array(MOST);

/**
 * Pairs laid minutiae with those of the second print one to one, the best fitting first.
 * @param distance pixels, @param angle steps of 256: how far the two of a pair may be apart
 */
export function pair(a: Print, b: Print, laid: Laid, distance: number, angle: number, pairs: Pairs): void {
  order.length = 0;
  const square = distance * distance;
  for (let i = 0; i < a.count; i += 1) {
    const [x, y, at] = [laid.x[i]!, laid.y[i]!, laid.angle[i]!];
    for (let j = 0; j < b.count; j += 1) {
      const [ex, ey] = [b.x[j]! - x, b.y[j]! - y];
      const off = ex * ex + ey * ey;
      if (off > square) continue;
      let turn = (b.angle[j]! - at) % 256;
      if (turn > 128) turn -= 256;
      else if (turn < -128) turn += 256;
      turn = Math.abs(turn);
      if (turn > angle) continue;
      const place = i * MOST + j;
      cost[place] = off / square + (turn / angle) * (turn / angle) + (a.type[i] === b.type[j] ? 0 : 0.15);
      order.push(place);
    }
  }
  order.sort((p, q) => cost[p]! - cost[q]! || p - q);
  usedA.fill(0, 0, a.count);
  usedB.fill(0, 0, b.count);
  pairs.count = 0;
  for (const place of order) {
    const [i, j] = [Math.floor(place / MOST), place % MOST];
    if (usedA[i] === 1 || usedB[j] === 1) continue;
    usedA[i] = 1;
    usedB[j] = 1;
    const k = pairs.count;
    pairs.a[k] = i;
    pairs.b[k] = j;
    pairs.fit[k] = Math.max(0, 1 - 0.5 * cost[place]!);
    pairs.count = k + 1;
  }
}

/** How far a pair speaks for its neighbourhood, pixels. */
const BEND = 45;
/** A neighbourhood without pairs stays where it is: weight of staying. */
const STIFF = 0.6;

/** Bends what is laid by what the pairs near each minutia show: skin stretches, and stretches smoothly. */
export function bend(a: Print, b: Print, pairs: Pairs, laid: Laid, bent: Laid): void {
  for (let i = 0; i < a.count; i += 1) {
    let [sum, moveX, moveY] = [STIFF, 0, 0];
    for (let k = 0; k < pairs.count; k += 1) {
      const m = pairs.a[k]!;
      // A pair must not prove itself.
      if (m === i) continue;
      const [dx, dy] = [laid.x[m]! - laid.x[i]!, laid.y[m]! - laid.y[i]!];
      const weight = Math.exp((-0.5 * (dx * dx + dy * dy)) / (BEND * BEND)) * pairs.fit[k]!;
      const n = pairs.b[k]!;
      sum += weight;
      moveX += weight * (b.x[n]! - laid.x[m]!);
      moveY += weight * (b.y[n]! - laid.y[m]!);
    }
    bent.x[i] = laid.x[i]! + moveX / sum;
    bent.y[i] = laid.y[i]! + moveY / sum;
    bent.angle[i] = laid.angle[i]!;
  }
}
