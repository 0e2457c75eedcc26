import { toHex } from '../../../core/crypto/encoding.ts';
import type { JournalIdentity } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { predecessorLines } from '../state/predecessor.ts';
import type { Store } from '../store.ts';

/** What is copied: lines in one order that never changes. */
export interface CopySource {
  readonly identity: JournalIdentity;
  /** How many lines there are now. */
  count(): number;
  /** Lines from this place to that one, both from 1 and included. */
  lines(from: number, to: number): readonly string[];
}

/** Lines of continued journals, and the number of the own event after which they are copied. */
interface Continued {
  readonly after: number;
  readonly lines: readonly string[];
}

/** A journal continues another one at most once, and before anything else: what was found stays so. */
const known = new WeakMap<Database, Continued>();

function continuedIn(db: Database): Continued | null {
  const kept = known.get(db);
  if (kept) return kept;
  if (db.prepare('select 1 from predecessor limit 1').get() === undefined) return null;
  const after =
    db.prepare<[], number>("select seq from journal where type = 'copy.continued' limit 1").pluck().get() ?? 0;
  const found = { after, lines: predecessorLines(db).map(({ line }) => line) };
  known.set(db, found);
  return found;
}

/** The whole of a journal; the lines of one that it continues come right after the event that says so. */
export function sourceOf({ db, journal }: Store): CopySource {
  const own = (from: number, to: number): readonly string[] => (from > to ? [] : [...journal.lines(from, to)]);
  return {
    identity: journal.identity,
    count: () => journal.head().seq + (continuedIn(db)?.lines.length ?? 0),
    lines: (from, to) => {
      const continued = continuedIn(db);
      if (!continued) return own(from, to);
      const { after, lines } = continued;
      return [
        ...own(from, Math.min(to, after)),
        ...lines.slice(Math.max(0, from - after - 1), Math.max(0, to - after)),
        ...own(Math.max(from - lines.length, after + 1), to - lines.length),
      ];
    },
  };
}

/** Hash of the own event of this number, as others name it; null where there is none. */
export function hashOf(db: Database, seq: number): string | null {
  const hash = db.prepare<[number], Buffer>('select hash from journal where seq = ?').pluck().get(seq);
  return hash ? toHex(hash) : null;
}
