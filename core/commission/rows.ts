import type { Words } from '../election/common.ts';
import type { LinkKind } from '../hub/asks.ts';
import type { Tally } from '../hub/turnout.ts';

/** What the commission's console shows of stations and devices. Nothing in it tells one person from another. */

export type StationStage = 'silent' | 'before' | 'open' | 'suspended' | 'finishing' | 'closed';

/** How a station is, worst first: what the colour and the shape of its square say. */
export type StationHealth = 'alarm' | 'silent' | 'warning' | 'well' | 'none-yet';

/** A station as a row of the table and a square of the map. */
export interface StationRow {
  readonly station: string;
  readonly name: Words;
  /** The lowest territory in which it lies; null: in none. */
  readonly territory: string | null;
  readonly constituency: string | null;
  readonly kind: 'home' | 'remote' | 'abroad';
  readonly stage: StationStage;
  readonly health: StationHealth;
  readonly registered: number;
  readonly admitted: number;
  /** From the paper list, in no other number. */
  readonly onPaper: number;
  /** Admitted while the kiosk could not ask for the lock, and not yet reconciled. */
  readonly unconfirmed: number;
  readonly devices: number;
  /** Devices that have told nothing for longer than the console's bound. */
  readonly silent: number;
  /** Events that its devices say they have not delivered, and when the oldest of them was written. */
  readonly backlog: number;
  readonly oldest: string | null;
  readonly alarms: number;
  /** Its results as far as they came; null: none is due yet. */
  readonly results: ResultsState | null;
  /** When the last voter waiting now would be served, minutes after the close (negative: before it); null: not known. */
  readonly forecast: number | null;
}

/** Where a protocol is. held: it is here, and by whom it is nobody knows before the journal of its station has come. */
export type ResultsState = 'awaited' | 'held' | 'arrived' | 'incomplete' | 'not-balanced' | 'corrected' | 'forged';

/** Turnout of a territory, a constituency or the country. */
export interface TurnoutSum {
  readonly registered: number;
  readonly admitted: number;
  readonly onPaper: number;
  readonly unconfirmed: number;
  readonly byCategory: Tally;
  readonly bySex: Tally;
  readonly byAge: Tally;
  readonly bySexAndAge: Tally;
  /** Admitted by the hour of the reservation, local time: `08`. */
  readonly byHour: Tally;
}

/** An alarm, the most urgent first. */
export interface AlarmRow {
  readonly id: string;
  readonly alarm:
    | 'refused'
    | 'conflict'
    | 'gap'
    | 'silent'
    | 'clock'
    | 'overrides'
    | 'backlog'
    | 'peripheral'
    | 'died'
    | 'results';
  readonly urgency: 'now' | 'soon' | 'know';
  readonly station: string;
  readonly device: string | null;
  /** When it was raised, ISO. */
  readonly since: string;
  /**
   * Values for the words of this alarm. refused: `seq`, `cause`. conflict: `other` (a station). gap: `from`, `to`.
   * silent: `minutes`. clock: `seconds` (negative: behind). overrides: `overrides`, `admitted`. backlog: `events`,
   * `minutes`. peripheral: `kind`. died: `times`. results: `state`.
   */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A device, when somebody drills down to it. */
export interface DeviceRow {
  readonly device: string;
  readonly stage: StationStage;
  readonly version: string | null;
  readonly seq: number;
  /** The device's own last event and the hub's last news of it, ISO. */
  readonly at: string | null;
  readonly heard: string | null;
  readonly admitted: number;
  readonly overrides: number;
  readonly backlog: number | null;
  readonly oldest: string | null;
  readonly link: LinkKind | null;
  readonly battery: number | null;
  readonly onMains: boolean | null;
  /** Free on its disk, MB. */
  readonly free: number | null;
  /** Its clock minus the hub's when it was heard, milliseconds. */
  readonly clockMs: number | null;
  readonly sees: readonly string[];
  readonly problems: readonly string[];
  readonly peripherals: Readonly<Record<string, string>>;
  readonly starts: number;
  readonly deaths: number;
}

/** Admitted by a time of the commission's reports; null: it is not yet that time. */
export interface ReportRow {
  readonly time: string;
  readonly admitted: number | null;
}

export interface StationDetail {
  readonly row: StationRow;
  readonly address: Words;
  readonly turnout: TurnoutSum;
  readonly reports: readonly ReportRow[];
  readonly devices: readonly DeviceRow[];
  readonly alarms: readonly AlarmRow[];
}
