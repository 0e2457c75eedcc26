import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HatchFile } from '../../../core/hatch/hatch.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { type WrittenFile, writeWhole } from '../../storage/whole-file.ts';
import type { ResultsFrame } from './frame.ts';

type Frame = Pick<ResultsFrame, 'journal' | 'desk' | 'hatch'>;

/** Writes a file into the hatch, and tells of it. */
export async function leave(
  frame: Frame,
  kind: HatchFile,
  file: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<Result<null, Problem>> {
  const written = await writeOut(frame, file, pieces);
  if (!written.ok) return written;
  tellOut(frame, kind, file, written.value.sha256);
  return ok(null);
}

/** Writes a file into the hatch; nobody knows of it yet. */
export function writeOut(
  { hatch }: Pick<Frame, 'hatch'>,
  file: string,
  pieces: Iterable<string | Uint8Array>,
): Promise<Result<WrittenFile, Problem>> {
  const path = hatch.outgoing(file);
  makePrivateFolder(dirname(path));
  return writeWhole(path, pieces);
}

/** A file that lies in the hatch goes on record, and the other side is told its name and hash. */
export function tellOut({ journal, desk, hatch }: Frame, kind: HatchFile, file: string, sha256: string): void {
  // The other zone reads it by its group; nobody else does.
  chmodSync(hatch.outgoing(file), 0o640);
  journal.record('ballot.exported', { kind, file, sha256 }, desk.actor);
  hatch.say({ hatch: 'file', kind, file, sha256 });
}
