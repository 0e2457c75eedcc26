import type { CdfType } from './catalogue/entry.ts';
import { dispositionOf, entryOf, eventTypes } from './catalogue.ts';
import type { Actor, JournalEvent, JournalIdentity } from './event.ts';

/** What NIST SP 1500-101 wants to know about the device. */
export interface DeviceFacts {
  readonly manufacturer: string;
  readonly model: string;
  readonly version: string;
  /** What it is, by the list of SP 1500-101; without it: the identification zone. */
  readonly type?: 'scan-single';
}

/** One event as SP 1500-101 `Event`. */
export function cdfEvent(event: JournalEvent, line: string) {
  const { cdf, severity, description } = entryOf(event.type);
  return {
    '@type': 'EventLogging.Event',
    Id: event.type,
    Type: cdf,
    Sequence: String(event.seq),
    TimeStamp: event.at,
    Disposition: dispositionOf(event.type, event.body),
    Severity: severity,
    UserId: userId(event.actor),
    Description: description,
    // The exact line, so that hash and signature can be checked from this file alone: the format has no field for them.
    Details: line,
    Hash: event.hash,
  } as const;
}

/** Role and pseudonymous id of whoever acted; never a voter. */
export function userId({ role, person }: Actor): string {
  return person === undefined ? role : `${role}:${person}`;
}

/**
 * The log in pieces of JSON text (`EventLogging.ElectionEventLog`), so that a long journal need not be in memory.
 * `Details` of every event is its exact journal line and `Details` of the log is the signed head line: together,
 * in order, they are the NDJSON export.
 *
 * @param lines exact journal lines in order
 * @param headLine the signed head
 * @param generatedTime local time with offset
 */
export function* cdfLog(
  identity: JournalIdentity,
  facts: DeviceFacts,
  lines: Iterable<string>,
  headLine: string,
  generatedTime: string,
): IterableIterator<string> {
  const log = { '@type': 'EventLogging.ElectionEventLog', GeneratedTime: generatedTime, ElectionId: identity.election };
  const device = {
    '@type': 'EventLogging.Device',
    Id: identity.device,
    Type: facts.type ?? 'electronic-poll-book',
    Manufacturer: facts.manufacturer,
    Model: facts.model,
    Version: facts.version,
    HashType: 'sha-256',
    Details: `mode ${identity.mode}, station ${identity.station}, key ${identity.key}`,
  };
  yield `${JSON.stringify({ ...log, Details: headLine }).slice(0, -1)},"Device":[`;
  yield `${JSON.stringify(device).slice(0, -1)},"Event":[`;
  let separator = '\n';
  for (const line of lines) {
    yield separator + JSON.stringify(cdfEvent(JSON.parse(line) as JournalEvent, line));
    separator = ',\n';
  }
  yield '\n]}]}\n';
}

const typeDescriptions: Readonly<Record<CdfType, string>> = {
  'user-action': 'Something that a person at the device did.',
  'system-action': 'Something that the device did by itself to keep working.',
  'system-status': 'A state of the device, its processes or its peripherals.',
  'application-action': 'Something that the identification application did.',
  'application-status': 'A state or an outcome in the identification application.',
};

/**
 * `EventLogging.ElectionEventLogDocumentation`, generated from the catalogue: the second root that SP 1500-101
 * wants beside a log.
 * @param generatedDate `yyyy-mm-dd`
 */
export function cdfDocumentation(identity: JournalIdentity, facts: DeviceFacts, generatedDate: string) {
  return {
    '@type': 'EventLogging.ElectionEventLogDocumentation',
    DeviceId: identity.device,
    DeviceManufacturer: facts.manufacturer,
    DeviceModel: facts.model,
    DeviceVersion: facts.version,
    GeneratedDate: generatedDate,
    EventIdDescription: eventTypes.map((type) => ({
      '@type': 'EventLogging.EventIdDescription',
      Id: type,
      Description: entryOf(type).description,
    })),
    EventTypeDescription: Object.entries(typeDescriptions).map(([type, description]) => ({
      '@type': 'EventLogging.EventTypeDescription',
      Type: type,
      Description: description,
    })),
  } as const;
}
