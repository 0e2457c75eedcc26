import type { Words } from '../../core/election/common.ts';
import type { LinkKind } from '../../core/hub/asks.ts';
import type { Tally } from '../../core/hub/turnout.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Mode } from './views.ts';

/**
 * What the commission's console shows, one view per window. A country has 2,500 stations and 7,000 devices: the view has
 * one short row for each station of whoever is signed in, and everything deeper is asked for when somebody looks at it.
 * Nothing in it tells a person from another: turnout is counted, conflicts are pseudonyms and places.
 */

/** Who may look: the central commission sees the country, a territorial one its stations. */
export type ConsoleRole = 'central' | 'territorial';

export interface ConsolePerson {
  readonly id: string;
  readonly role: ConsoleRole;
  readonly name: string;
  /** The territory of a territorial commission; null: the country. */
  readonly territory: string | null;
}

export type StationStage = 'silent' | 'before' | 'open' | 'suspended' | 'finishing' | 'closed';

/** How a station is, worst first: what the colour and the shape of its square say. */
export type StationHealth = 'alarm' | 'silent' | 'warning' | 'well' | 'none-yet';

/** A station as a row of the table and a square of the map. */
export interface StationRow {
  readonly station: string;
  readonly name: Words;
  readonly territory: string;
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

/** Where a protocol is. */
export type ResultsState = 'awaited' | 'arrived' | 'incomplete' | 'not-balanced' | 'corrected' | 'forged';

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

export interface StationDetail {
  readonly row: StationRow;
  readonly address: Words;
  readonly turnout: TurnoutSum;
  /** Admitted by each time of the commission's reports (14:00, 16:00, 18:00); null: it is not yet that time. */
  readonly reports: readonly { readonly time: string; readonly admitted: number | null }[];
  readonly devices: readonly DeviceRow[];
  readonly alarms: readonly AlarmRow[];
}

/** A download of station logs that runs or has ended. */
export interface LogsRun {
  readonly id: string;
  readonly from: 'hub' | 'kiosk' | 'stick';
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly stations: number;
  readonly done: number;
  readonly events: number;
  /** Where the files are. */
  readonly folder: string;
  /** What is wrong with a journal, in the words of the verifier's findings. */
  readonly wrong: readonly LogsFinding[];
  readonly problem: Problem | null;
}

export interface LogsFinding {
  readonly station: string;
  readonly device: string;
  /** A cause of docs/journal.md, or `checkpoint`, `slip`, `missing`. */
  readonly cause: string;
  readonly seq: number | null;
}

/** The view of the console's window. */
export interface ConsoleView {
  readonly window: 'commission';
  readonly person: ConsolePerson | null;
  readonly people: readonly ConsolePerson[];
  readonly election: {
    readonly names: Words;
    readonly date: string;
    readonly mode: Mode;
    readonly id: string;
    /** The zone of its wall time (`Asia/Bishkek`): all times of this view are shown in it. */
    readonly zone: string;
  };
  /** Whether the console hears the hub now, and when it last did, ISO. */
  readonly hub: { readonly connected: boolean; readonly heard: string | null };
  /** No hub stands behind it: all that it shows is invented, and every screen says so. */
  readonly simulated: boolean;
  /** Now, by the console's clock, ISO to the minute. */
  readonly now: string;
  readonly territories: readonly { readonly id: string; readonly names: Words }[];
  readonly constituencies: readonly { readonly id: string; readonly names: Words }[];
  /** Everything below is of the stations that this person may see; empty while nobody is signed in. */
  readonly stations: readonly StationRow[];
  readonly turnout: TurnoutSum;
  readonly reports: readonly { readonly time: string; readonly admitted: number | null }[];
  readonly alarms: readonly AlarmRow[];
  /** All alarms; the view has the first 200. */
  readonly alarmsInAll: number;
  readonly downloads: readonly LogsRun[];
}
