import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

type ReceptionEvent = EventOf<'reception.opened'> | EventOf<'reception.closed'> | EventOf<'lookup.answered'>;

/** State of the weeks before: whether people are received, and how many asked. Called by `fold` alone. */
export function foldReception(db: Database, event: ReceptionEvent): void {
  switch (event.type) {
    case 'reception.opened':
      endReception(db, event);
      db.prepare('insert into reception(reception, opened_at) values (?, ?)').run(event.body.reception, event.at);
      return;
    case 'reception.closed':
      endReception(db, event);
      return;
    case 'lookup.answered':
      db.prepare(
        `insert into asked(day, answer, times) values (?, ?, 1)
           on conflict(day, answer) do update set times = times + 1`,
      ).run(dayOf(event), event.body.answer);
      return;
  }
}

/** Another package or the opening of a sitting ends it as well: the register is another one, or serves the day. */
export function endReception(db: Database, { at }: JournalEvent): void {
  db.prepare('update reception set closed_at = ? where closed_at is null').run(at);
}

/** The local day of an event: `at` is local time with its offset. */
const dayOf = ({ at }: JournalEvent): string => at.slice(0, 10);
