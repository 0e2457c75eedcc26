import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

/** Times in which this kiosk served although another one had gone on from its copy. */
export const besideStep = `
  create table beside(
    seq integer primary key,
    sitting text,
    device text not null,
    since text not null,
    reconciled text
  ) strict;
`;

/** A kiosk that served the same sitting as this one. */
export interface ServedBeside {
  readonly device: string;
  /** When this one began to serve beside it; ISO with zone. */
  readonly since: string;
  /** When people had held the papers of both against each other; null: not yet. */
  readonly reconciled: string | null;
}

/** A part of `fold`, under its rules. */
export function foldBeside(db: Database, event: EventOf<'copy.served-beside'> | EventOf<'copy.reconciled'>): void {
  const { sitting, at } = event;
  const { device } = event.body;
  if (event.type === 'copy.reconciled') {
    db.prepare('update beside set reconciled = ? where device = ? and reconciled is null').run(at, device);
    return;
  }
  // By its own count: events of a kiosk that this one goes on from have the numbers of another journal.
  db.prepare(
    `insert into beside(sitting, device, since)
       select ?, ?, ? where not exists
         (select 1 from beside where sitting is ? and device = ? and reconciled is null)`,
  ).run(sitting, device, at, sitting, device);
}

/** The oldest time of which the papers are still to be held against each other, in whichever sitting. */
export function openBeside(db: Database): ServedBeside | null {
  const row = db
    .prepare<[], ServedBeside>(
      'select device, since, reconciled from beside where reconciled is null order by since, seq limit 1',
    )
    .get();
  return row ?? null;
}

/** Those of one sitting, as they were known at an instant (ISO). */
export function besideUntil(db: Database, sitting: string | null, at: string): readonly ServedBeside[] {
  const until = Date.parse(at);
  const known = (instant: string): boolean => Date.parse(instant) <= until;
  return db
    .prepare<unknown[], ServedBeside>('select device, since, reconciled from beside where sitting is ? order by seq')
    .all(sitting)
    .filter(({ since }) => known(since))
    .map((one) => ({ ...one, reconciled: one.reconciled !== null && known(one.reconciled) ? one.reconciled : null }));
}
