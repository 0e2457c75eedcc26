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

/**
 * At which event of this kiosk's own journal each of it was known here, by the event's number: clocks may be set while a
 * station serves, and a slip that is printed once more says what was known when it was asked for. What a journal of before
 * tells, this one knows since it went on from it.
 */
export const besideKnownStep = `
  alter table beside add column known integer not null default 0;
  alter table beside add column reconciled_known integer;
  update beside set
    known = coalesce(
      (select min(json_extract(line, '$.seq')) from journal where type = 'copy.served-beside' and json_extract(line, '$.at') = since
        and json_extract(line, '$.body.device') = beside.device),
      (select min(json_extract(line, '$.seq')) from journal where type = 'copy.continued'), 0),
    reconciled_known = case when reconciled is not null then coalesce(
      (select min(json_extract(line, '$.seq')) from journal where type = 'copy.reconciled' and json_extract(line, '$.at') = reconciled
        and json_extract(line, '$.body.device') = beside.device),
      (select min(json_extract(line, '$.seq')) from journal where type = 'copy.continued'), 0) end;
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
  const { sitting, at, seq } = event;
  const { device } = event.body;
  if (event.type === 'copy.reconciled') {
    db.prepare('update beside set reconciled = ?, reconciled_known = ? where device = ? and reconciled is null').run(
      at,
      seq,
      device,
    );
    return;
  }
  // By its own count: events of a kiosk that this one goes on from have the numbers of another journal.
  db.prepare(
    `insert into beside(sitting, device, since, known)
       select ?, ?, ?, ? where not exists
         (select 1 from beside where sitting is ? and device = ? and reconciled is null)`,
  ).run(sitting, device, at, seq, sitting, device);
}

/** What was folded until now was told by journals that this one goes on from: it is known here since this event. */
export function besideFromBefore(db: Database, seq: number): void {
  db.prepare('update beside set known = ?, reconciled_known = iif(reconciled is null, null, ?)').run(seq, seq);
}

/** The oldest time of which the papers are still to be held against each other, in whichever sitting. */
export function openBeside(db: Database): ServedBeside | null {
  const row = db
    .prepare<[], ServedBeside>(
      'select device, since, reconciled from beside where reconciled is null order by seq limit 1',
    )
    .get();
  return row ?? null;
}

/**
 * Those of one sitting as they were known at an event of this kiosk's journal.
 * @param until the event's number; without it as they are known now
 */
export function besideUntil(
  db: Database,
  sitting: string | null,
  until: number = Number.MAX_SAFE_INTEGER,
): readonly ServedBeside[] {
  return db
    .prepare<[number, string | null, number], ServedBeside>(
      `select device, since, iif(reconciled_known <= ?, reconciled, null) as reconciled from beside
         where sitting is ? and known <= ? order by seq`,
    )
    .all(until, sitting, until);
}
