import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { COPY_MAX_BYTES, copyPiece, headGoesOn, readCopy, readCopyHead } from '../../../core/copy/file.ts';
import { COPY_ENDING } from '../../../core/copy/head.ts';
import { NONCE_BYTES } from '../../../core/crypto/crypto.ts';
import { MAX_LINE_BYTES } from '../../../core/journal/canonical.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { syncFolder } from '../../storage/whole-file.ts';
import type { CopyTrouble, FoundCopy } from './protocol.ts';

/** One copy, open for appending. Every method throws what the file system says. */
export class FileOnStick {
  readonly #handle: FileHandle;
  readonly #id: string;
  readonly #key: Uint8Array;
  #lines: number;
  #end: number;

  private constructor(handle: FileHandle, id: string, key: Uint8Array, lines: number, end: number) {
    this.#handle = handle;
    this.#id = id;
    this.#key = key;
    this.#lines = lines;
    this.#end = end;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Makes a new copy under a temporary name first: a file of the copy's name always has a whole beginning. */
  static async begin(path: string, start: Uint8Array, id: string, key: Uint8Array): Promise<FileOnStick> {
    const part = `${path}.part`;
    await rm(part, { force: true });
    const made = await open(part, 'wx', 0o600);
    try {
      await made.writeFile(start);
      await made.sync();
    } finally {
      await made.close();
    }
    await putAside(path);
    await rename(part, path);
    await syncFolder(dirname(path));
    return new FileOnStick(await open(path, 'r+'), id, key, 0, start.length);
  }

  /**
   * Takes up a copy where it is whole, and cuts off what is not.
   * @returns null for another file than was looked at, or one that is too long
   */
  static async takeUp(
    path: string,
    id: string,
    key: Uint8Array,
  ): Promise<{ readonly file: FileOnStick; readonly last: string | null } | null> {
    const handle = await open(path, 'r+');
    try {
      const bytes = (await handle.stat()).size > COPY_MAX_BYTES ? new Uint8Array() : await handle.readFile();
      const begun = readCopyHead(bytes);
      if (begun?.head.id !== id) {
        await handle.close();
        return null;
      }
      const { lines, good } = readCopy(nodeCrypto, key, id, bytes, begun.end);
      if (good < bytes.length) {
        await handle.truncate(good);
        await handle.sync();
      }
      return { file: new FileOnStick(handle, id, key, lines.length, good), last: lines.at(-1) ?? null };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * Appends lines that follow those that are there, and returns when they are on the medium. What a failed write has
   * left lies behind the end that is known, and the next one begins there.
   * @param place of the first line, from 1
   */
  async append(place: number, lines: readonly string[]): Promise<number> {
    if (place !== this.#lines + 1) throw new Error('lines that do not follow');
    const piece = copyPiece(nodeCrypto, this.#key, this.#id, place, lines, randomBytes(NONCE_BYTES));
    for (let done = 0; done < piece.length; ) {
      const { bytesWritten } = await this.#handle.write(piece, done, piece.length - done, this.#end + done);
      done += bytesWritten;
    }
    await this.#handle.sync();
    this.#end += piece.length;
    this.#lines += lines.length;
    return this.#lines;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Another file of this name is kept beside: nobody knows what it is good for. */
async function putAside(path: string): Promise<void> {
  for (let n = 1; n < 100; n++) {
    const aside = `${path}.old-${n}`;
    if (await exists(aside)) continue;
    if (await exists(path)) await rename(path, aside);
    return;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** How the file is called that says who has gone on from a copy. */
const CONTINUED = '.continued';

/** The beginnings of the copies of this name; a folder that cannot be read has none. */
export async function copiesIn(folders: readonly string[], name: string): Promise<readonly FoundCopy[]> {
  const found: FoundCopy[] = [];
  for (const folder of folders) {
    const head = await headOf(join(folder, name));
    if (!head) continue;
    const continued = await beginningOf(join(folder, `${name}${CONTINUED}`), MAX_LINE_BYTES);
    found.push({ folder, head, continued });
  }
  return found;
}

/** Copies of whatever kiosk in these folders. */
export async function allCopiesIn(
  folders: readonly string[],
): Promise<readonly (FoundCopy & { readonly name: string })[]> {
  const found: (FoundCopy & { readonly name: string })[] = [];
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      if (!name.endsWith(COPY_ENDING)) continue;
      for (const one of await copiesIn([folder], name)) found.push({ ...one, name });
    }
  }
  return found;
}

/** Leaves word beside a copy that another kiosk has gone on from it. */
export async function markContinued(folder: string, name: string, text: string): Promise<void> {
  await replaceWhole(folder, `${name}${CONTINUED}`, Buffer.from(text));
}

/** Replaces a file: whenever the power goes there is the old one or the new one, whole. Throws what the system says. */
export async function replaceWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  const part = `${path}.part`;
  const made = await open(part, 'w', 0o600);
  try {
    await made.writeFile(bytes);
    await made.sync();
  } finally {
    await made.close();
  }
  await rename(part, path);
  await syncFolder(folder);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // A stick that is being pulled out: the next look tells.
    return [];
  }
}

/** What is read of a file to see a copy's head; one with the locks of many people is longer, and read in steps. */
const HEAD_PIECE_BYTES = 64 * 1024;

/** The head of a copy, however long the copy is; null for another kind of file. */
async function headOf(path: string): Promise<Uint8Array | null> {
  for (let bytes = HEAD_PIECE_BYTES; ; bytes *= 4) {
    const beginning = await beginningOf(path, bytes);
    const begun = beginning && readCopyHead(beginning);
    if (begun) return beginning.slice(0, begun.end);
    if (!beginning || beginning.length < bytes || !headGoesOn(beginning)) return null;
  }
}

/** At most so many first bytes; null for what is not there, or cannot be read: the next look tells. */
async function beginningOf(path: string, most: number): Promise<Uint8Array | null> {
  try {
    const handle = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** A whole copy; null for one that is too long. Throws what the system says. */
export async function wholeCopy(path: string): Promise<Uint8Array | null> {
  return (await stat(path)).size > COPY_MAX_BYTES ? null : readFile(path);
}

/** What an error of the file system means for a stick; undefined for what is a bug. */
export function troubleOf(error: unknown): CopyTrouble | undefined {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'copy.full';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'copy.read-only';
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
    case 'ENOTDIR':
    case 'EIO':
    case 'ESTALE':
    case 'ENOTCONN':
    case 'ESHUTDOWN':
      return 'copy.missing';
    case '':
      return undefined;
    default:
      return 'copy.failed';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
