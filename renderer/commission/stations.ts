import type { ResultsState, StationHealth, StationRow, StationStage } from '../../main/api/console-views.ts';
import { healths } from './health.ts';

/** Which of the stations are shown; an empty choice leaves out nothing. */
export interface StationFilter {
  readonly text: string;
  readonly stage: StationStage | '';
  readonly health: StationHealth | '';
}

export const noFilter: StationFilter = { text: '', stage: '', health: '' };

export const sortings = ['worst', 'station', 'turnout', 'backlog', 'forecast', 'results'] as const;
export type Sorting = (typeof sortings)[number];

/** Whether a station is among those that are shown. @param place its name and its territories' in the language of the screen */
export function isLookedAt(row: StationRow, filter: StationFilter, place: string): boolean {
  if (filter.stage !== '' && row.stage !== filter.stage) return false;
  if (filter.health !== '' && row.health !== filter.health) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = `${row.station} ${place}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const worse: Readonly<Record<StationHealth, number>> = Object.fromEntries(
  healths.map((health, at) => [health, at]),
) as Record<StationHealth, number>;
/** Where a protocol is: what a commission has to do something about comes first. */
export const resultsOrder: readonly ResultsState[] = [
  'forged',
  'not-balanced',
  'incomplete',
  'held',
  'awaited',
  'corrected',
  'arrived',
];

/** Turnout of a station as a share; a station without a list has none. */
export const turnoutOf = ({ admitted, registered }: Pick<StationRow, 'admitted' | 'registered'>): number | null =>
  registered === 0 ? null : admitted / registered;

/** Numbers; what is not known comes last, in either direction. */
const byNumber =
  (of: (row: StationRow) => number | null, first: 'least' | 'most' = 'least') =>
  (a: StationRow, b: StationRow): number => {
    const [one, other] = [of(a), of(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    return first === 'least' ? one - other : other - one;
  };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each has one direction: what somebody has to look at comes first. */
const orders: Readonly<Record<Sorting, (a: StationRow, b: StationRow) => number>> = {
  worst: byNumber((row) => worse[row.health] * 1_000 - row.alarms),
  station: (a, b) => compare(a.station, b.station),
  turnout: byNumber(turnoutOf),
  backlog: byNumber(({ backlog }) => backlog, 'most'),
  forecast: byNumber(({ forecast }) => forecast, 'most'),
  results: byNumber(({ results }) => (results === null ? null : resultsOrder.indexOf(results))),
};

/** Stations in an order; equal ones by their number. */
export function inOrder(rows: readonly StationRow[], by: Sorting): readonly StationRow[] {
  const order = orders[by];
  return rows.toSorted((a, b) => order(a, b) || compare(a.station, b.station));
}
