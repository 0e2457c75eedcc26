import { useEffect, useState } from 'react';
import { localTime } from '../../core/person/dates.ts';
import type { StationView } from '../../main/api/views.ts';

/** Milliseconds between looks at the clock: the minute on the screen is never more than this behind. */
const tick = 1_000;

/** The station's wall time as hh:mm. It runs from the zone's time of the last view, not from this computer's clock. */
export function useStationTime(station: Pick<StationView, 'now' | 'zone'>): string {
  return localTime(new Date(useStationInstant(station)).toISOString(), station.zone);
}

/** The same as milliseconds since 1970. */
export function useStationInstant({ now }: Pick<StationView, 'now'>): number {
  const [elapsed, setElapsed] = useState(0);
  // A new `now` is where the count starts again.
  useEffect(() => {
    const start = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed(performance.now() - start), tick);
    return () => clearInterval(timer);
  }, [now]);
  return Date.parse(now) + elapsed;
}

/** The station's wall time, always to be seen. */
export function Clock({ station }: { readonly station: Pick<StationView, 'now' | 'zone'> }) {
  return <time className="number">{useStationTime(station)}</time>;
}
