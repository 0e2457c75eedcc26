import type { Area } from './areas.ts';

type Told = Pick<Area, 'key' | 'of' | 'stations' | 'parts'>;

/** What is lost when nothing is told of an area: the sum of the country goes last. */
const weight = ({ of, stations }: Told): number => (of === 'country' ? 1_000_000 : stations);

/** Parts that lie in the same areas of those that are told of. */
interface Alike {
  readonly areas: readonly Told[];
  readonly parts: readonly string[];
}

/**
 * Parts of the country by the areas that are told of. Whoever adds and subtracts what is told of areas comes to sums over
 * whole groups of parts that are alike, and to nothing finer: each area is made up of such groups.
 */
export function alike(areas: readonly Told[], parts: readonly string[]): readonly Alike[] {
  const groups = Map.groupBy(parts, (part) =>
    areas
      .filter((area) => area.parts.has(part))
      .map(({ key }) => key)
      .join('\n'),
  );
  return [...groups.values()].map((own) => ({
    areas: areas.filter((area) => area.parts.has(own[0] ?? '')),
    parts: own,
  }));
}

/** Whether nothing that follows from what is told of these areas is too small. */
export const areSafe = (
  areas: readonly Told[],
  parts: readonly string[],
  isSafe: (parts: readonly string[]) => boolean,
): boolean => alike(areas, parts).every((group) => group.areas.length === 0 || isSafe(group.parts));

/**
 * Of which areas may be told, so that nothing that follows from them is too small. A group of parts that is too small is made
 * alike to another one, by telling nothing of the areas in which they differ: those with the fewest stations go first.
 * @param isSafe whether the number of these parts together may be known
 * @returns none: not even the sum of all may be known
 */
export function tellable<A extends Told>(
  areas: readonly A[],
  parts: readonly string[],
  isSafe: (parts: readonly string[]) => boolean,
): readonly A[] {
  let told = areas;
  for (;;) {
    const groups = alike(told, parts);
    const small = groups.find((group) => group.areas.length > 0 && !isSafe(group.parts));
    if (small === undefined) return told;
    // Of what lies in no area that is told of nothing is known.
    const others: readonly Alike[] = [{ areas: [], parts: [] }, ...groups.filter((group) => group !== small)];
    const ways = others.map((other) => {
      const lost = differing(small.areas, other.areas);
      const isEnough = other.areas.length === 0 || isSafe([...small.parts, ...other.parts]);
      return { lost, isEnough, cost: lost.reduce((sum, area) => sum + weight(area), 0) };
    });
    const way = ways.reduce((best, one) =>
      one.isEnough === best.isEnough ? (one.cost < best.cost ? one : best) : one.isEnough ? one : best,
    );
    const lost = new Set(way.lost.map(({ key }) => key));
    told = told.filter(({ key }) => !lost.has(key));
  }
}

function differing(some: readonly Told[], others: readonly Told[]): readonly Told[] {
  const isIn = (areas: readonly Told[], { key }: Told): boolean => areas.some((one) => one.key === key);
  return [...some.filter((one) => !isIn(others, one)), ...others.filter((one) => !isIn(some, one))];
}
