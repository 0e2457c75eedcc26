import type { Election, Precinct } from '../../core/election/election.ts';
import type { Policy } from '../../core/election/policy.ts';
import { calledAs, type DeviceEntry, type PersonEntry } from '../../core/election/station.ts';
import type { BodyOf, EventType } from '../../core/journal/catalogue.ts';
import type { Actor, JournalEvent } from '../../core/journal/event.ts';
import { localDate, localTime } from '../../core/person/dates.ts';
import type { HubTrust } from '../package/certificates.ts';
import type { Database } from '../storage/open.ts';
import type { Register } from './register/register.ts';
import type { GivenNumbers } from './state/numbers.ts';

/** The signed election package that is in force, and the register that came with it. */
export interface InForce {
  readonly election: Election;
  readonly policy: Policy;
  readonly people: readonly PersonEntry[];
  readonly devices: readonly DeviceEntry[];
  /** This kiosk's place among them, in the numbers of receipts and acts. It had it from its first package of the election. */
  readonly place: number;
  /** What it gave out in this election before it was emptied of it: its receipts, acts and applications go on behind. */
  readonly numbersBefore: GivenNumbers;
  /** DER certificates (CSCA) of the authorities whose documents' chips are believed; none: no chip is. */
  readonly documentAuthorities: readonly Uint8Array[];
  /** Certificates of the devices that may be in the station's network, PEM, by device; a package of before has none. */
  readonly certificates: ReadonlyMap<string, string>;
  /** The hub above the station; null: there is none. */
  readonly hub: HubTrust | null;
  /** The precinct this kiosk serves. */
  readonly precinct: Precinct;
  readonly register: Register;
}

/** What the rooms of the identification zone share. */
export interface Kiosk {
  readonly device: string;
  /** The journal's file with the state tables. */
  readonly db: Database;
  /** Null until the first package is in force. */
  inForce(): InForce | null;
  /** Writes one event and its change of state in one commit. Throws `StorageFailure` when the disk refuses. */
  record<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): JournalEvent;
  /**
   * The same for what merely happened and cannot be refused any more (a cable, a clock, the end of an attempt): when
   * the disk refuses, the problem stands on every screen until a write succeeds, and the zone goes on.
   */
  note<T extends EventType>(type: T, body: BodyOf<T>, actor: Actor): void;
  /** Hash of the journal's last event, hex. */
  head(): string;
  /** Wall time. */
  now(): Date;
  /** Fresh identifier without meaning. */
  newId(): string;
  /** Something that screens show has changed. */
  changed(): void;
}

export const SYSTEM: Actor = { role: 'system' };

/** What screens and papers of this kiosk call one of the station's kiosks, itself too. */
export function called(kiosk: Pick<Kiosk, 'inForce'>, device: string): string {
  return calledAs(kiosk.inForce()?.devices ?? [], device);
}

/** Local date and time of an instant at this station. */
export function localMoment(kiosk: Pick<Kiosk, 'inForce'>, at: Date): { readonly date: string; readonly time: string } {
  const force = kiosk.inForce();
  const zone = force?.precinct.zone ?? force?.election.zone ?? 'UTC';
  return { date: localDate(at.toISOString(), zone), time: localTime(at.toISOString(), zone) };
}
