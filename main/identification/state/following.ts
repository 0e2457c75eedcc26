import type { JournalEvent } from '../../../core/journal/event.ts';
import type { JournalFold } from '../../../core/journal/following.ts';
import type { Database } from '../../storage/open.ts';

interface Row {
  readonly seq: number;
  readonly line: string;
  readonly hash: Buffer;
}

/**
 * Keeps a fold of the journal in memory and goes on from where it was: the journal only grows, and nothing is stored that
 * could differ from it. Another file is read from its beginning; so is one of which a commit was taken back that had been
 * read already, for its numbers are given once more.
 */
export class Following<S> {
  readonly #fold: JournalFold<S>;
  #db: Database | null = null;
  #last: Pick<Row, 'seq' | 'hash'> | null = null;
  #state: S;

  constructor(fold: JournalFold<S>) {
    this.#fold = fold;
    this.#state = fold.start();
  }

  /** What the journal in this file comes to now. */
  of(db: Database): S {
    if (this.#db !== db || !this.#stands(db)) {
      this.#db = db;
      this.#last = null;
      this.#state = this.#fold.start();
    }
    const rows = db
      .prepare<[number], Row>('select seq, line, hash from journal where seq > ? order by seq')
      .iterate(this.#last?.seq ?? 0);
    for (const { seq, line, hash } of rows) {
      this.#take(db, JSON.parse(line) as JournalEvent);
      this.#last = { seq, hash };
    }
    return this.#state;
  }

  /** Whether the last event that was read is still the journal's own. */
  #stands(db: Database): boolean {
    if (this.#last === null) return true;
    const { seq, hash } = this.#last;
    const now = db.prepare<[number], Buffer>('select hash from journal where seq = ?').pluck().get(seq);
    return now?.equals(hash) ?? false;
  }

  /** The events of a kiosk that this one goes on from come before its own, where it says that it does. */
  #take(db: Database, event: JournalEvent): void {
    if (event.type === 'copy.continued') {
      const lines = db
        .prepare<[string], string>('select line from predecessor where device = ? order by seq')
        .pluck()
        .all(event.body.device);
      for (const line of lines) this.#take(db, JSON.parse(line) as JournalEvent);
    }
    this.#state = this.#fold.step(this.#state, event);
  }
}
