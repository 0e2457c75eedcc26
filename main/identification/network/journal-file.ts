import { readCanonical } from '../../../core/journal/canonical.ts';
import type { JournalIdentity } from '../../../core/journal/event.ts';
import { headSchema } from '../../../core/journal/head.ts';
import { lineSplitter } from '../../../core/journal/lines.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { OfferedFile } from '../../api/sittings.ts';
import { readFew } from '../../storage/read-few.ts';
import { filesOn, type Medium } from '../media.ts';

/** A day of 3,000 voters is about 60 MB. */
const FILE_MAX = 256 * 1024 * 1024;

/** Downloaded journals of this station's other kiosks on sticks, the newest first: as `station.downloadLog` names them. */
export function journalsOn(
  media: readonly Medium[],
  { election, station, device }: JournalIdentity,
): readonly OfferedFile[] {
  return filesOn(media, `taanuu-${election}-${station}-`, '.ndjson')
    .filter(({ name }) => !name.includes(`-${device}-`))
    .toReversed();
}

/** The events of such a file: all lines but the signed head at its end, which says no more than they do. */
export function journalLines(path: string): Result<readonly string[], Problem> {
  const strange: Problem = { code: 'sittings.file-not-read', params: { line: 1 } };
  const bytes = readFew(path, FILE_MAX + 1, strange);
  if (!bytes.ok) return bytes;
  if (bytes.value.length > FILE_MAX) return err(strange);
  const splitter = lineSplitter();
  const lines = splitter.push(bytes.value);
  if (splitter.rest().length > 0) return err({ code: 'sittings.file-not-read', params: { line: lines.length + 1 } });
  const last = lines.at(-1);
  const hasHead = last !== undefined && headSchema.safeParse(readCanonical(last)).success;
  return ok((hasHead ? lines.slice(0, -1) : lines).map((line) => Buffer.from(line).toString('utf8')));
}
