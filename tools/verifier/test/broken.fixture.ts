import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Options, type Report, verifyBoard } from '../board.ts';
import { canonical } from '../json.ts';
import type { Rule } from '../rules.ts';
import {
  filesOfBoard,
  type Keys,
  type Loose,
  signed,
  soundBoard,
  type TestBoard,
  writeBoard,
} from './prover.fixture.ts';

/** One rule broken, everything else made to fit: hashes, codes, roots and signatures are those of the lie. */
export interface Broken {
  readonly rule: Rule;
  readonly what: string;
  /** Where it must be found: file, place. */
  readonly at: readonly [file: string, place: string | RegExp];
  /** Rules that cannot hold either where this one does not. */
  readonly also?: readonly Rule[];
  /** The manifest before anything was made of it. */
  readonly manifest?: (manifest: Loose, keys: Keys) => void;
  /** The whole board, before it is spelled. */
  readonly board?: (board: TestBoard) => void;
  /** The files before they are listed and signed. */
  readonly files?: (files: Files, board: TestBoard) => void;
  /** What lies in the folder afterwards. */
  readonly written?: (folder: string, board: TestBoard) => void;
  readonly options?: Partial<Options>;
}
export type Files = Record<string, string>;

export const OPTIONS: Options = {
  key: null,
  workers: 0,
  slow: false,
  signatures: true,
  codes: [],
  progress: () => {},
};

/** The files of soundBoard(). */
export const B1 = 'batches/7001-p1-s1.ndjson';
export const B2 = 'batches/7002-p2-s1.ndjson';
export const R1 = 'results/dep-1.json';
export const W2 = 'withheld/dep-2.json';

/** Changes the head of the first batch, and signs it again. */
export const resealed = (change: (head: Loose) => void) => (board: TestBoard) => {
  const { head } = board.batches[0]!;
  change(head);
  signed(head, board.keys.panels.p1!);
};

/** Changes what stands in a file. */
export const rewritten = (file: string, change: (value: Loose) => void) => (files: Files) => {
  const value: Loose = JSON.parse(files[file]!);
  change(value);
  files[file] = `${canonical(value)}\n`;
};

/** Makes the board and verifies it; the caller removes the folder. */
export async function verified(
  of: Omit<Broken, 'rule' | 'what' | 'at' | 'also'>,
): Promise<Report & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-verify-'));
  const board = soundBoard(of.manifest);
  of.board?.(board);
  const files = filesOfBoard(board);
  of.files?.(files, board);
  writeBoard(folder, files, board);
  of.written?.(folder, board);
  return { folder, ...(await verifyBoard(folder, { ...OPTIONS, ...of.options })) };
}
