import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { toHex, utf8 } from '../../core/crypto/encoding.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { syncFolder as syncFolderAtOnce } from '../access/keys-file.ts';
import { storageProblem } from './failure.ts';

/** A file that was written, synced and read back. */
export interface WrittenFile {
  readonly file: string;
  /** Of the bytes that were read back, lower-case hex. */
  readonly sha256: string;
  /** Line feeds in the file. */
  readonly lines: number;
  readonly bytes: number;
}

const CHUNK_CHARACTERS = 65_536;

/** Pieces put together to chunks worth a write. */
function* chunksOf(pieces: Iterable<string | Uint8Array>): IterableIterator<Uint8Array> {
  let pending = '';
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      // In the order in which they came.
      if (pending !== '') yield utf8(pending);
      pending = '';
      yield piece;
      continue;
    }
    pending += piece;
    if (pending.length < CHUNK_CHARACTERS) continue;
    yield utf8(pending);
    pending = '';
  }
  yield utf8(pending);
}

/**
 * Writes a file: to a temporary name, synced, renamed, the folder synced, then read back and hashed. An older file of that
 * name is replaced only once the new one is whole.
 * @returns what lies on the medium, or `storage.full`, `storage.missing`, `storage.failed`,
 *   `storage.changed-on-medium` when reading back gives other bytes
 */
export async function writeWhole(
  file: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<Result<WrittenFile, Problem>> {
  const part = partOf(file);
  try {
    const written = createHash('sha256');
    const handle = await open(part, 'w', 0o600);
    try {
      for (const chunk of chunksOf(pieces)) {
        written.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(dirname(file));
    const read = await readBack(file);
    const expected = toHex(written.digest());
    if (read.sha256 === expected) return ok({ file, ...read });
    return err({ code: 'storage.changed-on-medium', params: { file: basename(file) } });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
}

/**
 * The same for a short text that must stand before anything else happens: whenever the power goes there is the old one or
 * the new one. It is not read back. Throws what the system says.
 */
export function replaceText(file: string, text: string): void {
  const part = partOf(file);
  try {
    // Where the folder is another user's, what lies there under that name may be a link to anything.
    rmSync(part, { force: true });
    const descriptor = openSync(part, 'wx', 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, file);
    syncFolderAtOnce(dirname(file));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

const partOf = (file: string): string => `${file}.part`;

/** Makes the rename itself durable; some file systems of sticks cannot sync a folder and say EINVAL. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error;
  } finally {
    await handle.close();
  }
}

async function readBack(file: string): Promise<Omit<WrittenFile, 'file'>> {
  const handle: FileHandle = await open(file, 'r');
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  for await (const chunk of handle.createReadStream()) {
    const read = chunk as Uint8Array;
    hash.update(read);
    bytes += read.length;
    for (let at = read.indexOf(0x0a); at >= 0; at = read.indexOf(0x0a, at + 1)) lines += 1;
  }
  return { sha256: toHex(hash.digest()), lines, bytes };
}
