import { localTime } from '../../journal/chain.ts';
import { momentOf, type StationPlace } from '../places.ts';
import type { ConsoleSettings } from '../settings.ts';

/** A time at which turnout is told: once, any while from then until the next. */
export interface PublicationTime {
  /** `14:00`, and with its date where that is another day than the election's. */
  readonly time: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Nothing more is told after it. */
  readonly isLast: boolean;
}

/** The times of the commission's reports, the close, and when the last station abroad has closed; in their order. */
export function publicationTimes(
  { election, reports, date }: Pick<ConsoleSettings, 'election' | 'reports' | 'date'>,
  places: readonly Pick<StationPlace, 'closes'>[],
): readonly PublicationTime[] {
  const day = date ?? election.day.date;
  const end = Math.max(...places.map(({ closes }) => closes));
  const moments = [...reports, election.day.close].map((time) => momentOf(day, time, election.zone));
  const all = [...new Set([...moments, end])].sort((a, b) => a - b);
  return all.map((from, at) => {
    const local = localTime(from, election.zone);
    const [on, time] = [local.slice(0, 10), local.slice(11, 16)];
    return { time: on === day ? time : `${on} ${time}`, from, isLast: at === all.length - 1 };
  });
}
