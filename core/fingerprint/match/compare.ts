import type { Template } from '../template.ts';
import { scoreOf } from './calibration.ts';
import { type Features, featuresOf } from './features.ts';
import { clearLikeness, likenessOf } from './likeness.ts';
import { bend, fitted, lay, type Motion, newLaid, noPairs, type Pairs, pair, proposals } from './motion.ts';
import { type Print, printOf } from './print.ts';

/**
 * Minutiae comparison in three stages, each from the literature before 2009 and none with cylinder codes.
 *
 * 1. Edges between near minutiae that have the same length and directions in both prints make their ends look alike
 *    (after Germain et al. 1997; Jiang and Yau 2000). Like minutiae propose how the prints lie on each other.
 * 2. The proposals that most of them agree on are tried: minutiae are paired one to one, the motion is fitted to the
 *    pairs, and the best few are bent as skin bends (after Ratha et al. 1996; Bazen and Gerez 2003).
 * 3. What agrees is weighed: the pairs, how many there could have been, how firmly they hang together, and whether the
 *    ridges run the same way wherever both prints are (after Tico and Kuosmanen 2003).
 */

/** A pair of minutiae that were found to be the same, by their places in the two templates. */
export type Pair = readonly [a: number, b: number];

export interface Comparison {
  /** Score s: FMR ≤ 10^(−s/10). */
  readonly score: number;
  /** The minutiae that were found in both, for the technician's screen. */
  readonly pairs: readonly Pair[];
}

/** How far apart two minutiae of a pair may lie under a rigid motion (skin stretches), and after bending. */
const RIGID = { distance: 14, angle: 17 } as const;
const BENT = { distance: 9, angle: 15 } as const;
/** Fewer minutiae, or fewer pairs, say nothing. */
const FEWEST_MINUTIAE = 4;
const FEWEST_PAIRS = 3;
/** Motions that are looked at closely. */
const CLOSE = 3;
/** Fewer cells of common ridge flow say nothing. */
const FEWEST_CELLS = 12;
/** What flow counts where it is not told: as much as that of a good pair of prints does on average. */
const FLOW_UNKNOWN = 0.8;

/** Score s of two templates: among impostors a score of s or more has FMR ≤ 10^(−s/10); see calibration.ts. */
export function compare(a: Template, b: Template): number {
  return scoreOf(similarityOf(printOf(a), printOf(b)).similarity);
}

/** The same, with the pairs that made the score. */
export function compareWithPairs(a: Template, b: Template): Comparison {
  const { similarity, pairs } = rawComparison(a, b);
  return { score: scoreOf(similarity), pairs };
}

/** The similarity before calibration, from which bench/fingerprint makes the calibration on real prints. */
export function rawComparison(
  a: Template,
  b: Template,
): { readonly similarity: number; readonly pairs: readonly Pair[] } {
  const [from, to] = [printOf(a), printOf(b)];
  const { similarity, pairs } = similarityOf(from, to);
  const named = Array.from(
    { length: pairs?.count ?? 0 },
    (_, k): Pair => [from.place[pairs?.a[k] ?? 0] ?? 0, to.place[pairs?.b[k] ?? 0] ?? 0],
  );
  return { similarity, pairs: named };
}

interface Similarity {
  readonly similarity: number;
  readonly pairs: Pairs | null;
}

// One comparison at a time: the same rooms are used by all.
const laid = newLaid();
const bent = newLaid();
const rigid = noPairs();

/**
 * How alike two prints are, 0 and more; the same whichever comes first. Laying, bending and cutting off proposals are not
 * the same both ways, so that the print of more minutiae is always the one that is laid on the other.
 */
export function similarityOf(one: Print, two: Print): Similarity {
  if (!goesSecond(one, two)) return laidOn(one, two);
  const { similarity, pairs } = laidOn(two, one);
  return { similarity, pairs: pairs && { ...pairs, a: pairs.b, b: pairs.a } };
}

/** Whether the second print is the one to be laid on the first: prints of as many minutiae go by where these are. */
function goesSecond(one: Print, two: Print): boolean {
  if (one.count !== two.count) return one.count < two.count;
  for (let i = 0; i < one.count; i += 1) {
    const off = one.x[i]! - two.x[i]! || one.y[i]! - two.y[i]! || one.angle[i]! - two.angle[i]!;
    if (off !== 0) return off < 0;
  }
  return false;
}

function laidOn(a: Print, b: Print): Similarity {
  let best: Similarity = { similarity: 0, pairs: null };
  if (a.count < FEWEST_MINUTIAE || b.count < FEWEST_MINUTIAE) return best;
  for (const motion of motionsOf(a, b)) {
    lay(a, motion, laid);
    pair(a, b, laid, RIGID.distance, RIGID.angle, rigid);
    bend(a, b, rigid, laid, bent);
    const pairs = noPairs();
    pair(a, b, bent, BENT.distance, BENT.angle, pairs);
    if (pairs.count < FEWEST_PAIRS) continue;
    const similarity = weighed(featuresOf(a, b, pairs, bent, motion));
    if (similarity > best.similarity) best = { similarity, pairs };
  }
  return best;
}

/** The motions under which most is paired. */
function motionsOf(a: Print, b: Print): readonly Motion[] {
  const likeness = likenessOf(a, b);
  const proposed = proposals(a, b, likeness);
  clearLikeness(likeness);
  const tried: { readonly fit: number; readonly motion: Motion }[] = [];
  for (const first of proposed) {
    lay(a, first, laid);
    pair(a, b, laid, RIGID.distance, RIGID.angle, rigid);
    if (rigid.count < FEWEST_PAIRS) continue;
    // A proposal rests on one pair of minutiae; all the pairs it found know better where the print lies.
    const motion = fitted(a, b, rigid);
    lay(a, motion, laid);
    pair(a, b, laid, RIGID.distance, RIGID.angle, rigid);
    let fit = 0;
    for (let k = 0; k < rigid.count; k += 1) fit += rigid.fit[k]!;
    tried.push({ fit, motion });
  }
  tried.sort((p, q) => q.fit - p.fit);
  return tried.slice(0, CLOSE).map(({ motion }) => motion);
}

/** One number for what an alignment shows. A product: a stranger may have one of these by chance, not all at once. */
function weighed({ fit, share, firm, flow, cells }: Features): number {
  const along = cells < FEWEST_CELLS ? FLOW_UNKNOWN : 0.2 + Math.max(0, flow) ** 2;
  return fit * Math.sqrt(share) * (0.1 + firm) * along;
}
