import { basename } from 'node:path';
import type { Problem } from '../../core/problem/catalogue.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * The problem behind an error of SQLite or of the file system; undefined when the error is something else (a bug).
 * Zones use it where they catch what a write has thrown.
 *
 * @param error what was thrown; SQLite's extended result codes are understood (https://sqlite.org/rescode.html)
 * @param path the file that was worked on; only its name is told
 */
export function storageProblem(error: unknown, path: string): Problem | undefined {
  const code = codeOf(error);
  const params = { file: basename(path) };
  if (code.startsWith('SQLITE_NOTADB')) return { code: 'storage.wrong-key', params };
  if (code.startsWith('SQLITE_CORRUPT')) return { code: 'storage.damaged', params };
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT') return { code: 'storage.full', params };
  if (code === 'ENOENT' || code.startsWith('SQLITE_CANTOPEN') || isMissingFolder(error)) {
    return { code: 'storage.missing', params };
  }
  if (/^(SQLITE_(IOERR|READONLY|BUSY|LOCKED|PERM)|E(IO|ACCES|PERM|ROFS|BUSY|NODEV|ISDIR|NOTDIR|EXIST)$)/.test(code)) {
    return { code: 'storage.failed', params };
  }
  return undefined;
}

/**
 * Work that nobody waits for. That the disk has refused one of its events stands on every screen already; anything else is
 * a bug, and is thrown on.
 */
export async function unlessDiskRefuses(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (storageProblem(error, 'journal') === undefined) throw error;
  }
}

/** better-sqlite3 looks for the folder itself and says so in words only. */
function isMissingFolder(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes('directory does not exist');
}
