import { localDate, localTime } from '../../core/person/dates.ts';
import { useConsole } from './zone.ts';

/** Says moments as the wall clock of the election says them: `14:02`, and with the day where it was another one. */
export function useTimes(): { readonly now: string; readonly said: (instant: string) => string } {
  const { now, election } = useConsole();
  const today = localDate(now, election.zone);
  return {
    now: localTime(now, election.zone),
    said: (instant) => {
      const time = localTime(instant, election.zone);
      const day = localDate(instant, election.zone);
      return day === today ? time : `${day.slice(8)}.${day.slice(5, 7)}. ${time}`;
    },
  };
}

/** Whole minutes from a moment to another, not less than 0. */
export const minutesBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
