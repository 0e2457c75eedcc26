import type { FlowMap } from '../template.ts';
import { turned } from './likeness.ts';
import type { Laid, Motion, Pairs } from './motion.ts';
import type { Print } from './print.ts';

/** What an alignment shows, from which `compare.ts` makes a similarity. */
export interface Features {
  /** Sum of how exactly the pairs fit. */
  readonly fit: number;
  /** Pairs against what could have been paired in the overlap, 0–1. */
  readonly share: number;
  /** Edges to the next pairs that have the same length and direction in both prints, mean 0–1. */
  readonly firm: number;
  /** Mean agreement of the ridges' directions in the overlap, −1 … 1; 0 where a template has none. */
  readonly flow: number;
  /** Cells of the overlap in which both tell a direction. */
  readonly cells: number;
  readonly pairs: number;
}

export function featuresOf(a: Print, b: Print, pairs: Pairs, laid: Laid, motion: Motion): Features {
  let fit = 0;
  for (let k = 0; k < pairs.count; k += 1) fit += pairs.fit[k]!;
  const back = inverse(motion);
  let [inB, inA] = [0, 0];
  for (let i = 0; i < a.count; i += 1) inB += covers(b, laid.x[i]!, laid.y[i]!) ? 1 : 0;
  for (let j = 0; j < b.count; j += 1) {
    const [x, y] = [b.x[j]!, b.y[j]!];
    inA += covers(a, back.cos * x - back.sin * y + back.dx, back.sin * x + back.cos * y + back.dy) ? 1 : 0;
  }
  const could = Math.max(LEAST_OVERLAP, Math.sqrt(Math.max(inA, pairs.count) * Math.max(inB, pairs.count)));
  const { flow, cells } = a.flow && b.flow ? flowAgreement(a.flow, b.flow, motion) : { flow: 0, cells: 0 };
  return { fit, share: fit / could, firm: firmness(a, b, pairs), flow, cells, pairs: pairs.count };
}

/** An overlap of fewer minutiae is treated as if it had so many: a few that agree by chance are no match. */
const LEAST_OVERLAP = 6;

function inverse({ cos, sin, turn, dx, dy }: Motion): Motion {
  return { cos, sin: -sin, turn: -turn, dx: -(cos * dx + sin * dy), dy: sin * dx - cos * dy };
}

/** Whether a place lies on the print. y grows upwards. */
function covers(print: Print, x: number, y: number): boolean {
  const { flow, width, height } = print;
  if (flow === null) return x >= 0 && x < width && y <= 0 && y > -height;
  const column = Math.floor(x / flow.step);
  const row = Math.floor(-y / flow.step);
  if (column < 0 || row < 0 || column >= flow.columns || row >= flow.rows) return false;
  return flow.directions[row * flow.columns + column] !== NO_DIRECTION;
}
export const NO_DIRECTION = 255;

const cosine = Float32Array.from({ length: 256 }, (_, step) => Math.cos((step * Math.PI) / 128));

/** Directions have 128 steps to half a turn, so that a doubled angle has 256 to a whole one. */
function flowAgreement(a: FlowMap, b: FlowMap, { cos, sin, turn, dx, dy }: Motion) {
  const { step } = a;
  // A ridge turns with the print; a direction of 128 steps to half a turn has as many to a radian as a turn.
  const rotation = Math.round(turn);
  let [sum, cells] = [0, 0];
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < a.columns; column += 1) {
      const direction = a.directions[row * a.columns + column]!;
      if (direction === NO_DIRECTION) continue;
      const [x, y] = [(column + 0.5) * step, -(row + 0.5) * step];
      const atColumn = Math.floor((cos * x - sin * y + dx) / b.step);
      const atRow = Math.floor(-(sin * x + cos * y + dy) / b.step);
      if (atColumn < 0 || atRow < 0 || atColumn >= b.columns || atRow >= b.rows) continue;
      const other = b.directions[atRow * b.columns + atColumn]!;
      if (other === NO_DIRECTION) continue;
      sum += cosine[(2 * (other - direction - rotation)) & 255]!;
      cells += 1;
    }
  }
  return { flow: cells === 0 ? 0 : sum / cells, cells };
}

/** Next pairs to which a pair's edges are held against each other. */
const NEXT = 4;

/** How many edges between near pairs look alike in both prints: what chance pairs under one motion do not. */
function firmness(a: Print, b: Print, pairs: Pairs): number {
  if (pairs.count < 2) return 0;
  let [firm, all] = [0, 0];
  const distance = new Float32Array(pairs.count);
  for (let k = 0; k < pairs.count; k += 1) {
    const [i, j] = [pairs.a[k]!, pairs.b[k]!];
    const next: number[] = [];
    for (let m = 0; m < pairs.count; m += 1) {
      if (m === k) continue;
      distance[m] = (a.x[pairs.a[m]!]! - a.x[i]!) ** 2 + (a.y[pairs.a[m]!]! - a.y[i]!) ** 2;
      let at = next.length;
      while (at > 0 && distance[next[at - 1]!]! > distance[m]!) at -= 1;
      if (at < NEXT) {
        next.splice(at, 0, m);
        if (next.length > NEXT) next.pop();
      }
    }
    for (const m of next) {
      const [p, q] = [pairs.a[m]!, pairs.b[m]!];
      const [ax, ay] = [a.x[p]! - a.x[i]!, a.y[p]! - a.y[i]!];
      const [bx, by] = [b.x[q]! - b.x[j]!, b.y[q]! - b.y[j]!];
      const lengthA = Math.sqrt(ax * ax + ay * ay);
      const lengthB = Math.sqrt(bx * bx + by * by);
      const off = Math.abs(lengthA - lengthB) / (3 + 0.05 * lengthA);
      const offA = turned(b.angle[j]!, a.angle[i]!);
      const offB = turned(b.angle[q]!, a.angle[p]!);
      const turn = Math.abs(turned(offA, offB)) / 12;
      firm += Math.max(0, 1 - 0.35 * off * off) * Math.max(0, 1 - 0.35 * turn * turn);
      all += 1;
    }
  }
  return firm / all;
}
