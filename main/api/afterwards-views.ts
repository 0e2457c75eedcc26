import type { HandedItem } from '../../core/journal/catalogue/afterwards.ts';
import type { BodyOf } from '../../core/journal/catalogue.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What the screens show after the closing. */

/** A medium that is there now. `medium`: its identity; null where a copy on it would not count. */
export interface RetentionMediumView {
  readonly path: string;
  readonly name: string;
  readonly removable: boolean;
  readonly medium: string | null;
}

/** The last verified copy on a medium, there or not. */
export interface RetentionCopyView {
  readonly medium: string;
  readonly kind: 'stick' | 'folder';
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
  /** dd.mm.yyyy; null without a package. */
  readonly keepUntil: string | null;
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
  } | null;
}
