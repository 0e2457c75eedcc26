import type { Words } from '../election/common.ts';
import type { Tally } from '../hub/turnout.ts';
import { csvField } from '../journal/csv.ts';
import type { StationPlace } from './places.ts';
import type { ConsoleSettings } from './settings.ts';
import { admittedBefore, type Contribution, Sum } from './sums.ts';

/**
 * Turnout as it may be told to everybody. No number of people with a property is told that is smaller than the settings'
 * `fewest`, nor one from which such a number follows: what is withheld of one group would be the difference between all and
 * the others, so that at least two groups are withheld together, and their sum holds the rule too.
 */
export interface Published {
  readonly format: 'taanuu/published-turnout/1';
  readonly election: string;
  readonly mode: string;
  /** When it was made, ISO, and up to which hour of the day what is told by time has come. */
  readonly at: string;
  readonly fewest: number;
  readonly groups: readonly PublishedGroup[];
}

export interface PublishedGroup {
  /** What groups: the whole country, a territory, a constituency by its home stations, or the kind of station. */
  readonly of: 'country' | 'territory' | 'constituency' | 'kind';
  readonly id: string;
  readonly names: Words | null;
  readonly stations: number;
  readonly registered: number;
  /** Null: withheld. */
  readonly admitted: number | null;
  /** Of a hundred on the lists, to hundredths; null where there is no list, as at remote stations. */
  readonly percent: number | null;
  /** Admitted before a full hour, by the times of the commission's reports; null: withheld, or not yet. */
  readonly byTime: Readonly<Record<string, number | null>>;
  /** Null: withheld. `female 36-45` */
  readonly bySex: Tally | null;
  readonly byAge: Tally | null;
  readonly bySexAndAge: Tally | null;
}

interface Group extends Pick<PublishedGroup, 'of' | 'id' | 'names'> {
  readonly sum: Contribution;
  readonly stations: number;
}

const isTold = (count: number, fewest: number): boolean => count === 0 || count >= fewest;
const isWhole = (tally: Tally, fewest: number): boolean => Object.values(tally).every((count) => isTold(count, fewest));

/**
 * Which of these parts of a whole are withheld: those in which a number is too small, and as many of the others, the
 * smallest first, as are needed so that nothing too small follows from the whole and what is told.
 */
export function withheld(parts: readonly Tally[], fewest: number): ReadonlySet<number> {
  const out = new Set(parts.flatMap((tally, at) => (isWhole(tally, fewest) ? [] : [at])));
  const size = (tally: Tally) => Object.values(tally).reduce((sum, count) => sum + count, 0);
  const rest = [...parts.keys()]
    .filter((at) => !out.has(at) && size(parts[at] ?? {}) > 0)
    .sort((a, b) => size(parts[a] ?? {}) - size(parts[b] ?? {}));
  while (out.size > 0 && (out.size === 1 || !isWhole(added([...out].map((at) => parts[at] ?? {})), fewest))) {
    const next = rest.shift();
    if (next === undefined) break;
    out.add(next);
  }
  return out;
}

function added(tallies: readonly Tally[]): Tally {
  const sum: Record<string, number> = {};
  for (const tally of tallies) for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** @param now milliseconds since 1970 @param due times of the reports that have come */
export function publishedTurnout(
  stations: readonly { readonly place: StationPlace; readonly contribution: Contribution }[],
  settings: Pick<ConsoleSettings, 'election' | 'territories' | 'fewest' | 'reports'>,
  now: number,
  due: readonly string[],
): Published {
  const { election, territories, fewest } = settings;
  const group = (of: Group['of'], id: string, names: Words | null, isIn: (place: StationPlace) => boolean): Group => {
    const own = stations.filter(({ place }) => isIn(place));
    const sum = new Sum();
    for (const { contribution } of own) sum.take(contribution, 1);
    return { of, id, names, sum: sum.value(), stations: own.length };
  };
  const country = group('country', election.id, election.names, () => true);
  const partitions = [
    territories.map(({ id, names }) => group('territory', id, names, ({ territory }) => territory === id)),
    election.constituencies.map(({ id, names }) =>
      group('constituency', id, names, ({ precinct }) => precinct.kind === 'home' && precinct.constituency === id),
    ),
    (['home', 'remote', 'abroad'] as const).map((kind) =>
      group('kind', kind, null, ({ precinct }) => precinct.kind === kind),
    ),
  ];
  const told = (groups: readonly Group[]): readonly PublishedGroup[] => {
    const hidden = (tally: (sum: Contribution) => Tally) =>
      withheld(
        groups.map(({ sum }) => tally(sum)),
        fewest,
      );
    const [total, sex, age, both] = [
      hidden(({ admitted }) => ({ admitted })),
      hidden(({ bySex }) => bySex),
      hidden(({ byAge }) => byAge),
      hidden(({ bySexAndAge }) => bySexAndAge),
    ];
    const times = settings.reports.map((time) => ({
      time,
      hidden: hidden(({ byReport }) => ({ before: admittedBefore(byReport, time) })),
    }));
    return groups.map(({ of, id, names, sum, stations: count }, at) => ({
      ...{ of, id, names, stations: count, registered: sum.registered },
      admitted: total.has(at) ? null : sum.admitted,
      percent:
        total.has(at) || sum.registered === 0 ? null : Math.round((sum.admitted / sum.registered) * 10_000) / 100,
      byTime: Object.fromEntries(
        times.map((one) => [
          one.time,
          one.hidden.has(at) || !due.includes(one.time) ? null : admittedBefore(sum.byReport, one.time),
        ]),
      ),
      bySex: sex.has(at) ? null : sum.bySex,
      byAge: age.has(at) ? null : sum.byAge,
      bySexAndAge: both.has(at) ? null : sum.bySexAndAge,
    }));
  };
  return {
    ...{ format: 'taanuu/published-turnout/1', election: election.id, mode: election.mode, fewest },
    at: new Date(now).toISOString(),
    groups: [...told([country]), ...partitions.flatMap(told)],
  };
}

/** The same as a table (RFC 4180, UTF-8 with byte order mark, CRLF). What is withheld is empty. */
export function publishedCsv({ groups }: Published, reports: readonly string[]): string {
  const cells = (name: 'bySex' | 'byAge' | 'bySexAndAge') =>
    [...new Set(groups.flatMap((one) => Object.keys(one[name] ?? {})))].sort().map((key) => ({ name, key }));
  const columns = [...cells('bySex'), ...cells('byAge'), ...cells('bySexAndAge')];
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const head = ['of', 'id', 'ky', 'ru', 'stations', 'registered', 'admitted', 'percent', ...reports];
  const rows = groups.map((one) => [
    ...[one.of, one.id, one.names?.ky ?? '', one.names?.ru ?? '', text(one.stations), text(one.registered)],
    ...[text(one.admitted), text(one.percent), ...reports.map((time) => text(one.byTime[time]))],
    ...columns.map(({ name, key }) => text(one[name] && (one[name][key] ?? 0))),
  ]);
  return `\uFEFF${[[...head, ...columns.map(({ key }) => key)], ...rows]
    .map((row) => `${row.map(csvField).join(',')}\r\n`)
    .join('')}`;
}
