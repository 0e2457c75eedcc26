import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { BoardFiles } from '../../core/ballot/secret/board.ts';

/** A board that lies in a folder. Throws as the file system does where there is none. */
export function boardFolder(folder: string): BoardFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'));
  return { paths: paths.sort(), read: async (path) => new Uint8Array(await readFile(join(folder, path))) };
}
