import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { syncFolder } from '../../access/keys-file.ts';
import { storageProblem } from '../failure.ts';
import { makePrivateFolder } from '../folder.ts';
import { type BlockFile, openBlockFile } from './block-file.ts';
import { cellsOf } from './cells.ts';
import { overwritesInPlace } from './file-system.ts';
import { fileBytes, type RandomBytes, requireSpec, type SlotFileSpec } from './format.ts';
import { SlotFile } from './slot-file.ts';
import { start } from './start.ts';

/** Random bytes are made and written in pieces of this size. */
const PIECE_BYTES = 1 << 20;

/** How a slot file begins: empty, or as a copy that counts only once `fill` has ended it. */
export type Beginning = 'clear' | 'filling';

/**
 * Makes a slot file and opens it. Every byte of it is random and on the disk before it has its name, so that it is never
 * sparse and no write will ever move it. There must be no such file.
 * @returns `ballot-store.file-system`, `storage.full`, `storage.missing`, `storage.failed`
 */
export function createSlotFile(
  path: string,
  spec: SlotFileSpec,
  { beginning = 'clear', random = randomBytes }: { beginning?: Beginning; random?: RandomBytes } = {},
): Result<SlotFile, Problem> {
  if (existsSync(path)) throw new Error('there is such a slot file already');
  const part = `${path}.part`;
  const made = onDisk(path, () => {
    makePrivateFolder(dirname(path));
    const fit = overwritesInPlace(dirname(path));
    if (!fit.ok) return fit;
    const file = openSync(part, 'w', 0o600);
    try {
      ftruncateSync(file, fileBytes(spec));
    } finally {
      closeSync(file);
    }
    const blocks = openBlockFile(part);
    try {
      begin(blocks, spec, beginning, random);
    } finally {
      blocks.close();
    }
    renameSync(part, path);
    syncFolder(dirname(path));
    return ok(null);
  });
  if (made.ok) return openSlotFile(path, spec, random);
  rmSync(part, { force: true });
  return made;
}

/**
 * Opens a slot file and settles what a stop has left half done.
 * @returns `ballot-store.file-system`, `storage.missing`, `storage.damaged` (another size), `storage.wrong-key`,
 *   `storage.failed`
 */
export function openSlotFile(
  path: string,
  spec: SlotFileSpec,
  random: RandomBytes = randomBytes,
): Result<SlotFile, Problem> {
  return onDisk(path, () => {
    const blocks = openBlockFile(path);
    const fit = overwritesInPlace(dirname(path));
    if (fit.ok) return slotFileOn(blocks, basename(path), spec, random);
    blocks.close();
    return fit;
  });
}

/** Makes a slot file of whatever these blocks hold. Throws what the system says. */
export function begin(blocks: BlockFile, spec: SlotFileSpec, beginning: Beginning, random: RandomBytes): void {
  requireSpec(spec);
  for (let at = 0; at < blocks.bytes; at += PIECE_BYTES) {
    blocks.write(at, random(Math.min(PIECE_BYTES, blocks.bytes - at)));
  }
  blocks.sync();
  cellsOf(blocks, spec, random).write({ state: beginning, kept: 0 });
}

/** The slot file in these blocks. Throws what the system says. @param name of the file, for problems */
export function slotFileOn(
  blocks: BlockFile,
  name: string,
  spec: SlotFileSpec,
  random: RandomBytes,
): Result<SlotFile, Problem> {
  requireSpec(spec);
  let opened: SlotFile | undefined;
  try {
    const standing = start(blocks, spec, random);
    if (standing === 'size') return err({ code: 'storage.damaged', params: { file: name } });
    if (standing === 'key') return err({ code: 'storage.wrong-key', params: { file: name } });
    opened = new SlotFile(blocks, name, spec, random, standing);
    return ok(opened);
  } finally {
    if (!opened) blocks.close();
  }
}

/** Overwrites a whole slot file with random bytes and removes it. What a flash disk keeps goes with the keys only. */
export function destroySlotFile(path: string): Result<null, Problem> {
  if (!existsSync(path)) return ok(null);
  return onDisk(path, () => {
    const blocks = openBlockFile(path);
    try {
      for (let at = 0; at < blocks.bytes; at += PIECE_BYTES) {
        blocks.write(at, randomBytes(Math.min(PIECE_BYTES, blocks.bytes - at)));
      }
      blocks.sync();
    } finally {
      blocks.close();
    }
    rmSync(path);
    syncFolder(dirname(path));
    return ok(null);
  });
}

function onDisk<T>(path: string, work: () => Result<T, Problem>): Result<T, Problem> {
  try {
    return work();
  } catch (error) {
    const problem = storageProblem(error, path);
    if (!problem) throw error;
    return err(problem);
  }
}
