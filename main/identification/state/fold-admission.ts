import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { ballotsDue } from './fold-ballots.ts';
import { countPaperInstead } from './on-paper.ts';

type AdmissionEventType =
  | 'attempt.started'
  | 'attempt.ended'
  | 'admission.reserved'
  | 'admission.confirmed'
  | 'admission.released'
  | 'admission.undone'
  | 'print.handed'
  | 'print.failed'
  | 'receipt.printed'
  | 'receipt.reissued'
  | 'attempt.biometric'
  | 'attempt.finger-search'
  | 'admission.same-finger';

/** What happens to one voter: from the look-up over the touches to her slips. */
export type AdmissionEvent = { [T in AdmissionEventType]: EventOf<T> }[AdmissionEventType];

/** A part of `fold`, under its rules: ways of voters, their admissions and receipts. */
export function foldAdmission(db: Database, event: AdmissionEvent): void {
  switch (event.type) {
    case 'attempt.started':
      db.prepare('insert into attempt(attempt, sitting, by) values (?, ?, ?)').run(
        event.body.attempt,
        event.sitting,
        event.body.by,
      );
      return;
    case 'attempt.ended':
      db.prepare('update attempt set outcome = ?, reason = ? where attempt = ?').run(
        event.body.outcome,
        event.body.reason,
        event.body.attempt,
      );
      return;

    case 'admission.reserved':
      reserve(db, event);
      return;
    case 'admission.confirmed':
      db.prepare(
        `update admission set state = 'confirmed', confirmed_at = ?, evidence = ?,
           after_doors = (select 'finishing' in (stage, coalesce(resumes, '')) and station.sitting is admission.sitting
             from station)
           where admission = ? and state = 'reserved'`,
      ).run(event.at, event.body.evidence, event.body.admission);
      endAttempt(db, event.body.admission, 'admitted');
      return;
    case 'admission.released':
      db.prepare("update admission set state = 'released', reason = ? where admission = ?").run(
        event.body.reason,
        event.body.admission,
      );
      fellAway(db, event.body.admission);
      endAttempt(db, event.body.admission, 'released');
      return;
    case 'admission.undone':
      db.prepare("update admission set state = 'undone', reason = ? where admission = ?").run(
        event.body.reason,
        event.body.admission,
      );
      fellAway(db, event.body.admission);
      return;

    case 'print.handed':
      db.prepare("update receipt set state = 'handed', job = ? where receipt = ? and state = 'waiting'").run(
        event.body.job,
        event.body.receipt,
      );
      return;
    case 'print.failed':
      if (event.body.sent === 'nothing') {
        db.prepare("update receipt set state = 'waiting', job = null where receipt = ? and state = 'handed'").run(
          event.body.receipt,
        );
      }
      return;
    case 'receipt.printed':
      db.prepare("update receipt set state = 'printed', told = ? where receipt = ? and state = 'handed'").run(
        event.actor.role === 'system' ? 'printer' : 'officer',
        event.body.receipt,
      );
      return;
    case 'receipt.reissued':
      reissue(db, event);
      return;

    case 'attempt.biometric':
      touched(db, event, event.body.modality, event.body.result);
      return;
    case 'attempt.finger-search':
      touched(db, event, 'finger', 'searched');
      return;

    case 'admission.same-finger':
      db.prepare('insert or ignore into same_finger(receipt, earlier, sitting, level, at) values (?, ?, ?, ?, ?)').run(
        event.body.receipt,
        event.body.earlier,
        event.sitting,
        event.body.level,
        event.at,
      );
      return;
  }
}

function touched(db: Database, { sitting }: JournalEvent, modality: string, result: string): void {
  db.prepare(
    `insert into touch(sitting, modality, result, touches) values (?, ?, ?, 1)
       on conflict(sitting, modality, result) do update set touches = touches + 1`,
  ).run(sitting ?? '', modality, result);
}

function reserve(db: Database, event: EventOf<'admission.reserved'>): void {
  const { body } = event;
  db.prepare(
    `insert into admission(admission, attempt, sitting, voter, state, category, constituency, precinct, sex,
       age_group, modality, reserved_at, round, listed_at, unconfirmed) values (?, ?, ?, ?, 'reserved', ?, ?, ?, ?, ?, ?, ?,
         coalesce((select round from sitting where sitting = ?), 0), ?, ?)`,
  ).run(
    body.admission,
    body.attempt,
    event.sitting,
    body.voter,
    body.category,
    body.constituency,
    body.precinct,
    body.sex,
    body.ageGroup,
    body.modality,
    event.at,
    event.sitting,
    body.listedAt === undefined ? null : (body.listedAt ?? ''),
    body.unconfirmed ? 1 : 0,
  );
  const receipt = db.prepare(
    "insert into receipt(receipt, admission, ballot, copy, place, state) values (?, ?, ?, 0, ?, 'waiting')",
  );
  for (const [place, one] of body.receipts.entries()) receipt.run(one.receipt, body.admission, one.ballot, place);
  ballotsDue(db, body);
}

/** The attempt behind a reservation ends with it. */
function endAttempt(db: Database, admission: string, outcome: 'admitted' | 'released'): void {
  db.prepare(
    `update attempt set outcome = ?, reason = (select modality from admission where admission = ?)
       where attempt = (select attempt from admission where admission = ?)`,
  ).run(outcome, admission, admission);
}

function fellAway(db: Database, admission: string): void {
  db.prepare("update receipt set state = 'void' where admission = ?").run(admission);
  const row = db
    .prepare<[string], { voter: string; round: number }>('select voter, round from admission where admission = ?')
    .get(admission);
  if (row) countPaperInstead(db, row.voter, row.round);
}

function reissue(db: Database, { body }: EventOf<'receipt.reissued'>): void {
  const place = db.prepare<[string], number>('select place from receipt where receipt = ?').pluck().get(body.voided);
  db.prepare("update receipt set state = 'void' where receipt = ?").run(body.voided);
  db.prepare(
    "insert into receipt(receipt, admission, ballot, copy, place, state) values (?, ?, ?, ?, ?, 'waiting')",
  ).run(body.receipt, body.admission, body.ballot, body.copy, place ?? 0);
}
