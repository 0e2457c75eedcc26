import { useEffect, useState } from 'react';
import { localTime } from '../../core/person/dates.ts';
import type { StationView } from '../../main/api/views.ts';

/** Milliseconds between looks at the clock: the minute on the screen is never more than this behind. */
const tick = 1_000;

/**
 * The station's wall time as hh:mm. It runs from the zone's time of the last view, not from this computer's clock.
 */
export function Clock({ station }: { readonly station: StationView }) {
  const { now, zone } = station;
  const [elapsed, setElapsed] = useState(0);
  // A new `now` is where the count starts again.
  useEffect(() => {
    const start = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed(performance.now() - start), tick);
    return () => clearInterval(timer);
  }, [now]);
  const instant = new Date(Date.parse(now) + elapsed).toISOString();
  return <time className="number">{localTime(instant, zone)}</time>;
}
