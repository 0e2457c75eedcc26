/**
 * What the first look of a search knows of an edge between two near minutiae (match/print.ts): length, bearing and turn,
 * each as a bin, together one number. Nothing of it changes when the finger lies elsewhere or turned.
 */
const LENGTH_BIN = 8;
const LENGTH_BINS = 20;
/** 256 steps in 32 bins. */
const ANGLE_SHIFT = 3;
const ANGLE_BINS = 256 >> ANGLE_SHIFT;
export const CODES = LENGTH_BINS * ANGLE_BINS * ANGLE_BINS;

/** How far an edge may be off in another touch of the finger: pixels and share of its length, steps of 256. */
const NEAR = { distance: 3, share: 0.03, angle: 10 } as const;

const lengthBin = (length: number): number => Math.max(0, Math.min(LENGTH_BINS - 1, Math.floor(length / LENGTH_BIN)));
const codeAt = (length: number, bearing: number, turn: number): number =>
  (length * ANGLE_BINS + bearing) * ANGLE_BINS + turn;

/** @param bearing, @param turn steps of 256 */
export const edgeCode = (length: number, bearing: number, turn: number): number =>
  codeAt(lengthBin(length), bearing >> ANGLE_SHIFT, turn >> ANGLE_SHIFT);

/** The bearing in the middle of a code's bin, steps of 256. */
export const bearingOf = (code: number): number =>
  (((code >> (8 - ANGLE_SHIFT)) & (ANGLE_BINS - 1)) << ANGLE_SHIFT) + (1 << (ANGLE_SHIFT - 1));

/** Most that an edge weighs in a bin: 1 … MOST_WEIGHT. */
export const MOST_WEIGHT = 15;

/** Tells all bins in which the same edge may lie in another touch, and how near to it each is. */
export function eachNearCode(
  length: number,
  bearing: number,
  turn: number,
  tell: (code: number, weight: number) => void,
): void {
  const reach = NEAR.distance + NEAR.share * length;
  const [shortest, longest] = [lengthBin(length - reach), lengthBin(length + reach)];
  for (let l = shortest; l <= longest; l += 1) {
    for (let b = (bearing - NEAR.angle) >> ANGLE_SHIFT; b <= (bearing + NEAR.angle) >> ANGLE_SHIFT; b += 1) {
      for (let t = (turn - NEAR.angle) >> ANGLE_SHIFT; t <= (turn + NEAR.angle) >> ANGLE_SHIFT; t += 1) {
        const weight = 1 - (offMiddle(b, bearing) + offMiddle(t, turn)) / FARTHEST;
        if (weight >= LEAST_WEIGHT)
          tell(codeAt(l, b & (ANGLE_BINS - 1), t & (ANGLE_BINS - 1)), Math.ceil(MOST_WEIGHT * weight));
      }
    }
  }
}

/** Bins that touch the tolerance with a corner cost as much time as others and find next to nothing. */
const LEAST_WEIGHT = 0.5;
const FARTHEST = 2 * (NEAR.angle + (1 << ANGLE_SHIFT));
const offMiddle = (bin: number, steps: number): number =>
  Math.abs((bin << ANGLE_SHIFT) + (1 << (ANGLE_SHIFT - 1)) - steps);
