import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Bytes, toHex } from './bytes.ts';
import { Sha256 } from './files.ts';
import type { Findings } from './findings.ts';
import { type Json, readJson } from './json.ts';

/** Longest file that is read as a whole: results and manifest; a batch is read by pieces. */
const LONGEST_FILE = 256 * 1024 * 1024;

/** What a board has beside board.json. */
const FILES = /^(manifest\.json|batches\/[^/]+\.ndjson|(results|withheld)\/[^/]+\.json)$/;

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** @returns what is made of a file; null where it cannot be read, which is a finding then, once for each file */
export async function tried<T>(file: string, findings: Findings, make: () => T | Promise<T>): Promise<T | null> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof RangeError) && !isSystemError(error)) throw error;
    if (!findings.kept.some((one) => one.file === file && one.rule === 'file-unreadable'))
      findings.find(file, '', 'file-unreadable', (error as Error).message);
    return null;
  }
}

/** @returns what stands in a file of one line; null where it is not readable or not canonical, which is a finding */
export async function jsonOf(folder: string, file: string, findings: Findings): Promise<Json | null> {
  const path = join(folder, file);
  const bytes = await tried(file, findings, () => {
    if (statSync(path).size > LONGEST_FILE) throw new RangeError('too long');
    return readFileSync(path);
  });
  if (bytes === null) return null;
  if (bytes.at(-1) !== 10) {
    findings.find(file, '', 'spelling', 'no line feed at the end');
    return null;
  }
  const json = readJson(bytes.subarray(0, -1));
  if ('value' in json) return json.value;
  findings.find(file, '', 'spelling', json.why);
  return null;
}

/** SHA-256 of a file in hex, read by pieces. */
export async function hashOf(path: string): Promise<string> {
  const whole = new Sha256();
  for await (const bytes of createReadStream(path)) whole.add(bytes as Uint8Array);
  return whole.hex();
}

/**
 * The list of board.json against the files that there are.
 * @param hashes of files that have been read already; null: hashes are not looked at
 */
export async function checkList(
  folder: string,
  listed: readonly { readonly path: string; readonly sha256: Bytes }[],
  present: ReadonlySet<string>,
  hashes: ReadonlyMap<string, string> | null,
  findings: Findings,
): Promise<void> {
  for (const { path, sha256 } of listed) {
    if (!present.has(path) || path === 'board.json') {
      findings.find(path, '', 'file-missing');
      continue;
    }
    if (!FILES.test(path)) findings.find(path, '', 'file-strange');
    if (hashes === null) continue;
    const hash = hashes.get(path) ?? (await tried(path, findings, () => hashOf(join(folder, path))));
    if (hash !== null && hash !== toHex(sha256)) findings.find(path, '', 'file-hash');
  }
  const paths = new Set(listed.map(({ path }) => path));
  for (const file of present) if (file !== 'board.json' && !paths.has(file)) findings.find(file, '', 'file-unlisted');
}
