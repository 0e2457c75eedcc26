import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGE_LIMITS } from './page-scanner.ts';
import { type PnmImage, PnmReader } from './pnm.ts';

/** The largest page, in colours of 16 bits, with its head: a file that grows beyond it is stopped by the kernel. */
export const PAGE_FILE_BYTES = PAGE_LIMITS.pixels * 6 + 4_096;

/** Pages of people's documents never reach a disk where the system has files in memory. */
const MEMORY_FOLDER = '/dev/shm';

/** A folder in `parent`, or else in memory, that only this user can look into; null where there is no room for one. */
export async function batchFolder(
  parent = existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir(),
): Promise<{ readonly path: string; remove(): Promise<void> } | null> {
  try {
    const path = await mkdtemp(join(parent, 'taanuu-pages-'));
    return { path, remove: () => rm(path, { recursive: true, force: true }).catch(() => {}) };
  } catch {
    return null;
  }
}

/** Reads and removes a sheet of a batch; null where it is no whole image. */
export async function pageFile(folder: string, sheet: number): Promise<PnmImage | null> {
  const file = join(folder, `${sheet}.pnm`);
  try {
    const reader = new PnmReader();
    const images = reader.push(await readFile(file));
    return images.length === 1 && reader.atEnd ? images[0]! : null;
  } catch {
    return null;
  } finally {
    await rm(file, { force: true }).catch(() => {});
  }
}
