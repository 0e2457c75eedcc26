import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it. Node's own recursive mkdir never returns where a file system answers ENOENT to a
 * mkdir, as /proc does.
 * @throws what mkdir says, for the first folder that cannot be made
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Made by another process in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Makes a folder for its owner alone (0700), and those above it. */
export const makePrivateFolder = (path: string): void => makeFolder(path, 0o700);
