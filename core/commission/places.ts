import type { Precinct } from '../election/election.ts';
import { zoneOf } from '../election/election.ts';
import { TerritoryTree } from '../election/territory-tree.ts';
import { localTime } from '../journal/chain.ts';
import type { ConsoleSettings } from './settings.ts';

/** A station as the settings have it, with its hours. */
export interface StationPlace {
  readonly precinct: Precinct;
  /** The lowest in which it lies; null: in none. */
  readonly territory: string | null;
  /** Voters on its list as the settings say; null: they do not. */
  readonly listed: number | null;
  /** When it opens and closes, milliseconds since 1970. */
  readonly opens: number;
  readonly closes: number;
  /** Its hour minus the hour in the election's own zone, at the opening: what a time of the commission's reports is there. */
  readonly hoursAhead: number;
}

/** The moment of a local time. Zones of the stations do not change their clocks within a day of voting. */
export function momentOf(date: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  return asUtc - (localAsUtc(asUtc, zone) - asUtc);
}

const localAsUtc = (ms: number, zone: string): number => Date.parse(`${localTime(ms, zone).slice(0, 23)}Z`);

/** The stations of a console: of the country, or of the territory for whose commission it is. */
export function stationPlaces({
  election,
  territory,
  lists,
  date,
}: Pick<ConsoleSettings, 'election' | 'territory' | 'lists' | 'date'>): readonly StationPlace[] {
  const tree = new TerritoryTree(election);
  const day = date ?? election.day.date;
  const own = election.precincts.filter(({ number }) => tree.hasPrecinct(number, territory));
  return own.map((precinct) => {
    const zone = zoneOf(election, precinct);
    const opens = momentOf(day, election.day.open, zone);
    return {
      ...{ precinct, territory: tree.lowestOf(precinct.number), listed: lists[precinct.number] ?? null, opens },
      closes: momentOf(day, election.day.close, zone),
      hoursAhead: Math.round((localAsUtc(opens, zone) - localAsUtc(opens, election.zone)) / 3_600_000),
    };
  });
}
