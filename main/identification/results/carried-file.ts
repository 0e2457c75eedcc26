import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { RESULTS_LIMITS } from '../../../core/results/results-file.ts';
import type { ToldResults } from '../ballot-zone/results-told.ts';

const PIECE_BYTES = 1024 * 1024;

/**
 * A results file where the ballot zone has put it, held against the hash that it was named by and never read for what it says.
 * The folder is the other zone's: what is no plain file there (a link to one of ours) is not opened.
 */
export class CarriedFile {
  readonly file: string;
  readonly sha256: string;
  readonly sitting: string;
  readonly bytes: number;
  /** Why it cannot be carried; null: it can. */
  readonly problem: Problem | null;
  #from: number | null;

  private constructor(told: ToldResults, sitting: string, from: number | null, bytes: number) {
    this.file = told.file;
    this.sha256 = told.sha256;
    this.sitting = sitting;
    this.bytes = bytes;
    this.#from = from;
    this.problem = from === null ? { code: 'ballot-zone.file-changed', params: { file: told.file } } : null;
  }

  static async open(folder: string, told: ToldResults, sitting: string): Promise<CarriedFile> {
    let from: number;
    try {
      // O_NONBLOCK: a pipe of that name would hold up whoever opens it.
      from = openSync(join(folder, told.file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch {
      return new CarriedFile(told, sitting, null, 0);
    }
    const found = fstatSync(from);
    const whole = found.isFile() && found.size > 0 && found.size <= RESULTS_LIMITS.whole;
    if (whole && (await hashOf(from, found.size)) === told.sha256) {
      return new CarriedFile(told, sitting, from, found.size);
    }
    closeSync(from);
    return new CarriedFile(told, sitting, null, 0);
  }

  /** Its bytes from one place to another; null: they are not there any more. */
  read(begin: number, end: number): Uint8Array | null {
    if (this.#from === null) return null;
    const data = Buffer.alloc(end - begin);
    return readSync(this.#from, data, 0, data.length, begin) === data.length ? data : null;
  }

  close(): void {
    if (this.#from !== null) closeSync(this.#from);
    this.#from = null;
  }
}

/** Voters are served meanwhile, at another kiosk's sitting perhaps: a piece at a time. */
async function hashOf(from: number, size: number): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = 0; at < size; ) {
    const read = readSync(from, piece, 0, Math.min(PIECE_BYTES, size - at), at);
    if (read === 0) break;
    hash.update(piece.subarray(0, read));
    at += read;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return hash.digest('hex');
}
