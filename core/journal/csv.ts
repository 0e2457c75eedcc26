import { canonical } from './canonical.ts';
import { dispositionOf, entryOf } from './catalogue.ts';
import type { JournalEvent } from './event.ts';

const COLUMNS = ['seq', 'at', 'type', 'disposition', 'severity', 'role', 'person', 'sitting', 'body', 'hash'] as const;

/** A field of RFC 4180; quoted only where it must be. */
export function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * The journal as a table for people (RFC 4180, UTF-8 with byte order mark for spreadsheets, CRLF), line by line.
 * It cannot be verified: that is what NDJSON and CDF are for. No field can begin with a sign that a spreadsheet
 * takes for a formula: identifiers begin with a letter or digit, bodies with a brace.
 */
export function* csvTable(events: Iterable<JournalEvent>): IterableIterator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`;
  for (const event of events) {
    const row: Record<(typeof COLUMNS)[number], string> = {
      seq: String(event.seq),
      at: event.at,
      type: event.type,
      disposition: dispositionOf(event.type, event.body),
      severity: entryOf(event.type).severity,
      role: event.actor.role,
      person: event.actor.person ?? '',
      sitting: event.sitting ?? '',
      body: canonical(event.body),
      hash: event.hash,
    };
    yield `${COLUMNS.map((column) => csvField(row[column])).join(',')}\r\n`;
  }
}
