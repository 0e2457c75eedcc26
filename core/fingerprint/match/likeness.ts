import { ANGLE_BINS, ANGLE_SHIFT, binOf, LENGTH_BIN, LENGTH_BINS, MOST, type Print } from './print.ts';

/** How far an edge may be off in the other print: pixels and share of its length, steps of 256. */
const NEAR = { distance: 5, share: 0.08, angle: 16 } as const;

/** Smallest signed difference of two angles in 256 steps. */
export const turned = (to: number, from: number): number => ((to - from + 128) & 255) - 128;

/** Fingers are seldom turned further than this between two touches, steps of 256. */
const MOST_TURN = 50;

/**
 * For each pair of minutiae how alike their surroundings are: the sum over edges that both have, exact ones counting
 * more. Row i of MOST columns is the first print's minutia i. The array is used again by the next call.
 */
const table = new Float32Array(MOST * MOST);

export interface Likeness {
  readonly table: Float32Array;
  /** Pairs with any likeness, as i · MOST + j. */
  readonly touched: Uint16Array;
  readonly count: number;
}

const touched = new Uint16Array(MOST * MOST);

export function likenessOf(a: Print, b: Print): Likeness {
  let count = 0;
  const [ea, eb] = [a.edges, b.edges];
  for (let e = 0; e < ea.count; e += 1) {
    const i = ea.from[e]!;
    const [length, bearing, turn] = [ea.length[e]!, ea.bearing[e]!, ea.turn[e]!];
    const reach = NEAR.distance + NEAR.share * length;
    const lengthFrom = Math.max(0, Math.floor((length - reach) / LENGTH_BIN));
    const lengthTo = Math.min(LENGTH_BINS - 1, Math.floor((length + reach) / LENGTH_BIN));
    // The bin itself, and the one on the side to which the value leans.
    const bearingBin = bearing >> ANGLE_SHIFT;
    const bearingOther = (bearingBin + ((bearing & 31) < 16 ? ANGLE_BINS - 1 : 1)) % ANGLE_BINS;
    const turnBin = turn >> ANGLE_SHIFT;
    const turnOther = (turnBin + ((turn & 31) < 16 ? ANGLE_BINS - 1 : 1)) % ANGLE_BINS;
    for (let l = lengthFrom; l <= lengthTo; l += 1) {
      for (let s = 0; s < 4; s += 1) {
        const bin = binOf(l, s & 1 ? bearingOther : bearingBin, s & 2 ? turnOther : turnBin);
        const end = b.bins.start[bin + 1]!;
        for (let k = b.bins.start[bin]!; k < end; k += 1) {
          const f = b.bins.edge[k]!;
          const farther = Math.abs(eb.length[f]! - length);
          if (farther > reach) continue;
          const offBearing = Math.abs(turned(eb.bearing[f]!, bearing));
          if (offBearing > NEAR.angle) continue;
          const offTurn = Math.abs(turned(eb.turn[f]!, turn));
          if (offTurn > NEAR.angle) continue;
          const j = eb.from[f]!;
          const rotation = turned(b.angle[j]!, a.angle[i]!);
          if (rotation > MOST_TURN || rotation < -MOST_TURN) continue;
          const at = i * MOST + j;
          if (table[at] === 0) touched[count++] = at;
          table[at]! += 1 - (farther / reach + (offBearing + offTurn) / NEAR.angle) / 4;
        }
      }
    }
  }
  return { table, touched, count };
}

/** Makes the table ready for the next comparison. */
export function clearLikeness({ count }: Likeness): void {
  for (let k = 0; k < count; k += 1) table[touched[k]!] = 0;
}
