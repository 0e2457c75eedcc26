import type { Mode } from '../../../core/election/common.ts';
import type { ListChanges } from '../../../core/election/list-changes.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { DifferenceRow } from '../../api/console-packages.ts';
import { DIFFERENCE_ENDING, WAITING_ENDING } from '../../package/difference/format.ts';
import type { LeftOut } from '../../package/sources.ts';
import type { Language } from '../../problem-words.ts';

/** What the room has a thread do, so that the console goes on meanwhile. */
export type PackagesWork = ImportWork | ProofWork;

/** Make the packages of a folder, unsigned. */
export interface ImportWork {
  readonly work: 'import';
  readonly source: string;
  /** The commission's folder, or that of a maker without its root key. */
  readonly maker: string;
  /** Which station's; null: of all that have voters in the list. */
  readonly station: string | null;
  /** Where they go. */
  readonly folder: string;
  /** The election of the console: no other one's packages are made at it. */
  readonly election: { readonly id: string; readonly mode: Mode };
  /** ISO instant. */
  readonly at: string;
}

/** Draw the proof of one that was made. */
export interface ProofWork {
  readonly work: 'proof';
  readonly maker: string;
  readonly folder: string;
  readonly station: string;
  readonly leftOut: number;
  readonly voters: VotersOf;
  readonly language: Language;
}

/** Voters of stations by constituency. */
export type VotersOf = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A package that was made and waits for its signature. */
export interface MadeRow {
  readonly station: string;
  readonly version: number;
  readonly sha256: string;
  readonly voters: number;
  /** Voters who were taken without a photo or a finger. */
  readonly incomplete: number;
  readonly bytes: number;
  /** What leads to it from versions before, the newest first. */
  readonly differences: readonly DifferenceRow[];
  /** What it changes of the list since the version before; null: there is none. */
  readonly list: ListChanges | null;
}

/** What the thread tells. */
export type PackagesNews =
  | { readonly news: 'rows'; readonly rows: number }
  | { readonly news: 'list'; readonly taken: number; readonly stations: readonly string[]; readonly voters: VotersOf }
  | { readonly news: 'left-out'; readonly leftOut: readonly LeftOut[] }
  | { readonly news: 'station'; readonly station: string; readonly voters: number }
  | { readonly news: 'made'; readonly row: MadeRow }
  | { readonly news: 'failed'; readonly station: string; readonly problem: Problem }
  /** The end of an import: a problem is about the folder as a whole. */
  | { readonly news: 'end'; readonly problem: Problem | null }
  | { readonly news: 'proof'; readonly pages: readonly string[]; readonly file: string };

const differenceNames =
  (station: string, ending: string) =>
  (since: number, version: number): string =>
    `${station}-v${since}-v${version}${ending}`;

/** Names of the files of a making, in its folder. */
export const filesOf = (station: string) => ({
  ...{ waiting: differenceNames(station, WAITING_ENDING), difference: differenceNames(station, DIFFERENCE_ENDING) },
  unsigned: `${station}.taanuu-unsigned`,
  signed: `${station}.taanuu`,
  memory: `${station}.memory.json`,
  proof: `${station}-proof.pdf`,
});
