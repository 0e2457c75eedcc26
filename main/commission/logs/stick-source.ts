import { createReadStream, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_LINE_BYTES } from '../../../core/journal/canonical.ts';
import { lineSplitter } from '../../../core/journal/lines.ts';
import type { FoundJournal, JournalSource } from './journals.ts';

/** Journals that kiosks have written to a stick or a folder: files that end with `.ndjson`. */
export async function stickSource(folder: string, isIn: (station: string) => boolean): Promise<JournalSource> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ndjson'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const found: FoundJournal[] = [];
  for (const file of files) {
    const of = await nameIn(file);
    // A kiosk signs a head when it writes its journal out: here a missing one is something wrong.
    if (of && isIn(of.station)) found.push({ of, last: null, lines: () => linesIn(file) });
  }
  return { stations: new Set(found.map(({ of }) => of.station)).size, missing: [], journals: () => found };
}

/** Whose journal a file says that it is, by its first line; null: it is no journal. */
async function nameIn(file: string): Promise<FoundJournal['of'] | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_LINE_BYTES), 0, MAX_LINE_BYTES, 0);
    const [line = ''] = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
    const { station, device } = JSON.parse(line) as { readonly station?: unknown; readonly device?: unknown };
    const isName = (name: unknown): name is string => typeof name === 'string' && /^[A-Za-z0-9][\w-]{0,63}$/.test(name);
    return isName(station) && isName(device) ? { station, device } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  } finally {
    await handle.close();
  }
}

async function linesIn(file: string): Promise<readonly string[]> {
  const splitter = lineSplitter();
  const lines: string[] = [];
  for await (const chunk of createReadStream(file)) {
    for (const line of splitter.push(chunk as Uint8Array)) lines.push(Buffer.from(line).toString('utf8'));
  }
  const rest = splitter.rest();
  if (rest.length > 0) lines.push(Buffer.from(rest).toString('utf8'));
  return lines;
}
