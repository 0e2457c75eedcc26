import type { Feed } from '../commission/feed.ts';
import type { CountryDay } from './country-day.ts';

/** How often the simulated country is asked what is new, in milliseconds. */
const STEP_MS = 250;

/** A feed of a simulated day, as the hub would give it: everything first, then some hundred devices in each second. @param now its clock, milliseconds */
export const countryFeed = (day: CountryDay, now: () => number): Feed => ({
  start(take, connected) {
    let since = now();
    for (const news of day.everything(since)) take(news);
    connected(true);
    const timer = setInterval(() => {
      const at = now();
      for (const news of day.between(since, at)) take(news);
      since = at;
    }, STEP_MS);
    return async () => clearInterval(timer);
  },
});
