import type { SaidDifference } from '../../core/election/difference-words.ts';
import type { ListChanges } from '../../core/election/list-changes.ts';
import type { Problem } from '../../core/problem/catalogue.ts';

/** What the commission's console shows of packages that are made at it. */
export interface PackagesView {
  /** Whether the root key lies here: it signs after two codes; elsewhere: what is made goes out to be signed. */
  readonly signs: 'here' | 'elsewhere';
  readonly making: MakingView | null;
  /** Who did what, the latest first. */
  readonly acts: readonly PackageActRow[];
}

/** Packages that are made of one folder together, or were. */
export interface MakingView {
  readonly id: string;
  /** Name of the folder. */
  readonly source: string;
  readonly state: 'running' | 'made' | 'stopped' | 'failed' | 'signed';
  /** Rows of the list that were read, while it is read. */
  readonly rows: number;
  /** Voters that were taken from it; null: it is still read. */
  readonly taken: number | null;
  readonly leftOut: number;
  /** Photos and fingers that could not be used. */
  readonly unusable: number;
  /** Of the stations, how many have been made, and how many could not be. */
  readonly stations: number;
  readonly made: number;
  readonly failed: number;
  /** The station that is being made, and how many of its voters are in. */
  readonly now: { readonly station: string; readonly voters: number } | null;
  /** Why nothing came of it. */
  readonly problem: Problem | null;
}

export interface PackageActRow {
  readonly n: number;
  readonly at: string;
  /** Names of those who did it. */
  readonly who: readonly string[];
  readonly act: 'began' | 'made' | 'failed' | 'stopped' | 'proof' | 'signed' | 'took' | 'out';
  readonly about: string;
  readonly sha256: string | null;
}

/** A folder or a stick that packages can be made of, or go to. */
export interface PackagesPlace {
  readonly path: string;
  readonly name: string;
  readonly stick: boolean;
}

/** A station of the making. */
export interface PackageRow {
  readonly station: string;
  readonly state: 'made' | 'failed' | 'signed';
  readonly version: number | null;
  readonly voters: number | null;
  /** Without a photo or a finger that the folder has for them. */
  readonly incomplete: number | null;
  /** Of the whole package. */
  readonly bytes: number | null;
  /** What leads to it from versions before, the newest first; none where that would be no shorter than the package. */
  readonly differences: readonly DifferenceRow[];
  readonly problem: Problem | null;
}

/** A file that leads to a package from a version before it. */
export interface DifferenceRow {
  readonly since: number;
  readonly bytes: number;
}

/** What was left out of a list, as the report has it. */
export interface LeftOutRow {
  /** Row of the list; 0: its head line, or no row at all. */
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  /** The voter was taken without it. */
  readonly taken: boolean;
}

/** The rows of a making; of what was left out the first, and the file that has all of it. */
export interface MakingRows {
  readonly id: string;
  readonly packages: readonly PackageRow[];
  readonly leftOut: readonly LeftOutRow[];
  readonly report: string;
}

/** One package, before and after it is signed. */
export interface PackageDetail {
  readonly row: PackageRow;
  /** Name of the package, hex. */
  readonly sha256: string;
  /** Words of the root key. */
  readonly words: readonly string[];
  readonly parts: readonly { readonly name: string; readonly count: number; readonly sha256: string }[];
  /** What it changes; null: it is the first that is remembered. */
  readonly changes: {
    readonly since: number;
    readonly differences: readonly SaidDifference[];
    readonly list: ListChanges | null;
  } | null;
}

/** A proof that was drawn: its sheets are asked for one by one. */
export interface DrawnProof {
  readonly pages: number;
  /** The PDF. */
  readonly file: string;
}
