import type { Tally } from '../../hub/turnout.ts';
import type { Contribution } from '../sums.ts';
import type { Area } from './areas.ts';
import { areSafe, tellable } from './tellable.ts';

/** Turnout that was told at a time of the day: what is remembered of it, so that the next one does not tell too much. */
export interface Publication {
  /** `14:00` */
  readonly time: string;
  /** When it was made, ISO. */
  readonly at: string;
  /** Areas whose number was told anew, by their key. Of the others the last number that was told before stands. */
  readonly told: readonly string[];
  /** Nothing was held back: who came until now is told of in every area. */
  readonly isWhole: boolean;
  /** Admitted by part of the country, at that moment. These are never told: they are what the next time is held against. */
  readonly admitted: Tally;
}

/** Numbers of each part of the country now. */
export type Parts = ReadonlyMap<string, Contribution>;

/** What may be told now. */
export interface Tellable {
  readonly admitted: readonly Area[];
  readonly isWhole: boolean;
  /** By sex, and by age with sex: at the last time only, and among those of which the number before is told. */
  readonly bySex: readonly Area[];
  readonly byAge: readonly Area[];
}

export interface Asked {
  readonly areas: readonly Area[];
  readonly parts: Parts;
  /** What was told before on this day, the first one first. */
  readonly before: readonly Publication[];
  /** After this time nothing more is told. */
  readonly isLast: boolean;
  /** No smaller number of people is told. */
  readonly fewest: number;
}

/**
 * What may be told of the turnout now, so that whoever adds and subtracts everything that was told on this day, now and
 * before, in whatever way, never comes to a group of fewer than `fewest` people (but to none): not of those who came, not of
 * those who came between two times, and not of those on a list who have not come.
 *
 * - A number of an area is told anew where that holds of all who came since the last time; else the last number stands.
 * - What stands is told anew again only together: when it holds of all that was held back, and of each group of areas that
 *   were told of meanwhile. Then a new beginning is made.
 * - Sex and age are told once, when nothing more comes: two such tables could be subtracted from each other, cell by cell.
 */
export function tellableNow({ areas, parts, before, isLast, fewest }: Asked): Tellable {
  const names = [...parts.keys()];
  const may = (count: number): boolean => count === 0 || count >= fewest;
  const sum = (of: readonly string[], number: (one: Contribution, part: string) => number): number =>
    of.reduce((all, part) => {
      const one = parts.get(part);
      return one ? all + number(one, part) : all;
    }, 0);
  /** Those who came after a publication (null: at all), and those on the list who have not come. */
  const came =
    (since: Publication | null) =>
    (of: readonly string[]): boolean =>
      may(sum(of, ({ admitted }, part) => admitted - (since?.admitted[part] ?? 0))) &&
      may(sum(of, ({ registered, admitted }) => (registered === 0 ? 0 : registered - admitted)));

  const begun = before.findLast(({ isWhole }) => isWhole) ?? null;
  const since = begun === null ? before : before.slice(before.indexOf(begun) + 1);
  const those = (one: Publication): readonly Area[] => areas.filter(({ key }) => one.told.includes(key));
  const last = since.at(-1);
  const going = tellable(last ? those(last) : areas, names, came(last ?? begun));
  const returns = (wanted: readonly Area[]): boolean =>
    since.every((one) => areSafe(those(one), names, came(one))) &&
    areSafe([...wanted, ...(since[0] ? those(since[0]) : [])], names, came(begun));
  const admitted = returns(areas) ? areas : isLast ? most(going, tellable(areas, names, came(begun)), returns) : going;

  /** Every number of a table, and what is in no cell of it. */
  const whole =
    (table: 'bySex' | 'bySexAndAge') =>
    (of: readonly string[]): boolean => {
      const cells = new Map<string, number>();
      let rest = 0;
      for (const part of of) {
        const one = parts.get(part);
        rest += one?.admitted ?? 0;
        for (const [name, count] of Object.entries(one?.[table] ?? {})) {
          cells.set(name, (cells.get(name) ?? 0) + count);
          rest -= count;
        }
      }
      return [rest, ...cells.values()].every(may);
    };
  const bySex = isLast ? tellable(admitted, names, whole('bySex')) : [];
  return {
    admitted,
    isWhole: admitted.length === areas.length,
    bySex,
    byAge: tellable(bySex, names, whole('bySexAndAge')),
  };
}

/** What goes on being told, and of what was held back as much as may come back. */
function most(
  going: readonly Area[],
  wanted: readonly Area[],
  returns: (areas: readonly Area[]) => boolean,
): readonly Area[] {
  const more = wanted.filter((area) => !going.includes(area));
  const all = [...going, ...more];
  return more.length > 0 && returns(all) ? all : going;
}
