import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { toHex, utf8 } from '../../core/crypto/encoding.ts';
import { cdfDocumentation, cdfLog, type DeviceFacts } from '../../core/journal/cdf.ts';
import { csvTable } from '../../core/journal/csv.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { storageProblem } from '../storage/failure.ts';
import type { Journal } from './journal.ts';

export const exportFormats = ['ndjson', 'cdf', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file that was written, synced and read back. */
export interface ExportedFile {
  readonly file: string;
  /** Of the bytes that were read back, lower-case hex. */
  readonly sha256: string;
  /** Line feeds in the file. */
  readonly lines: number;
  readonly bytes: number;
}

/** The log's file, and for CDF the documentation that belongs to it. */
export interface Exported extends ExportedFile {
  readonly documentation: ExportedFile | null;
}

/** What an export needs to know besides the journal. */
export interface ExportOptions {
  readonly journal: Journal;
  readonly format: ExportFormat;
  /** Where to; an older file of that name is replaced only once the new one is whole. */
  readonly file: string;
  readonly facts: DeviceFacts;
}

/**
 * Writes the journal as it stands now to a file: to a temporary name, synced, renamed, the folder synced, then read
 * back and hashed. The caller journals it (`log.exported`) afterwards.
 *
 * @returns what lies on the medium, or `storage.full`, `storage.missing`, `storage.failed`,
 *   `storage.changed-on-medium` when reading back gives other bytes
 */
export async function exportJournal({
  journal,
  format,
  file,
  facts,
}: ExportOptions): Promise<Result<Exported, Problem>> {
  const { state, line: headLine } = journal.signedHead();
  const head = JSON.parse(headLine) as { readonly at: string };
  const log = await writeWhole(file, piecesOf(journal, format, state.seq, headLine, head.at, facts));
  if (!log.ok || format !== 'cdf') return log.ok ? ok({ ...log.value, documentation: null }) : log;
  const documentation = cdfDocumentation(journal.identity, facts, head.at.slice(0, 10));
  const second = await writeWhole(documentationName(file), [`${JSON.stringify(documentation, null, 1)}\n`]);
  return second.ok ? ok({ ...log.value, documentation: second.value }) : second;
}

/** Name of the documentation beside a CDF log: `log.json` -> `log-documentation.json`. */
export function documentationName(file: string): string {
  return `${file.replace(/\.json$/, '')}-documentation.json`;
}

function* piecesOf(
  journal: Journal,
  format: ExportFormat,
  count: number,
  headLine: string,
  at: string,
  facts: DeviceFacts,
): IterableIterator<string> {
  switch (format) {
    case 'ndjson':
      for (const line of journal.lines(1, count)) yield `${line}\n`;
      yield `${headLine}\n`;
      return;
    case 'cdf':
      yield* cdfLog(journal.identity, facts, journal.lines(1, count), headLine, at);
      return;
    case 'csv':
      yield* csvTable(parsed(journal.lines(1, count)));
  }
}

function* parsed(lines: Iterable<string>): IterableIterator<JournalEvent> {
  for (const line of lines) yield JSON.parse(line) as JournalEvent;
}

const CHUNK_CHARACTERS = 65_536;

/** Pieces put together to chunks worth a write. */
function* chunksOf(pieces: Iterable<string>): IterableIterator<Uint8Array> {
  let pending = '';
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < CHUNK_CHARACTERS) continue;
    yield utf8(pending);
    pending = '';
  }
  yield utf8(pending);
}

/** Writes a text whole or not at all, and reads it back. @returns what lies there, or a problem of the storage */
export async function writeWhole(file: string, pieces: Iterable<string>): Promise<Result<ExportedFile, Problem>> {
  const part = `${file}.part`;
  try {
    const written = createHash('sha256');
    const handle = await open(part, 'w', 0o600);
    try {
      for (const chunk of chunksOf(pieces)) {
        written.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(dirname(file));
    const read = await readBack(file);
    const expected = toHex(written.digest());
    if (read.sha256 === expected) return ok({ file, ...read });
    return err({ code: 'storage.changed-on-medium', params: { file: basename(file) } });
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
}

/** Makes the rename itself durable; some file systems of sticks cannot sync a folder and say EINVAL. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error;
  } finally {
    await handle.close();
  }
}

async function readBack(file: string): Promise<Omit<ExportedFile, 'file'>> {
  const handle: FileHandle = await open(file, 'r');
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  for await (const chunk of handle.createReadStream()) {
    const read = chunk as Uint8Array;
    hash.update(read);
    bytes += read.length;
    for (let at = read.indexOf(0x0a); at >= 0; at = read.indexOf(0x0a, at + 1)) lines += 1;
  }
  return { sha256: toHex(hash.digest()), lines, bytes };
}
