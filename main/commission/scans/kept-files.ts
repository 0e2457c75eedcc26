import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../../../core/crypto/encoding.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { RESULTS_LIMITS } from '../../../core/results/results-file.ts';
import { RESULTS_ENDING } from '../../../core/results/results-name.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { syncFolder } from '../../storage/whole-file.ts';
import type { FilePieces, ScanFault } from './pieces.ts';

/** Most that is kept here, in bytes: what was taken first makes room. */
const KEPT_BYTES = 4 * 1024 ** 3;

/**
 * Results files that came to this console on sticks, each under its hash. Of every one the hub has said that it is the
 * station's: here it is kept so that its images are there without the hub.
 */
export class KeptFiles {
  readonly #folder: string;
  readonly #most: number;

  constructor(folder: string, most: number = KEPT_BYTES) {
    this.#folder = folder;
    this.#most = most;
  }

  /** A file of that hash, which may be `missing` here. */
  file(sha256: string): FilePieces {
    const path = this.#path(sha256);
    return { read: (from, to) => bytesOf(path, from, to) };
  }

  /**
   * Keeps those results files of a stick that are wanted. Throws what the system says of a stick that cannot be read.
   * @param isWanted by the hash of the whole file
   * @returns how many of them lie there, and are kept now
   */
  async take(stick: string, isWanted: (sha256: string) => boolean): Promise<number> {
    const files = readdirSync(stick, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(RESULTS_ENDING))
      .map((entry) => join(entry.parentPath, entry.name));
    const kept = new Set<string>();
    for (const file of files) {
      if ((await stat(file)).size > RESULTS_LIMITS.whole) continue;
      const sha256 = await hashOf(file);
      if (!isWanted(sha256)) continue;
      if (await this.#keep(file, sha256)) kept.add(sha256);
    }
    if (kept.size > 0) await this.#makeRoom();
    return kept.size;
  }

  /** @returns false: what was copied is another file than was looked at */
  async #keep(file: string, sha256: string): Promise<boolean> {
    makePrivateFolder(this.#folder);
    const part = `${this.#path(sha256)}.part`;
    try {
      await copyFile(file, part);
      if ((await hashOf(part)) !== sha256) return false;
      const handle = await open(part, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(part, this.#path(sha256));
      await syncFolder(this.#folder);
      return true;
    } finally {
      await rm(part, { force: true });
    }
  }

  async #makeRoom(): Promise<void> {
    const files = readdirSync(this.#folder)
      .filter((name) => name.endsWith(RESULTS_ENDING))
      .map((name) => {
        const path = join(this.#folder, name);
        const { size, ctimeMs } = statSync(path);
        return { path, size, ctimeMs };
      })
      .sort((a, b) => b.ctimeMs - a.ctimeMs);
    let sum = 0;
    for (const { path, size } of files) {
      sum += size;
      if (sum > this.#most) await rm(path, { force: true });
    }
  }

  #path(sha256: string): string {
    return join(this.#folder, `${sha256}${RESULTS_ENDING}`);
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return toHex(hash.digest());
}

async function bytesOf(path: string, from: number, to: number): Promise<Result<Uint8Array, ScanFault>> {
  try {
    const handle = await open(path);
    try {
      const length = Math.max(0, Math.min(to, (await handle.stat()).size) - from);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return ok(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    // Not taken yet, or a disk that does not give it: the hub has it too.
    return err('missing');
  }
}
