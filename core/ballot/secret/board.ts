import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { toHex } from '../../crypto/encoding.ts';
import { by } from './batch.ts';
import { castAndChallenged, checkBatch, nothingSeen, type Seen } from './check-batch.ts';
import {
  hex32,
  isSigned,
  readFileOf,
  type Signer,
  signatureSchema,
  signed,
  type VerifySignature,
  writeFileOf,
} from './file.ts';
import type { Finding, Rule } from './finding.ts';
import type { Group } from './group.ts';
import { isSorted, type Manifest, manifestFault, manifestHash, manifestSchema } from './manifest.ts';
import {
  checkResult,
  checkWithheld,
  type ResultGround,
  resultPath,
  resultSchema,
  withheldPath,
  withheldSchema,
} from './result.ts';
import { emptySet } from './sets.ts';
import { checkTrustees } from './trustees.ts';

export const BOARD_FILE = 'board.json';
export const MANIFEST_FILE = 'manifest.json';

const boardSchema = z.strictObject({
  format: z.literal('taanuu/board/1'),
  manifest: hex32,
  files: z.array(z.strictObject({ path: z.string().min(1).max(300), sha256: hex32 })).max(1_000_000),
  signature: signatureSchema,
});

/** `board.json` of these files (path and bytes), signed by the commission. @param manifest M */
export function makeBoard(
  manifest: Uint8Array,
  files: Iterable<readonly [path: string, bytes: Uint8Array]>,
  signer: Signer,
): Uint8Array {
  const listed = [...files]
    .map(([path, bytes]) => ({ path, sha256: toHex(sha256(bytes)) }))
    .sort(by(({ path }) => path));
  return writeFileOf(signed({ format: 'taanuu/board/1', manifest: toHex(manifest), files: listed }, signer));
}

/** A board as a folder: the paths of all files in it, with slashes, and their bytes one at a time. */
export interface BoardFiles {
  readonly paths: readonly string[];
  readonly read: (path: string) => Promise<Uint8Array>;
}

/** With what a board is read. */
export interface BoardTools {
  readonly group: Group;
  readonly verify: VerifySignature;
  /** The commission's key as it is known from elsewhere (32 bytes); null: whoever signed the manifest. */
  readonly commission: Uint8Array | null;
  /** `opening`: before the results, for the trustees; `complete`: every style has its result or the reason why it has none. */
  readonly stage: 'opening' | 'complete';
}

/** What a board says. */
export interface ReadBoard {
  /** Everything that does not hold; empty: all of it does. */
  readonly findings: readonly Finding[];
  /** Undefined where the manifest cannot be read or its trustees do not hold: nothing else was looked at then. */
  readonly ground: (ResultGround & { readonly of: Manifest }) | undefined;
  readonly seen: Seen;
  /** Merkle root of each batch as it stands on paper: file and hex. */
  readonly roots: readonly { readonly file: string; readonly root: string; readonly ballots: number }[];
}

/** Reads a whole board and checks everything on it, whatever it finds on the way. One batch is in memory at a time. */
export async function readBoard(files: BoardFiles, tools: BoardTools): Promise<ReadBoard> {
  const findings: Finding[] = [];
  const find = (file: string, rule: Rule, place = ''): void => void findings.push({ file, place, rule });
  const seen = nothingSeen();
  const roots: { file: string; root: string; ballots: number }[] = [];
  const hashes = new Map<string, string>();
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = await files.read(path);
    hashes.set(path, toHex(sha256(bytes)));
    return bytes;
  };
  const manifest = await manifestOf(files, read, tools, find);
  const ground = manifest === undefined ? undefined : groundOf(manifest, tools, find);
  if (manifest !== undefined && ground !== undefined) {
    const batchGround = { ...ground, key: ground.trustees.key, verify: tools.verify };
    for (const path of files.paths.filter((one) => one.startsWith('batches/')).sort()) {
      const { head, findings: found } = checkBatch(batchGround, path, await read(path), seen);
      findings.push(...found);
      if (head !== undefined) roots.push({ file: path, root: head.root, ballots: head.ballots });
    }
    for (const code of castAndChallenged(seen)) find(BOARD_FILE, 'cast-and-challenged', code);
    for (const style of manifest.styles) {
      const set = seen.sets.get(style.id) ?? emptySet(tools.group, style);
      const [result, withheld] = [resultPath(style.id), withheldPath(style.id)].map((path) =>
        files.paths.includes(path),
      );
      if (result && withheld) find(resultPath(style.id), 'both');
      if (set.ballots === 0 && result) find(resultPath(style.id), 'empty');
      if (set.ballots === 0 && withheld) find(withheldPath(style.id), 'empty');
      if (!result && !withheld && set.ballots > 0 && tools.stage === 'complete') find(resultPath(style.id), 'neither');
      if (result) {
        const value = readFileOf(await read(resultPath(style.id)), resultSchema);
        if (value === undefined) find(resultPath(style.id), 'spelling');
        else findings.push(...checkResult(ground, style, set, value));
      }
      if (withheld) {
        const value = readFileOf(await read(withheldPath(style.id)), withheldSchema);
        if (value === undefined) find(withheldPath(style.id), 'spelling');
        else findings.push(...checkWithheld(ground, style, set, value));
      }
    }
  }
  await checkList(files, read, hashes, manifest, tools, find);
  return { findings, ground, seen, roots };
}

type Find = (file: string, rule: Rule, place?: string) => void;
type Read = (path: string) => Promise<Uint8Array>;

async function manifestOf(files: BoardFiles, read: Read, tools: BoardTools, find: Find): Promise<Manifest | undefined> {
  if (!files.paths.includes(MANIFEST_FILE)) {
    find(MANIFEST_FILE, 'missing');
    return undefined;
  }
  const manifest = readFileOf(await read(MANIFEST_FILE), manifestSchema);
  if (manifest === undefined) {
    find(MANIFEST_FILE, 'spelling');
    return undefined;
  }
  if (!isSigned(manifest, tools.verify)) find(MANIFEST_FILE, 'signature');
  if (tools.commission !== null && manifest.signature.key !== toHex(tools.commission)) find(MANIFEST_FILE, 'signer');
  return manifest;
}

function groundOf(
  of: Manifest,
  { group }: BoardTools,
  find: Find,
): (ResultGround & { readonly of: Manifest }) | undefined {
  const fault = manifestFault(of);
  if (fault !== null) {
    find(MANIFEST_FILE, `manifest-${fault}`);
    return undefined;
  }
  const trustees = checkTrustees(group, of, of.trustees, of.key);
  if (!trustees.ok) {
    const { trustee, rule } = trustees.error;
    find(MANIFEST_FILE, `trustee-${rule}`, trustee === null ? 'key' : `trustees/members/${trustee - 1}`);
    return undefined;
  }
  return { group, of, manifest: manifestHash(of), minimum: of.minimum, trustees: trustees.value };
}

/** Whether the folder has the files that the commission has signed for, and no others. */
async function checkList(
  files: BoardFiles,
  read: Read,
  hashes: ReadonlyMap<string, string>,
  manifest: Manifest | undefined,
  tools: BoardTools,
  find: Find,
): Promise<void> {
  if (!files.paths.includes(BOARD_FILE)) return find(BOARD_FILE, 'missing');
  const board = readFileOf(await files.read(BOARD_FILE), boardSchema);
  if (board === undefined) return find(BOARD_FILE, 'spelling');
  if (!isSigned(board, tools.verify)) find(BOARD_FILE, 'signature');
  if (manifest !== undefined) {
    if (board.signature.key !== manifest.signature.key) find(BOARD_FILE, 'signer');
    if (board.manifest !== toHex(manifestHash(manifest))) find(BOARD_FILE, 'manifest');
  }
  if (!isSorted(board.files.map(({ path }) => path))) find(BOARD_FILE, 'order', 'files');
  const listed = new Map(board.files.map(({ path, sha256: hash }) => [path, hash]));
  const isNamed = namesOf(manifest);
  for (const path of files.paths) {
    if (path === BOARD_FILE) continue;
    if (!listed.has(path)) find(path, 'unlisted');
    else if (!isNamed(path)) find(path, 'path');
  }
  for (const [path, hash] of listed) {
    if (!files.paths.includes(path)) find(path, 'missing');
    else {
      if (!hashes.has(path)) await read(path);
      if (hashes.get(path) !== hash) find(path, 'hash');
    }
  }
}

/** Whether a file has a name that a board has: nothing lies on a board that nobody looks at. */
function namesOf(manifest: Manifest | undefined): (path: string) => boolean {
  const styles = manifest?.styles.flatMap(({ id }) => [resultPath(id), withheldPath(id)]) ?? [];
  const names = new Set([MANIFEST_FILE, ...styles]);
  return (path) => names.has(path) || /^batches\/[0-9a-z-]+\.ndjson$/.test(path);
}
