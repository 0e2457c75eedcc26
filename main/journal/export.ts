import { cdfDocumentation, cdfLog, type DeviceFacts } from '../../core/journal/cdf.ts';
import { csvTable } from '../../core/journal/csv.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { type WrittenFile, writeWhole } from '../storage/whole-file.ts';
import type { Journal } from './journal.ts';

export const exportFormats = ['ndjson', 'cdf', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The log's file, and for CDF the documentation that belongs to it. */
export interface Exported extends WrittenFile {
  readonly documentation: WrittenFile | null;
  /** Events in it, and the hash of the last one. */
  readonly head: { readonly count: number; readonly last: string };
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
  const written = { count: state.seq, last: state.hash };
  const log = await writeWhole(file, piecesOf(journal, format, state.seq, headLine, head.at, facts));
  if (!log.ok || format !== 'cdf') return log.ok ? ok({ ...log.value, documentation: null, head: written }) : log;
  const documentation = cdfDocumentation(journal.identity, facts, head.at.slice(0, 10));
  const second = await writeWhole(documentationName(file), [`${JSON.stringify(documentation, null, 1)}\n`]);
  return second.ok ? ok({ ...log.value, documentation: second.value, head: written }) : second;
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
