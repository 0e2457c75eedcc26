import type { sittingsEvents } from '../../../core/journal/catalogue/sittings.ts';
import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { countPaperInstead } from './on-paper.ts';
import { leaveContinued, nextSittingFrom } from './predecessor.ts';

export type SittingsEvent = { [T in keyof typeof sittingsEvents]: EventOf<T> }[keyof typeof sittingsEvents];

/** What the events of the sittings do to the state tables; a part of `fold`, under its rules. */
export function foldSittings(db: Database, event: SittingsEvent): void {
  switch (event.type) {
    case 'sitting.prepared':
      leaveContinued(db);
      nextSittingFrom(db, 'closed');
      // The next one begins at zero: what a screen counts is of no sitting until it is opened.
      db.prepare(
        "update station set prepared = ?, sitting = null, stage = case stage when 'closed' then 'ready' else stage end",
      ).run(event.body.sitting);
      return;

    case 'ballots.taken':
      db.prepare(
        `insert into outside_ballots(sitting, taken, boxes) values (?, ?, ?)
           on conflict(sitting) do update set taken = excluded.taken, boxes = excluded.boxes`,
      ).run(event.body.sitting, event.body.taken, event.body.boxes.join(' '));
      return;
    case 'ballots.returned': {
      const { handedOut, spoiled, broughtBack, reason, sitting } = event.body;
      db.prepare(
        'update outside_ballots set handed_out = ?, spoiled = ?, brought_back = ?, reason = ? where sitting = ?',
      ).run(handedOut, spoiled, broughtBack, reason, sitting);
      return;
    }

    case 'applicant.listed': {
      const { sitting, voter, place, reason, application = null } = event.body;
      db.prepare(
        'insert or ignore into applicant(sitting, voter, place, reason, application) values (?, ?, ?, ?, ?)',
      ).run(sitting, voter, place, reason, application);
      return;
    }
    case 'visit.not-met':
      db.prepare('update applicant set not_met = ? where sitting = ? and voter = ?').run(
        ...[event.body.reason, event.sitting, event.body.voter],
      );
      return;

    case 'admission.learned': {
      const { device, admission, sitting, round, voter, state, at } = event.body;
      db.prepare(
        `insert into learned(device, admission, sitting, round, voter, state, at) values (?, ?, ?, ?, ?, ?, ?)
           on conflict(device, admission) do update set state = excluded.state, at = excluded.at`,
      ).run(device, admission, sitting, round, voter, state, at);
      if (state === 'released' || state === 'undone') countPaperInstead(db, voter, round);
      return;
    }
    case 'admissions.taken': {
      const { device, sitting, from, to, last, closed } = event.body;
      db.prepare(
        `insert into taken_file(device, sitting, first, last, hash, closed) values (?, ?, ?, ?, ?, ?)
           on conflict(device, sitting) do update set last = excluded.last, hash = excluded.hash, closed = excluded.closed`,
      ).run(device, sitting, from, to, last, closed ? 1 : 0);
      return;
    }
    case 'outside.not-awaited':
      db.prepare('insert or replace into not_awaited(sitting, reason) values (?, ?)').run(
        ...[event.body.sitting, event.body.reason],
      );
      return;

    case 'batch.excluded':
      db.prepare('insert or replace into excluded_batch(batch, device, reason) values (?, ?, ?)').run(
        ...[event.body.batch, event.body.device, event.body.reason],
      );
      return;
    case 'batch.restored':
      db.prepare('delete from excluded_batch where batch = ? and device = ?').run(event.body.batch, event.body.device);
      return;

    case 'admissions.written':
      // Told, but no state rests on it.
      return;
  }
}
