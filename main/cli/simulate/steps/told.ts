import { readFileSync } from 'node:fs';
import type { EventType } from '../../../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../../../core/journal/event.ts';
import type { Step } from './step.ts';

/** What a station's log says of the steps that were taken with it. */
export interface Told {
  /** Numbered copies of the sittings' slips. */
  readonly copies: number;
  readonly wrong: readonly string[];
}

/** Holds a log against the steps: each has its event once, each copy of a slip its end, each copy of the act too. */
export function toldOf(log: string, steps: readonly Step[]): Told {
  const events = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalEvent);
  const asked = events.flatMap((event) => {
    if (event.type !== 'slip.copies-asked') return [];
    const { series, copies } = event.body;
    return Array.from({ length: copies }, (_, at) => `${series}/${at + 1}`);
  });
  const outs = events.flatMap((event) => {
    if (event.type !== 'slip.ended' || event.body.out !== 'yes') return [];
    return [`${event.body.series}/${event.body.copy}`];
  });
  return {
    copies: asked.length,
    wrong: [
      ...eventsWrong(events, steps),
      ...asked.flatMap((copy) => {
        const times = outs.filter((out) => out === copy).length;
        return times === 1 ? [] : [`copy ${copy} of a slip came out ${times} times, as the log tells`];
      }),
    ],
  };
}

/** A copy of the act may be tried more than once, and comes out once. */
function eventsWrong(events: readonly JournalEvent[], steps: readonly Step[]): readonly string[] {
  const happened = events.filter((event) => event.type !== 'handing.copied' || event.body.out === 'yes');
  const types = new Set<EventType>(steps.map(({ event }) => event));
  return [...types].flatMap((type) => {
    const wanted = steps.filter(({ event }) => event === type).length;
    const times = happened.filter((event) => event.type === type).length;
    return times === wanted ? [] : [`${type} stands ${times} times in the log, and was done ${wanted} times`];
  });
}
