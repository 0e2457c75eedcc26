import type { Published } from '../../core/commission/publication/published.ts';
import type { ResultsWords } from '../../core/commission/results-words.ts';
import type { AlarmRow, ReportRow, StationRow, TurnoutSum } from '../../core/commission/rows.ts';
import type { ConsoleRole } from '../../core/commission/settings.ts';
import type { Words } from '../../core/election/common.ts';
import type { Territory } from '../../core/election/territories.ts';
import type { StationResults } from '../../core/hub/results-state.ts';
import type { ResultsSum } from '../../core/hub/results-sum.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { PackagesView } from './console-packages.ts';
import type { Mode } from './views.ts';

export type * from '../../core/commission/rows.ts';
export type { ConsoleRole } from '../../core/commission/settings.ts';
export type * from './console-packages.ts';

/**
 * What the commission's console shows, one view per window. A country has 2,500 stations and 7,000 devices: the view has
 * one short row for each station of whoever is signed in, and everything deeper is asked for when somebody looks at it.
 * Nothing in it tells a person from another: turnout is counted, conflicts are pseudonyms and places.
 */

export interface ConsolePerson {
  readonly id: string;
  readonly role: ConsoleRole;
  readonly name: string;
  /** The territory of a territorial commission; null: the country. */
  readonly territory: string | null;
}

/** A territory, without its stations: which are in it their rows say. */
export type ShownTerritory = Pick<Territory, 'code' | 'kind' | 'names' | 'parent'>;

/** A download of station logs that runs or has ended. */
export interface LogsRun {
  readonly id: string;
  readonly from: 'hub' | 'stick' | 'kiosk';
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
  /**
   * A cause of docs/journal.md, or `missing`: events from `seq` on are not there yet, or (null) nothing of the device is. A slip
   * that does not agree is `rewritten` or `rolled-back`.
   */
  readonly cause: string;
  readonly seq: number | null;
}

/** What came of a station's results, and how its lines and options are called. */
export interface StationResultsShown {
  readonly results: StationResults;
  readonly words: ResultsWords;
}

/** The image of a signed page or of a stamped slip: it has the hash that stands in the signed results file. */
export interface ScanShown {
  /** As a page shows it (`data:image/png;base64,…`). */
  readonly url: string;
  /**
   * Which numbers of its protocol stand on that page: `line`, or `line/option`. Null: that is not known, or it is a slip.
   */
  readonly lines: readonly string[] | null;
}

/** Protocols added up, and how their lines and options are called. */
export interface SumsShown {
  readonly sums: readonly ResultsSum[];
  readonly words: ResultsWords;
}

/** Turnout as it would be published, or was. */
export interface TurnoutPreview {
  /** By which it is written; null: this time's turnout was written before, and this is it. */
  readonly id: string | null;
  readonly published: Published;
  /** The next time at which turnout is published; null: there is none on this day. */
  readonly next: string | null;
}

/** A stick with journals, as the person at the console chooses it. */
export interface LogsStick {
  readonly path: string;
  readonly name: string;
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
  /** For whom this person looks, or the console is: the code of a territory; null: the central commission. */
  readonly own: string | null;
  /** The territory that is looked at; null: the country. */
  readonly scope: string | null;
  /** Those that this person may look at, in the order of the election. */
  readonly territories: readonly ShownTerritory[];
  readonly constituencies: readonly { readonly id: string; readonly names: Words }[];
  /** Everything below is of the stations that are looked at; empty while nobody is signed in. */
  readonly stations: readonly StationRow[];
  readonly turnout: TurnoutSum;
  readonly reports: readonly ReportRow[];
  readonly alarms: readonly AlarmRow[];
  /** All alarms; the view has the first 200. */
  readonly alarmsInAll: number;
  readonly downloads: readonly LogsRun[];
  /** Null: no packages are made at this console, or this person makes none. */
  readonly packages: PackagesView | null;
}
