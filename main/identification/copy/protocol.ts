import type { ProblemCode } from '../../../core/problem/catalogue.ts';

/**
 * What the zone asks of the copy's process, which alone touches the stick. Only one question is under way at a time, and
 * whoever copies asks the next one when it is answered: what waits for a slow stick never grows.
 */
export type CopyQuestion =
  /** The beginnings of the copies of this name in these folders, as far as they can be read. */
  | { readonly ask: 'look'; readonly folders: readonly string[]; readonly name: string }
  /** Makes a new copy; one of the same name that is there is put aside, never overwritten. */
  | {
      readonly ask: 'begin';
      readonly folder: string;
      readonly name: string;
      readonly start: Uint8Array;
      readonly id: string;
      readonly key: Uint8Array;
    }
  /** Takes up a copy that is there: what was cut at its end is cut off. */
  | {
      readonly ask: 'take-up';
      readonly folder: string;
      readonly name: string;
      readonly id: string;
      readonly key: Uint8Array;
    }
  /** Appends lines to the copy that was begun or taken up. @see CopyAnswer `stored` */
  | { readonly ask: 'append'; readonly place: number; readonly lines: readonly string[] }
  /** Copies of whatever kiosk that lie in these folders. */
  | { readonly ask: 'list'; readonly folders: readonly string[] }
  /** A whole copy. */
  | { readonly ask: 'read'; readonly folder: string; readonly name: string }
  /** Leaves word beside a copy that another kiosk has gone on from it. */
  | { readonly ask: 'mark'; readonly folder: string; readonly name: string; readonly text: string }
  /** Another file beside the copy: the old one, or the new one whole. */
  | { readonly ask: 'replace'; readonly folder: string; readonly name: string; readonly bytes: Uint8Array }
  /** Lets go of the file. */
  | { readonly ask: 'leave' };

export type CopyAnswer =
  | { readonly found: readonly FoundCopy[] }
  | { readonly copies: readonly (FoundCopy & { readonly name: string })[] }
  | { readonly bytes: Uint8Array }
  | { readonly marked: true }
  | { readonly replaced: true }
  /** How many lines lie there, and the last of them; null where there is none. */
  | { readonly open: { readonly lines: number; readonly last: string | null } }
  /** Written and synced: so many lines lie there now. */
  | { readonly stored: number }
  | { readonly left: true }
  | { readonly trouble: CopyTrouble };

/** The beginning of a copy that lies in a folder, and what another kiosk has left beside it. */
export interface FoundCopy {
  readonly folder: string;
  readonly head: Uint8Array;
  readonly continued: Uint8Array | null;
}

/** What can be wrong with a stick, each with its own thing to do. */
export type CopyTrouble = Extract<
  ProblemCode,
  'copy.missing' | 'copy.full' | 'copy.read-only' | 'copy.failed' | 'copy.stuck'
>;

/** A question and its answer belong together by a number. */
export type Numbered<T> = T & { readonly number: number };
