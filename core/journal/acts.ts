import type { Words } from '../election/common.ts';
import type { ActKind } from '../election/policy-acts.ts';
import { keyOf, noOccasions, type Occasion, type Occasions, takeOccasion } from './act-occasions.ts';
import type { ActFacts } from './catalogue/acts.ts';
import type { JournalEvent } from './event.ts';
import type { JournalFold } from './following.ts';

export type { Occasion } from './act-occasions.ts';

/** An act that was drawn, and what came of its last print. */
export interface DrawnAct {
  readonly number: number;
  /** The number as every copy bears it. */
  readonly shown: string;
  readonly kind: ActKind;
  readonly names: Words;
  readonly text: Words;
  readonly of: string | null;
  readonly sitting: string | null;
  /** ISO with zone. */
  readonly at: string;
  readonly facts: ActFacts;
  readonly words: string | null;
  /** Hash of the event: every copy bears it. */
  readonly hash: string;
  /** Copies that were handed to a printer. */
  readonly copies: number;
  readonly out: 'yes' | 'no' | 'maybe' | null;
}

export interface ActsTold {
  readonly occasions: Occasions;
  readonly drawn: Map<number, DrawnAct>;
  /** Occasions of which an act was drawn (its number), or was given up (null). */
  readonly settled: Map<string, number | null>;
  /** Acts that are being printed, by job. */
  readonly jobs: Map<string, number>;
}

/**
 * The exceptions of a journal, and the acts about them. Nothing of it is stored: whoever holds the journal finds the same
 * exceptions in the same order, and sees which of them has its act.
 */
export const actsFold: JournalFold<ActsTold> = {
  start: () => ({ occasions: noOccasions(), drawn: new Map(), settled: new Map(), jobs: new Map() }),
  step(told, event) {
    takeOccasion(told.occasions, event);
    takeAct(told, event);
    return told;
  },
};

/** Exceptions of these kinds that have no act yet and were not given up, in whichever sitting, the oldest first. */
export function dueOf({ occasions, settled }: ActsTold, kinds: ReadonlySet<ActKind>): readonly Occasion[] {
  return [...occasions.found.entries()]
    .filter(([key, one]) => kinds.has(one.kind) && !settled.has(key))
    .map(([, one]) => one);
}

/** The exception of this kind and name; null where the journal tells of none. */
export const occasionOf = ({ occasions }: ActsTold, kind: ActKind, of: string): Occasion | null =>
  occasions.found.get(keyOf(kind, of)) ?? null;

/** Number of the act that was drawn about it; null where none was. */
export const actAbout = ({ settled }: ActsTold, kind: ActKind, of: string): number | null =>
  settled.get(keyOf(kind, of)) ?? null;

/** The number of the next act. @param before the last that the device gave out before it was emptied of this election */
export const nextNumber = ({ drawn }: ActsTold, before: number): number => Math.max(before, ...drawn.keys()) + 1;

/**
 * An act's number as it is printed. A kiosk that goes on from another one's copy does not know the last acts of that one:
 * therefore the device's place among the commission's stands in it, and in a repeat vote the round, as in a receipt's number.
 */
export function shownNumber({
  station,
  place,
  round,
  number,
}: {
  readonly station: string;
  readonly place: number;
  readonly round: number;
  readonly number: number;
}): string {
  return `${[station, place, ...(round > 0 ? [round] : [])].join('-')}/${number}`;
}

function takeAct({ drawn, settled, jobs }: ActsTold, event: JournalEvent): void {
  switch (event.type) {
    case 'act.drawn': {
      const { at, sitting, hash } = event;
      const { number, kind, of } = event.body;
      drawn.set(number, { ...event.body, at, sitting, hash, copies: 0, out: null });
      if (of !== null) settled.set(keyOf(kind, of), number);
      return;
    }
    case 'act.waived': {
      const key = keyOf(event.body.kind, event.body.of);
      if (!settled.has(key)) settled.set(key, null);
      return;
    }
    case 'paper.handed': {
      const { job, paper, number, copy } = event.body;
      const act = paper === 'act' ? drawn.get(number) : undefined;
      if (act === undefined) return;
      jobs.set(job, number);
      drawn.set(number, { ...act, copies: Math.max(act.copies, copy), out: null });
      return;
    }
    case 'paper.ended': {
      const number = jobs.get(event.body.job);
      const act = number === undefined ? undefined : drawn.get(number);
      jobs.delete(event.body.job);
      if (act !== undefined) drawn.set(act.number, { ...act, out: event.body.out });
      return;
    }
  }
}
