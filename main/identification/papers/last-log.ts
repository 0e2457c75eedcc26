import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

/** A log that was written to a medium, as the journal tells of it. */
export interface LogTold {
  readonly at: string;
  readonly file: string;
  readonly bytes: number;
  readonly events: number;
  readonly sha256: string;
  readonly head: string;
}

/** The log that was written last; null where none was, or the journal does not tell enough of it for a paper. */
export function lastLog(db: Database): LogTold | null {
  const line = db
    .prepare<[], string>("select line from journal where type = 'log.exported' order by seq desc limit 1")
    .pluck()
    .get();
  if (line === undefined) return null;
  const { at, body } = JSON.parse(line) as EventOf<'log.exported'>;
  const { sha256, file } = body;
  return file === undefined
    ? null
    : { at, sha256, file: file.name, bytes: file.bytes, events: file.events, head: file.head };
}
