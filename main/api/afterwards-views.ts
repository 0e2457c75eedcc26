import type { HandedItem } from '../../core/journal/catalogue/afterwards.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { MediumView } from './media-views.ts';

/** What the screens show after the closing. */

/** A medium that is there now. `medium`: its identity, for no human eye; null where a copy on it would not count. */
export interface RetentionMediumView extends MediumView {
  readonly medium: string | null;
}

/** The last verified copy on a medium, there or not. */
export interface RetentionCopyView {
  /** Its identity, for no human eye. */
  readonly medium: string;
  readonly kind: 'stick' | 'folder';
  /** What is written on it; null where it is not there, and nothing was told of it when the copy was written. */
  readonly name: string | null;
  /** How large it is, where it is there and the system says so. */
  readonly bytes?: number;
  /** It is there now. */
  readonly here: boolean;
  /** How many events are in it. */
  readonly events: number;
  /** ISO with offset. */
  readonly at: string;
  /** Events that must be kept and came after it. */
  readonly missing: number;
}

export interface RetentionView {
  readonly media: readonly RetentionMediumView[];
  readonly copies: readonly RetentionCopyView[];
  /** Different media with a copy that has everything, and how many the policy wants. */
  readonly have: number;
  readonly wanted: number;
  /** How long they are kept: so many months after the election's day. Null without a package. */
  readonly keep: { /** dd.mm.yyyy */ readonly until: string; readonly over: boolean; readonly months: number } | null;
}

export interface RetentionWritten {
  readonly folder: string;
  readonly sha256: string;
  readonly lines: number;
  readonly medium: string;
}

/** Handing the station over: what is proposed before it, and the act after it. */
export interface HandingView {
  /** Media with a complete copy, and how many there must be. */
  readonly have: number;
  readonly wanted: number;
  readonly proposed: readonly HandedItem[];
  readonly act: {
    /** ISO with offset. */
    readonly at: string;
    readonly to: string;
    readonly items: readonly HandedItem[];
    /** What came of printing copy 1 and 2; null where one is still to be printed. */
    readonly copies: readonly (BodyOf<'handing.copied'>['out'] | null)[];
    readonly checked: BodyOf<'handing.checked'>['items'] | null;
  } | null;
}

/** The commission's orders to empty this device, and the last wipe. */
export interface WipeView {
  readonly have: number;
  readonly wanted: number;
  readonly orders: readonly {
    readonly path: string;
    readonly name: string;
    /** The commission's own number of it; null where it is none. */
    readonly number: string | null;
    /** Why it is not carried out here. */
    readonly problem: Problem | null;
  }[];
  readonly last: {
    /** ISO with offset. */
    readonly at: string;
    readonly election: string;
    readonly station: string;
    readonly number: string;
    /** Events that the election's journal had. */
    readonly events: number;
    /** Whether the ballot zone has destroyed what it held; null: there is none. */
    readonly ballots: boolean | null;
  } | null;
}
