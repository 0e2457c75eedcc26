import { canonical } from '../../../core/journal/canonical.ts';
import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

/** What events of the station's day write into its tables; called by `fold` alone. */

/** Steps of an opening that has not come to its sitting yet. */
export const NEXT_SITTING = '';

export type DayEvent = Extract<JournalEvent, { type: `opening.${string}` | `slip.${string}` | `closing.${string}` }>;

export function foldDay(db: Database, event: DayEvent): void {
  switch (event.type) {
    case 'opening.seal-read':
      openingStep(db, `seal-${event.body.what}`, event.body);
      return;
    case 'opening.list-compared':
      openingStep(db, 'paper-list', event.body);
      return;
    case 'opening.without-device':
      openingStep(db, `without-${event.body.device}`, event.body);
      return;
    case 'slip.copies-asked':
      copiesAsked(db, event);
      return;
    case 'slip.handed':
      db.prepare("update slip_copy set state = 'handed', problem = null where series = ? and copy = ?").run(
        event.body.series,
        event.body.copy,
      );
      return;
    case 'slip.ended':
      db.prepare('update slip_copy set state = ?, problem = ? where series = ? and copy = ?').run(
        { yes: 'out', no: 'waiting', maybe: 'maybe' }[event.body.out],
        event.body.problem,
        event.body.series,
        event.body.copy,
      );
      return;
    case 'slip.copies-left':
      db.prepare('update slip_series set left_at = ? where series = ?').run(event.at, event.body.series);
      return;
    case 'closing.answered':
      db.prepare(
        `insert into closing_answer(sitting, question, people, own, reason) values (?, ?, ?, ?, ?)
           on conflict(sitting, question) do update set
             people = excluded.people, own = excluded.own, reason = excluded.reason`,
      ).run(event.sitting ?? '', event.body.question, event.body.people, event.body.own, event.body.reason);
      return;
  }
}

/** The steps told before an opening are those of the sitting that it opens. */
export function foldOpened(db: Database, { body }: EventOf<'sitting.opened'>): void {
  db.prepare('update opening_step set sitting = ? where sitting = ?').run(body.sitting, NEXT_SITTING);
  db.prepare('update sitting set late = ? where sitting = ?').run(body.late ?? null, body.sitting);
}

export function foldSuspended(db: Database, event: EventOf<'sitting.suspended'>): void {
  const approvers = canonical(event.body.approvers ?? persons(event));
  db.prepare('insert into standstill(sitting, since, reason, approvers) values (?, ?, ?, ?)').run(
    event.sitting,
    event.at,
    event.body.reason,
    approvers,
  );
}

/** Ends what stands still: the station goes on, or its day ends. */
export function foldStandstillEnd(db: Database, event: EventOf<'sitting.resumed'> | EventOf<'sitting.closed'>): void {
  const { body } = event;
  const reason = 'reason' in body ? (body.reason ?? null) : null;
  db.prepare(
    'update standstill set until = ?, resumed_because = ?, resumed_by = ? where sitting is ? and until is null',
  ).run(event.at, reason, canonical(body.approvers ?? persons(event)), event.sitting);
}

export function foldFinishing(db: Database, event: EventOf<'sitting.finishing'>): void {
  db.prepare('update sitting set inside = ? where sitting = ?').run(event.body.inside ?? null, event.sitting);
}

const persons = ({ actor }: JournalEvent): readonly string[] => (actor.person === undefined ? [] : [actor.person]);

function openingStep(db: Database, item: string, body: unknown): void {
  db.prepare(
    `insert into opening_step(sitting, item, body) values (?, ?, ?)
       on conflict(sitting, item) do update set body = excluded.body`,
  ).run(NEXT_SITTING, item, canonical(body));
}

function copiesAsked(db: Database, { seq, body }: EventOf<'slip.copies-asked'>): void {
  db.prepare(
    `insert into slip_series(series, seq, sitting, slip, copies, stills)
       values (?, ?, ?, ?, ?, (select count(*) from standstill where sitting is ?))`,
  ).run(body.series, seq, body.sitting, body.slip, body.copies, body.sitting);
  const copy = db.prepare("insert into slip_copy(series, copy, state) values (?, ?, 'waiting')");
  for (let n = 1; n <= body.copies; n += 1) copy.run(body.series, n);
}
