import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @returns every file of a folder by its path from there, with `/`, sorted; links are not followed and count as files */
export function filesOf(folder: string): readonly string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inside = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(inside);
      else found.push(inside);
    }
  };
  walk('');
  return found.sort();
}

/** Longest line that is read: the head of a batch with 400,000 challenged codes has some 27 MB. */
export const LONGEST_LINE = 64 * 1024 * 1024;

/** A file read piece by piece. */
export interface Piece {
  /** Whole lines with their line feeds; at the end of a file also what follows the last line feed. */
  readonly lines: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a file by lines, and hashes it on the way.
 * @param size about so many bytes are given at a time (more where a line is longer)
 * @param seen given every byte that is read, in order
 * @throws {RangeError} at a line longer than LONGEST_LINE; what the file system says
 */
export async function* linesOf(path: string, size: number, seen: (bytes: Uint8Array) => void): AsyncGenerator<Piece> {
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const read of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const chunk = Uint8Array.from(read as Uint8Array);
    seen(chunk);
    const end = chunk.lastIndexOf(10) + 1;
    if (end === 0 || bytes + end < size) {
      held.push(chunk);
      bytes += chunk.length;
      if (bytes > LONGEST_LINE) throw new RangeError('a line without end');
      continue;
    }
    yield { lines: concatenated([...held, chunk.subarray(0, end)]) };
    held = end < chunk.length ? [chunk.slice(end)] : [];
    bytes = chunk.length - end;
  }
  if (bytes > 0) yield { lines: concatenated(held) };
}

function concatenated(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @returns the lines of a piece, without their line feeds, and whether the last one had its own */
export function splitLines(piece: Uint8Array<ArrayBuffer>): {
  readonly lines: readonly Uint8Array<ArrayBuffer>[];
  readonly ended: boolean;
} {
  const lines: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, from)) {
    lines.push(piece.subarray(from, end));
    from = end + 1;
  }
  if (from < piece.length) lines.push(piece.subarray(from));
  return { lines, ended: from === piece.length };
}

/** SHA-256 of what is given to it, by pieces. */
export class Sha256 {
  readonly #hash = createHash('sha256');
  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }
  hex(): string {
    return this.#hash.digest('hex');
  }
}
