import { type Election, type Precinct, precinctOf } from './election.ts';

/**
 * Where a person votes, as far as this station's package knows: for people who ask. Nobody's name is part of it.
 * `remote` without a station: the list says that she votes remotely, and not where.
 */
export type WhereAnswer =
  | { readonly at: 'here'; readonly station: string; readonly number: number }
  | { readonly at: 'remote'; readonly station: string | null; readonly home: string; readonly number: number }
  | { readonly at: 'elsewhere'; readonly station: string }
  | { readonly at: 'nowhere' };

/** Kinds of answers, as the journal counts them. */
export const whereKinds = ['here', 'remote', 'elsewhere', 'nowhere'] as const satisfies readonly WhereAnswer['at'][];

/** What this station's list says of the person; null where she does not stand on it. */
export interface Listed {
  readonly number: number;
  readonly precinct: string;
  readonly remote: boolean;
  /** The remote station where she is listed to vote; null where the list does not say. */
  readonly votesAt: string | null;
}

/**
 * @param here this kiosk's precinct
 * @param listed her record on this station's list
 * @param elsewhere number of the precinct that the country index gives; null: it has none, or there is no index
 */
export function whereOf(here: Precinct, listed: Listed | null, elsewhere: string | null): WhereAnswer {
  if (listed === null) return elsewhere === null ? { at: 'nowhere' } : { at: 'elsewhere', station: elsewhere };
  const { number, precinct: home, remote, votesAt } = listed;
  if (remote) {
    // A remote station's own list holds people of other precincts who vote there.
    const station = votesAt ?? (here.kind === 'remote' ? here.number : null);
    return { at: 'remote', station, home, number };
  }
  return home === here.number ? { at: 'here', station: home, number } : { at: 'elsewhere', station: home };
}

/** The station to go to; null where none is known. */
export function placeOf(election: Election, answer: WhereAnswer): Precinct | null {
  const station = answer.at === 'nowhere' ? null : answer.station;
  return (station !== null && precinctOf(election, station)) || null;
}
