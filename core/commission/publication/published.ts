import type { Words } from '../../election/common.ts';
import type { Tally } from '../../hub/turnout.ts';
import { csvField } from '../../journal/csv.ts';
import { type Contribution, Sum } from '../sums.ts';
import type { Area } from './areas.ts';
import type { Parts, Tellable } from './publication.ts';

/** Turnout as it is told to everybody at one time of the day. */
export interface Published {
  readonly format: 'taanuu/published-turnout/2';
  readonly election: string;
  readonly mode: string;
  /** Of the day and the round. */
  readonly date: string;
  readonly round: number;
  /** `14:00` */
  readonly time: string;
  /** When it was made, ISO: its numbers are those of that moment. */
  readonly at: string;
  /** Nothing more is told after it: then sex and age are told too. */
  readonly isLast: boolean;
  readonly fewest: number;
  readonly groups: readonly PublishedGroup[];
}

export interface PublishedGroup extends Pick<Area, 'of' | 'id'> {
  readonly names: Words | null;
  readonly stations: number;
  /** On the lists; of remote stations there is none. */
  readonly registered: number;
  /** Null: withheld, and nothing of it was told before. */
  readonly admitted: number | null;
  /** Of a hundred on the lists, to hundredths; null where there is no list, or nothing is told. */
  readonly percent: number | null;
  /** Of which time `admitted` is: of this one, or of an earlier one, because what has come since is withheld. */
  readonly asOf: string | null;
  /** Why it is not told anew: it, or what follows from it, is too small; or more were admitted than are on the list. */
  readonly withheld: 'few' | 'more-than-list' | null;
  /** What was told at the times before; null: nothing. */
  readonly earlier: Readonly<Record<string, number | null>>;
  /** Null: withheld, or it is not yet the last time. */
  readonly bySex: Tally | null;
  readonly byAge: Tally | null;
  /** `female 36-45` */
  readonly bySexAndAge: Tally | null;
}

export interface Telling extends Omit<Published, 'format' | 'groups'> {
  readonly areas: readonly Area[];
  readonly parts: Parts;
  readonly told: Tellable;
  /** What was told before on this day, the first one first. */
  readonly before: readonly Published[];
}

export function publishedTurnout({ areas, parts, told, before, ...head }: Telling): Published {
  const groups = areas.map((area): PublishedGroup => {
    const sum = new Sum();
    for (const part of area.parts) {
      const own = parts.get(part);
      if (own) sum.take(own, 1);
    }
    return groupOf(area, sum.value(), told, before, head.time);
  });
  return { format: 'taanuu/published-turnout/2', ...head, groups };
}

function groupOf(
  area: Area,
  now: Contribution,
  told: Tellable,
  before: readonly Published[],
  time: string,
): PublishedGroup {
  const { of, id, names, stations } = area;
  const groupIn = (one: Published): PublishedGroup | undefined =>
    one.groups.find((group) => group.of === of && group.id === id);
  const isTold = told.admitted.includes(area);
  const last = before.at(-1);
  const stands = last && groupIn(last);
  const admitted = isTold ? now.admitted : (stands?.admitted ?? null);
  const { registered } = now;
  const isMore = registered > 0 && now.admitted > registered;
  return {
    ...{ of, id, names, stations, registered, admitted },
    percent: admitted === null || registered === 0 ? null : Math.round((admitted / registered) * 10_000) / 100,
    asOf: isTold ? time : (stands?.asOf ?? null),
    withheld: isTold ? null : isMore ? 'more-than-list' : 'few',
    earlier: Object.fromEntries(
      before.map((one) => {
        const then = groupIn(one);
        return [one.time, then?.withheld === null ? then.admitted : null];
      }),
    ),
    bySex: told.bySex.includes(area) ? now.bySex : null,
    byAge: told.byAge.includes(area) ? now.byAge : null,
    bySexAndAge: told.byAge.includes(area) ? now.bySexAndAge : null,
  };
}

/** The same as a table (RFC 4180, UTF-8 with byte order mark, CRLF). What is withheld is empty, and `withheld` says so. */
export function publishedCsv({ groups, time }: Published): string {
  const cells = (name: 'bySex' | 'byAge' | 'bySexAndAge') =>
    [...new Set(groups.flatMap((one) => Object.keys(one[name] ?? {})))].sort().map((key) => ({ name, key }));
  const columns = [...cells('bySex'), ...cells('byAge'), ...cells('bySexAndAge')];
  const times = Object.keys(groups[0]?.earlier ?? {});
  const text = (value: number | string | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const head = ['of', 'id', 'ky', 'ru', 'stations', 'registered', ...times, time, 'percent', 'as of', 'withheld'];
  const rows = groups.map((one) => [
    ...[one.of, one.id, one.names?.ky ?? '', one.names?.ru ?? '', text(one.stations), text(one.registered)],
    ...times.map((at) => text(one.earlier[at])),
    ...[text(one.admitted), text(one.percent), text(one.asOf), text(one.withheld)],
    ...columns.map(({ name, key }) => text(one[name] && (one[name][key] ?? 0))),
  ]);
  return `\uFEFF${[[...head, ...columns.map(({ key }) => key)], ...rows]
    .map((row) => `${row.map(csvField).join(',')}\r\n`)
    .join('')}`;
}
