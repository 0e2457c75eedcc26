import type { Election } from './election.ts';
import type { Territory } from './territories.ts';

/** Its place among the territories of the country. */
export interface PlacedTerritory<T> {
  readonly territory: T;
  /** 0: it lies in no other one. */
  readonly depth: number;
}

/** What of a territory its place follows from. */
type Lying = Pick<Territory, 'code' | 'parent'>;

/** Territories in the order of reading: each behind the one in which it lies, sisters as they were written. */
export function inTreeOrder<T extends Lying>(territories: readonly T[]): readonly PlacedTerritory<T>[] {
  const codes = new Set(territories.map(({ code }) => code));
  // Whoever sees a part of the country has its uppermost ones without what they lie in.
  const children = Map.groupBy(territories, ({ parent }) => (parent !== null && codes.has(parent) ? parent : null));
  const below = (parent: string | null, depth: number): readonly PlacedTerritory<T>[] =>
    (children.get(parent) ?? []).flatMap((territory) => [{ territory, depth }, ...below(territory.code, depth + 1)]);
  return below(null, 0);
}

/** The territories of an election as they lie in each other, and which stations lie in them. */
export class TerritoryTree {
  readonly #within = new Map<string, readonly string[]>();
  readonly #of = new Map<string, string>();

  constructor({ territories = [] }: Pick<Election, 'territories'>) {
    const parents = new Map(territories.map(({ code, parent }) => [code, parent]));
    for (const { code, precincts } of territories) {
      const up: string[] = [];
      for (let at: string | null | undefined = code; typeof at === 'string'; at = parents.get(at)) up.push(at);
      this.#within.set(code, up);
      for (const number of precincts) this.#of.set(number, code);
    }
  }

  /** The territory in which a station lies and none below it; null: in none. */
  lowestOf(precinct: string): string | null {
    return this.#of.get(precinct) ?? null;
  }

  /** All territories in which one lies, itself first. Of null, the country, none. */
  upwards(code: string | null): readonly string[] {
    return code === null ? [] : (this.#within.get(code) ?? []);
  }

  /** Whether a territory is another one or lies in it; everything lies in the country (null). */
  isWithin(code: string | null, other: string | null): boolean {
    return other === null || this.upwards(code).includes(other);
  }

  /** Whether a station lies in a territory or below it; null: in the country. */
  hasPrecinct(precinct: string, territory: string | null): boolean {
    return this.isWithin(this.lowestOf(precinct), territory);
  }

  has(code: string): boolean {
    return this.#within.has(code);
  }
}

/** Numbers of stations as people read them: `0001–0004, 0050`, whatever order they stand in. */
export function stationRanges(numbers: readonly string[]): string {
  const ranges: { from: string; to: string }[] = [];
  for (const one of numbers.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last && last.to.length === one.length && Number(one) === Number(last.to) + 1) last.to = one;
    else ranges.push({ from: one, to: one });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join(', ');
}
