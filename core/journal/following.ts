import type { JournalEvent } from './event.ts';

/** A pure fold over a journal's events: what it starts with, and what each event makes of it. */
export interface JournalFold<S> {
  readonly start: () => S;
  /** May change the state it is given. */
  readonly step: (state: S, event: JournalEvent) => S;
}

/** The fold of a whole journal. */
export function folded<S>({ start, step }: JournalFold<S>, events: Iterable<JournalEvent>): S {
  let state = start();
  for (const event of events) state = step(state, event);
  return state;
}
