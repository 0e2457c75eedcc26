import { toHex } from '../../crypto/encoding.ts';
import { type Group, isIdentity, type Point } from './group.ts';

/** No set of ballots has more: all voters of the country and some. */
export const MOST_COUNTED = 5_000_000;

/** Finds the number of which a point is that many times the generator. */
export type Logarithm = (point: Point) => number | undefined;

/**
 * Baby steps, giant steps: a table of the first √most multiples of the generator, then steps of that many. Numbers near 0 are
 * found first. @param most the largest number that can be found; undefined is given for what is none of 0 … most
 */
export function logarithms(group: Group, most: number): Logarithm {
  if (most > MOST_COUNTED) throw new RangeError('no set has so many ballots');
  const steps = Math.ceil(Math.sqrt(most + 1));
  let table: Map<string, number> | undefined;
  const tabled = (): Map<string, number> => {
    const made = new Map<string, number>();
    let point = group.identity;
    for (let n = 0; n < steps; n += 1) {
      made.set(toHex(point.bytes), n);
      point = group.add(point, group.base);
    }
    return made;
  };
  const giant = group.multiplyBase(BigInt(steps));
  return (point) => {
    if (isIdentity(point)) return 0;
    table ??= tabled();
    let rest = point;
    for (let n = 0; n <= steps; n += 1) {
      const small = table.get(toHex(rest.bytes));
      if (small !== undefined) {
        const value = n * steps + small;
        return value <= most ? value : undefined;
      }
      rest = group.subtract(rest, giant);
    }
    return undefined;
  };
}
