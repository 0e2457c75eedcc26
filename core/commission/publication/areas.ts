import type { Words } from '../../election/common.ts';
import { inTreeOrder, TerritoryTree } from '../../election/territory-tree.ts';
import type { StationPlace } from '../places.ts';
import type { ConsoleSettings } from '../settings.ts';

/** What turnout is told of: the whole country, a kind of station, and the home stations of a territory or a constituency. */
export interface Area {
  /** `territory/suzak` */
  readonly key: string;
  readonly of: 'country' | 'kind' | 'territory' | 'constituency';
  readonly id: string;
  readonly names: Words | null;
  /** How many stations it has: by it is weighed what is lost when nothing is told of it. */
  readonly stations: number;
  /** Which parts of the country make it up. */
  readonly parts: ReadonlySet<string>;
}

/**
 * The part of the country in which a station lies. Stations of one part are in the same areas, so that no sum or difference
 * of areas can tell them from each other.
 */
export const partOf = ({ precinct: { kind, constituency }, territory }: StationPlace): string =>
  kind === 'home' ? `home ${territory ?? '-'} ${constituency ?? '-'}` : kind;

/** Areas that have stations: the country first. */
export function areasOf(
  places: readonly StationPlace[],
  { election }: Pick<ConsoleSettings, 'election'>,
): readonly Area[] {
  const area = (of: Area['of'], id: string, names: Words | null, isIn: (place: StationPlace) => boolean): Area[] => {
    const own = places.filter(isIn);
    if (own.length === 0) return [];
    return [{ key: `${of}/${id}`, of, id, names, stations: own.length, parts: new Set(own.map(partOf)) }];
  };
  const tree = new TerritoryTree(election);
  const isHome = ({ precinct }: StationPlace): boolean => precinct.kind === 'home';
  return [
    ...area('country', election.id, election.names, () => true),
    ...(['home', 'remote', 'abroad'] as const).flatMap((kind) =>
      area('kind', kind, null, ({ precinct }) => precinct.kind === kind),
    ),
    ...inTreeOrder(election.territories ?? []).flatMap(({ territory: { code, names } }) =>
      area('territory', code, names, (place) => isHome(place) && tree.isWithin(place.territory, code)),
    ),
    ...election.constituencies.flatMap(({ id, names }) =>
      area('constituency', id, names, (place) => isHome(place) && place.precinct.constituency === id),
    ),
  ];
}
