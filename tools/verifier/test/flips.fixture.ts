import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyBoard } from '../board.ts';
import { fromHex, toHex, utf8 } from '../bytes.ts';
import { canonical, type Json, readJson } from '../json.ts';
import { manifestHash } from '../manifest.ts';
import { Tree } from '../tree.ts';
import { OPTIONS } from './broken.fixture.ts';
import { type Loose, testCodeOf, writeFiles } from './prover.fixture.ts';

/**
 * One bit of a board flipped, and every hash, code and root that follows from it computed anew, so that only the proofs
 * (and what must fit together) can refuse: signatures and hashes of files are not looked at.
 */
export type BoardFiles = Readonly<Record<string, string>>;

/** What became of one flip: the rules that refuse it, or the field whose change nothing but a signature would find. */
export type Outcome = { readonly refused: readonly string[] } | { readonly accepted: string };

/**
 * Fields that no proof speaks of, or that are computed anew: the signatures hold them, and a voter's own slip the codes of
 * opened attempts. Everything else is held by proofs, and a flip in it must be refused.
 */
export const HELD_BY_SIGNATURES: ReadonlySet<string> = new Set([
  'signature/key',
  'signature/value',
  'files/sha256',
  'manifest',
  'root',
  'sha256',
  'challenged',
  'sessions/abandoned',
  'decision',
]);

const parsed = (bytes: Uint8Array): Json[] | null => {
  if (bytes.at(-1) !== 10) return null;
  const values: Json[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const json = readJson(bytes.subarray(from, end));
    if ('why' in json) return null;
    values.push(json.value);
    from = end + 1;
  }
  return values;
};

/** The files with everything computed anew that follows from others; null where the flipped one is no board's any more. */
function recomputed(files: Readonly<Record<string, Loose[]>>): BoardFiles | null {
  try {
    const [manifest] = files['manifest.json']!;
    const M = toHex(manifestHash(manifest));
    return Object.fromEntries(
      Object.entries(files).map(([path, [head, ...ballots]]) => {
        if (path === 'manifest.json') return [path, `${canonical(manifest)}\n`];
        if (path.startsWith('batches/')) {
          const coded = ballots.map((ballot) => ({ ballot, code: toHex(testCodeOf(manifest, head.station, ballot)) }));
          coded.sort((one, other) => (one.code < other.code ? -1 : 1));
          const tree = new Tree();
          for (const { code } of coded) tree.add(fromHex(code, 32)!);
          const body = coded.map(({ ballot }) => `${canonical(ballot)}\n`).join('');
          const sha256 = createHash('sha256').update(body).digest('hex');
          return [path, `${canonical({ ...head, manifest: M, root: toHex(tree.root()), sha256 })}\n${body}`];
        }
        return [path, `${canonical({ ...head, manifest: M })}\n`];
      }),
    );
  } catch {
    return null;
  }
}

/** Where two values differ first: fields by slashes, without numbers of lists. */
function differs(one: Loose, other: Loose): string {
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return '';
  const field = Object.keys(one).find((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key])) ?? '?';
  const inside = differs(one[field], other[field]);
  return [...(Array.isArray(one) ? [] : [field]), ...(inside === '' ? [] : [inside])].join('/');
}

/**
 * @param folder holds the board as it is, and does again afterwards
 * @param at which byte of the file, and which of its bits
 */
export async function flip(folder: string, board: BoardFiles, file: string, at: number, bit: number): Promise<Outcome> {
  const bytes = utf8(board[file]!);
  bytes[at]! ^= 1 << bit;
  const values = parsed(bytes);
  const all = Object.entries(board).map(([path, text]) => [path, path === file ? values : parsed(utf8(text))]);
  const fits = values === null ? null : recomputed(Object.fromEntries(all));
  if (fits === null) writeFileSync(join(folder, file), bytes);
  else writeFiles(folder, fits);
  const { findings } = await verifyBoard(folder, { ...OPTIONS, signatures: false });
  writeFiles(folder, board);
  if (findings.length > 0) return { refused: [...new Set(findings.map(({ rule }) => rule))] };
  const before = parsed(utf8(board[file]!));
  // The number of the line is the first step.
  return { accepted: differs(before, values) };
}
