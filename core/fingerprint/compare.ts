import { type Alignment, fitted, type Pair, proposals, turnBetween } from './alignment.ts';
import { scoreOf } from './calibration.ts';
import { type Structure, structureOf } from './structure.ts';
import type { Template } from './template.ts';

/**
 * Minutiae comparison in two stages, both from the literature before 2009: pairs of minutiae whose neighbours look
 * alike propose how the prints lie on each other (Jiang and Yau 2000), the best proposals are tried, and the one under
 * which most minutiae of the overlap find one partner each counts (Ratha et al. 1996). No cylinder codes.
 */
export type { Pair } from './alignment.ts';

export interface Comparison {
  /** Score s: FMR ≤ 10^(−s/10). */
  readonly score: number;
  /** The minutiae that were found in both, for the technician's screen. */
  readonly pairs: readonly Pair[];
}

/** How far apart two minutiae of a pair may lie under an alignment: pixels at 500 dpi (skin stretches), radians. */
const TOLERANCE = { distance: 13, angle: 0.4 } as const;
/** Fewer minutiae, or fewer pairs, say nothing. */
const FEWEST_MINUTIAE = 4;
const FEWEST_PAIRS = 3;
/** An overlap of fewer minutiae is treated as if it had so many: a few agreeing by chance are no match. */
const LEAST_OVERLAP = 6;

/** Score s of two templates: among impostors a score of s or more has FMR ≤ 10^(−s/10); see calibration.ts. */
export function compare(a: Template, b: Template): number {
  return compareWithPairs(a, b).score;
}

/** The same, with the pairs that made the score. */
export function compareWithPairs(a: Template, b: Template): Comparison {
  const { raw, pairs } = rawComparison(a, b);
  return { score: scoreOf(raw), pairs };
}

/** The similarity before calibration; bench/fingerprint.ts measures it on real prints to make the calibration. */
export function rawComparison(a: Template, b: Template): { readonly raw: number; readonly pairs: readonly Pair[] } {
  const [from, to] = [structureOf(a), structureOf(b)];
  let best: { raw: number; pairs: readonly Pair[] } = { raw: 0, pairs: [] };
  if (from.count < FEWEST_MINUTIAE || to.count < FEWEST_MINUTIAE) return best;
  for (const proposal of proposals(from, to)) {
    const first = pairsUnder(from, to, proposal);
    if (first.length < FEWEST_PAIRS) continue;
    // A proposal rests on one pair of minutiae; all the pairs it found know better where the print lies.
    const pairs = pairsUnder(from, to, fitted(from, to, first));
    if (pairs.length < FEWEST_PAIRS) continue;
    const raw = similarity(from, to, pairs, fitted(from, to, pairs));
    if (raw > best.raw) best = { raw, pairs };
  }
  return { raw: best.raw, pairs: best.pairs.map(([i, j]): Pair => [from.place[i]!, to.place[j]!]) };
}

/** Where the minutiae of a print come to lie under an alignment. */
function moved(a: Structure, { turn, dx, dy }: Alignment): { readonly x: Float64Array; readonly y: Float64Array } {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const x = new Float64Array(a.count);
  const y = new Float64Array(a.count);
  for (let i = 0; i < a.count; i += 1) {
    x[i] = cos * a.x[i]! - sin * a.y[i]! + dx;
    y[i] = sin * a.x[i]! + cos * a.y[i]! + dy;
  }
  return { x, y };
}

/** One-to-one pairs under an alignment, the best fitting first. */
function pairsUnder(a: Structure, b: Structure, alignment: Alignment): readonly Pair[] {
  const { x, y } = moved(a, alignment);
  const candidates: { readonly cost: number; readonly pair: Pair }[] = [];
  for (let i = 0; i < a.count; i += 1) {
    const angle = turnBetween(a.angle[i]! + alignment.turn, 0);
    for (let j = 0; j < b.count; j += 1) {
      const [ex, ey] = [b.x[j]! - x[i]!, b.y[j]! - y[i]!];
      const square = ex * ex + ey * ey;
      if (square > TOLERANCE.distance ** 2) continue;
      const turn = Math.abs(turnBetween(b.angle[j]!, angle));
      if (turn > TOLERANCE.angle) continue;
      candidates.push({ cost: Math.sqrt(square) / TOLERANCE.distance + turn / TOLERANCE.angle, pair: [i, j] });
    }
  }
  candidates.sort((p, q) => p.cost - q.cost);
  const usedA = new Uint8Array(a.count);
  const usedB = new Uint8Array(b.count);
  const pairs: Pair[] = [];
  for (const { pair } of candidates) {
    const [i, j] = pair;
    if (usedA[i] === 1 || usedB[j] === 1) continue;
    usedA[i] = 1;
    usedB[j] = 1;
    pairs.push(pair);
  }
  return pairs;
}

/** Pairs, weighted by how exactly they fit, against what could have been paired in the overlap of the two prints. */
function similarity(a: Structure, b: Structure, pairs: readonly Pair[], alignment: Alignment): number {
  const { x, y } = moved(a, alignment);
  let fit = 0;
  for (const [i, j] of pairs) {
    const square = ((b.x[j]! - x[i]!) ** 2 + (b.y[j]! - y[i]!) ** 2) / TOLERANCE.distance ** 2;
    const angle = turnBetween(b.angle[j]!, turnBetween(a.angle[i]! + alignment.turn, 0)) / TOLERANCE.angle;
    const type = a.ending[i] === b.ending[j] ? 1 : 0.85;
    fit += type * Math.max(0, 1 - 0.5 * square - 0.4 * angle * angle);
  }
  const overlap = Math.min(within(x, y, b.x, b.y), within(b.x, b.y, x, y));
  return fit * Math.sqrt(fit / Math.max(pairs.length, overlap, LEAST_OVERLAP));
}

/** How many of these points lie in the rectangle that the others cover. */
function within(x: Float64Array, y: Float64Array, coverX: Float64Array, coverY: Float64Array): number {
  let [left, right, bottom, top] = [coverX[0]!, coverX[0]!, coverY[0]!, coverY[0]!];
  for (let i = 1; i < coverX.length; i += 1) {
    left = Math.min(left, coverX[i]!);
    right = Math.max(right, coverX[i]!);
    bottom = Math.min(bottom, coverY[i]!);
    top = Math.max(top, coverY[i]!);
  }
  let count = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (x[i]! >= left && x[i]! <= right && y[i]! >= bottom && y[i]! <= top) count += 1;
  }
  return count;
}
