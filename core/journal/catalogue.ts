import type { z } from 'zod';
import { actEvents } from './catalogue/acts.ts';
import { admissionEvents } from './catalogue/admission.ts';
import { afterwardsEvents } from './catalogue/afterwards.ts';
import { applicationEvents } from './catalogue/application.ts';
import { ballotEvents } from './catalogue/ballot.ts';
import { ballotZoneEvents } from './catalogue/ballot-zone.ts';
import { copyEvents } from './catalogue/copy.ts';
import { dayEvents } from './catalogue/day.ts';
import { deviceEvents } from './catalogue/device.ts';
import type { CatalogueEntry, Disposition } from './catalogue/entry.ts';
import { helpEvents } from './catalogue/help.ts';
import { journalEvents } from './catalogue/journal.ts';
import { kitEvents } from './catalogue/kit.ts';
import { lockEvents } from './catalogue/lock.ts';
import { networkEvents } from './catalogue/network.ts';
import { paperListEvents } from './catalogue/paper-list.ts';
import { paperEvents } from './catalogue/papers.ts';
import { peopleEvents } from './catalogue/people.ts';
import { printedBallotEvents } from './catalogue/printed-ballots.ts';
import { receptionEvents } from './catalogue/reception.ts';
import { rehearsalEvents } from './catalogue/rehearsal.ts';
import { sittingsEvents } from './catalogue/sittings.ts';
import { stationEvents } from './catalogue/station.ts';

/**
 * Every type of event there is. What is not in here can neither be written nor verified, and the documentation
 * that goes with an export is generated from here (VVSG 2.0 15.1; NIST SP 1500-101).
 */
export const eventCatalogue = {
  ...deviceEvents,
  ...stationEvents,
  ...admissionEvents,
  ...printedBallotEvents,
  ...receptionEvents,
  ...applicationEvents,
  ...paperEvents,
  ...actEvents,
  ...peopleEvents,
  ...helpEvents,
  ...rehearsalEvents,
  ...journalEvents,
  ...copyEvents,
  ...paperListEvents,
  ...kitEvents,
  ...sittingsEvents,
  ...networkEvents,
  ...afterwardsEvents,
  ...dayEvents,
  ...ballotEvents,
  ...ballotZoneEvents,
  ...lockEvents,
} as const;

type Entries = typeof eventCatalogue;

/** Name of a type of event. */
export type EventType = keyof Entries;

/** Body of a type of event. */
export type BodyOf<T extends EventType> = z.infer<Entries[T]['body']>;

/** All types, in the catalogue's order. */
export const eventTypes = Object.keys(eventCatalogue) as readonly EventType[];

/** Whether there is such a type. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventCatalogue, type);
}

/** The catalogue's entry of a type, seen without the exact type of its body. */
export function entryOf(type: EventType): CatalogueEntry {
  return eventCatalogue[type] as CatalogueEntry;
}

/** The disposition of an event of this type with this (valid) body. */
export function dispositionOf(type: EventType, body: unknown): Disposition {
  const { disposition } = entryOf(type);
  return typeof disposition === 'function' ? disposition(body) : disposition;
}
