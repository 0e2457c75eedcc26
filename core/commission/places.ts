import type { Precinct } from '../election/election.ts';
import { zoneOf } from '../election/election.ts';
import { localTime } from '../journal/chain.ts';
import type { ConsoleSettings } from './settings.ts';

/** A station as the settings have it, with its hours. */
export interface StationPlace {
  readonly precinct: Precinct;
  readonly territory: string;
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

export function stationPlaces({
  election,
  territories,
  lists,
  date,
}: Pick<ConsoleSettings, 'election' | 'territories' | 'lists' | 'date'>): readonly StationPlace[] {
  const territoryOf = new Map(territories.flatMap(({ id, precincts }) => precincts.map((number) => [number, id])));
  const day = date ?? election.day.date;
  return election.precincts.map((precinct) => {
    const zone = zoneOf(election, precinct);
    const opens = momentOf(day, election.day.open, zone);
    return {
      ...{ precinct, territory: territoryOf.get(precinct.number) ?? '', listed: lists[precinct.number] ?? null, opens },
      closes: momentOf(day, election.day.close, zone),
      hoursAhead: Math.round((localAsUtc(opens, zone) - localAsUtc(opens, election.zone)) / 3_600_000),
    };
  });
}
