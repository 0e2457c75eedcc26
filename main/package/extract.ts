import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';
import { syncFolder } from '../storage/whole-file.ts';
import type { PartName } from './format.ts';
import { openPackage } from './reader.ts';

/** Bytes that are copied at a time. */
const PIECE_BYTES = 256 * 1024;

/**
 * Writes what a package says openly and some of its parts, for a reader that has no business with the others: a file of the
 * whole one's length, with holes where the others stood. Manifest and signature are those of the package, byte for byte.
 * Written beside, synced, and only then given its name.
 * @param root as `openPackage` takes it
 * @returns the package's hash; what `openPackage` refuses, or what the disk says
 */
export async function extractParts(
  from: string,
  to: string,
  root: Uint8Array,
  names: readonly PartName[],
): Promise<Result<string, Problem>> {
  const opened = await openPackage(from, root);
  if (!opened.ok) return opened;
  const { manifest, partsAt, sha256 } = opened.value;
  await opened.value.close();
  const beside = `${to}.part`;
  try {
    const [source, made] = [await open(from, 'r'), await open(beside, 'w', 0o640)];
    try {
      await copyRange(source, made, 0, partsAt);
      let at = partsAt;
      for (const { name, bytes } of manifest.parts) {
        if (names.includes(name)) await copyRange(source, made, at, bytes);
        at += bytes;
      }
      await made.truncate((await stat(from)).size);
      await made.sync();
    } finally {
      await source.close();
      await made.close();
    }
    await rename(beside, to);
    await syncFolder(dirname(to));
    return ok(sha256);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    const problem = storageProblem(error, to);
    if (!problem) throw error;
    return { ok: false, error: problem };
  }
}

async function copyRange(from: FileHandle, to: FileHandle, start: number, bytes: number): Promise<void> {
  const buffer = Buffer.alloc(Math.min(bytes, PIECE_BYTES));
  for (let done = 0; done < bytes; ) {
    const { bytesRead } = await from.read(buffer, 0, Math.min(buffer.length, bytes - done), start + done);
    // A stick that was pulled out: what is missing is found when the copy is verified.
    if (bytesRead === 0) return;
    await to.write(buffer, 0, bytesRead, start + done);
    done += bytesRead;
  }
}
