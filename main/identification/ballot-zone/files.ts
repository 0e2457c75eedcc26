import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { BallotFileWritten } from '../../api/ballot-zone-views.ts';
import { storageProblem } from '../../storage/failure.ts';
import { writeWhole } from '../../storage/whole-file.ts';

/** No export of a station comes near it, in bytes. */
const FILE_MAX = 1024 ** 3;
const PIECE_BYTES = 256 * 1024;

interface Told {
  readonly file: string;
  readonly kind: BallotFileWritten['kind'];
  readonly sha256: string;
}

/**
 * Carries files out of the hatch's folder, unread, and reads back what lies on the medium: it must be what the ballot zone
 * named. The folder is the other zone's: what is no plain file there (a link to one of ours) is not opened.
 */
export async function carryFiles(
  out: string,
  to: string,
  files: readonly Told[],
): Promise<readonly BallotFileWritten[]> {
  const carried: BallotFileWritten[] = [];
  try {
    if (files.length > 0) await mkdir(to, { recursive: true });
  } catch (error) {
    const problem = storageProblem(error, to);
    if (!problem) throw error;
    return files.map(({ file, kind }) => ({ file, kind, problem }));
  }
  for (const one of files) {
    const { file, kind } = one;
    carried.push({ file, kind, problem: await carry(join(out, file), join(to, file), one) });
  }
  return carried;
}

async function carry(from: string, to: string, { file, sha256 }: Told): Promise<Problem | null> {
  const changed = { code: 'ballot-zone.file-changed', params: { file } } as const;
  let source: number;
  try {
    // O_NONBLOCK: a pipe of that name would hold up whoever opens it.
    source = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return storageProblem(error, from) ?? changed;
  }
  try {
    const found = fstatSync(source);
    if (!found.isFile() || found.size > FILE_MAX) return changed;
    const written = await writeWhole(to, pieces(source, found.size));
    if (!written.ok) return written.error;
    if (written.value.sha256 === sha256) return null;
    await rm(to, { force: true });
    return changed;
  } finally {
    closeSync(source);
  }
}

/** As many bytes as there were: one that grows meanwhile has no end. */
function* pieces(source: number, size: number): IterableIterator<Uint8Array> {
  for (let done = 0; done < size; ) {
    const buffer = Buffer.alloc(Math.min(PIECE_BYTES, size - done));
    const read = readSync(source, buffer, 0, buffer.length, done);
    if (read === 0) return;
    yield buffer.subarray(0, read);
    done += read;
  }
}
