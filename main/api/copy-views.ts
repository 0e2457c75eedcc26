import type { Problem } from '../../core/problem/catalogue.ts';

/** The copy on the chair's stick. */
export interface CopyView {
  /** The chair has named a stick in this election. */
  readonly begun: boolean;
  /** Name of the stick that is being written to; null while there is none. */
  readonly stick: string | null;
  /** Lines that lie on it. */
  readonly copied: number;
  /** Events that wait, and for how long something has been waiting. */
  readonly events: number;
  readonly seconds: number;
  readonly problem: Problem | null;
  /** The list with who was admitted, beside the copy. */
  readonly list: PaperListView;
  /** The kiosk that this one goes on from, by its serial number: how many of its events were copied, and when the last of them happened. */
  readonly from: { readonly device: string; readonly count: number; readonly until: string } | null;
  /** Serial number of the kiosk that served beside this one and whose papers are still to be held against its own. */
  readonly beside: string | null;
}

/** The list for the paper road. */
export interface PaperListView {
  /** Local time at which it was written last; null: not yet. */
  readonly written: string | null;
  /** Voters entered from the paper list in this sitting, and those of them whom the kiosk had admitted already. */
  readonly entered: number;
  readonly conflicts: number;
  /** The words of this sitting were printed. */
  readonly phrase: boolean;
  readonly problem: Problem | null;
}

/** A copy of another kiosk that this one could go on from. */
export interface CopyFileView {
  readonly folder: string;
  readonly name: string;
  /** Its serial number. */
  readonly device: string;
}

/** A place in the printed list, both from 1. */
export interface PaperPlace {
  readonly page: number;
  readonly line: number;
}

/** Who stands there. */
export interface PaperVoterView extends PaperPlace {
  readonly number: number;
  readonly name: string;
  /** How the kiosk knows this voter already; null: it does not. */
  readonly already: 'admitted' | 'reserved' | 'on-paper' | 'elsewhere' | null;
}

/** What came of entering: how many count, and whom the kiosk had admitted already. */
export interface PaperEntered {
  readonly entered: number;
  readonly conflicts: readonly PaperVoterView[];
}
