import type { EventType } from './catalogue.ts';

/**
 * Events that a retention copy need not have: what merely happens to a kiosk that is on (somebody signs in or looks
 * at how it is, a cable is pulled, a copy is written), so that looking at it does not make its copies incomplete. Everything else does.
 */
const routine = [
  'retention.written',
  'log.exported',
  'readiness.checked',
  'readiness.exported',
  'configuration.exported',
  'checkpoint.made',
  'person.signed-in',
  'person.signed-out',
  'person.refused',
  'person.locked',
  'device.started',
  'device.stopped',
  'process.died',
  'peripheral.attached',
  'peripheral.detached',
  'peripheral.problem',
  'peripheral.reset',
  'problem.raised',
  'clock.stepped',
  'page.handed',
  'page.ended',
  'paper.handed',
  'paper.ended',
  'handing.copied',
  'copy.stopped',
  'copy.resumed',
] as const satisfies readonly EventType[];

export const routineEvents: ReadonlySet<string> = new Set(routine);

/** How far a retention copy goes, and on which medium it lies. */
export interface RetainedCopy {
  readonly medium: string;
  /** Events in it. */
  readonly events: number;
}

/**
 * How many different media hold a copy that has everything.
 * @param needed number of the last event that a copy must have
 */
export function mediaWithAll(copies: readonly RetainedCopy[], needed: number): number {
  return new Set(copies.filter(({ events }) => events >= needed).map(({ medium }) => medium)).size;
}

/** How long something is kept. */
export interface KeepTime {
  /** The last day on which it is kept, ISO. */
  readonly until: string;
  /** That day is behind us: what becomes of it now is the commission's to say. */
  readonly over: boolean;
}

/**
 * How long what an election left is kept: from its day on, never from the day on which somebody looks.
 * @param day of the election, ISO
 * @param months as the signed policy has it
 * @param today where the station is, ISO
 */
export function keepTime(day: string, months: number, today: string): KeepTime {
  const until = monthsAfter(day, months);
  return { until, over: today > until };
}

/** The same day so many months later; where that month has no such day, its last one. @param date ISO */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}
