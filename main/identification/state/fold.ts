import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

/**
 * State is a fold of events: this is the only code that changes the state tables. It runs inside the event's own
 * transaction, and over the whole journal when the state is rebuilt. It never reads a clock, and nothing but the
 * event and the tables decides what it writes.
 */
export function fold(db: Database, event: JournalEvent): void {
  switch (event.type) {
    case 'package.imported':
      db.prepare(
        `update station set register = ?, package = ?, package_version = ?, package_sha256 = ?,
           stage = case when stage in ('unprovisioned', 'closed') then 'ready' else stage end`,
      ).run(event.body.register, event.body.package, event.body.version, event.body.sha256);
      return;

    case 'person.refused':
      if (event.body.person === null) return;
      db.prepare(
        `insert into person(person, failures) values (?, ?)
           on conflict(person) do update set failures = excluded.failures`,
      ).run(event.body.person, event.body.tries);
      return;
    case 'person.locked':
      db.prepare('update person set locked_until = ? where person = ?').run(
        new Date(Date.parse(event.at) + event.body.seconds * 1000).toISOString(),
        event.body.person,
      );
      return;
    case 'person.signed-in':
      db.prepare('delete from person where person = ?').run(event.body.person);
      return;

    case 'sitting.opened':
      db.prepare('insert into sitting(sitting, kind, registered, carried, opened_at) values (?, ?, ?, ?, ?)').run(
        event.body.sitting,
        event.body.kind,
        event.body.registered,
        event.body.carried,
        event.at,
      );
      db.prepare("update station set stage = 'open', sitting = ?").run(event.body.sitting);
      return;
    case 'sitting.suspended':
      db.prepare("update station set resumes = stage, stage = 'suspended'").run();
      return;
    case 'sitting.resumed':
      // Those inside are still served, and nobody else: a pause does not open the doors again.
      db.prepare("update station set stage = coalesce(resumes, 'open'), resumes = null").run();
      return;
    case 'sitting.finishing':
      stage(db, 'finishing');
      return;
    case 'sitting.closed':
      db.prepare('update sitting set closed_at = ? where sitting = ?').run(event.at, event.sitting);
      stage(db, 'closed');
      return;
    case 'turnout.recorded':
      db.prepare('insert or ignore into turnout(sitting, time, total) values (?, ?, ?)').run(
        event.sitting,
        event.body.time,
        event.body.total,
      );
      return;

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
        "update admission set state = 'confirmed', confirmed_at = ?, evidence = ? where admission = ? and state = 'reserved'",
      ).run(event.at, event.body.evidence, event.body.admission);
      endAttempt(db, event.body.admission, 'admitted');
      return;
    case 'admission.released':
      db.prepare("update admission set state = 'released', reason = ? where admission = ?").run(
        event.body.reason,
        event.body.admission,
      );
      voidReceipts(db, event.body.admission);
      endAttempt(db, event.body.admission, 'released');
      return;
    case 'admission.undone':
      db.prepare("update admission set state = 'undone', reason = ? where admission = ?").run(
        event.body.reason,
        event.body.admission,
      );
      voidReceipts(db, event.body.admission);
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

    case 'attempt.approved':
    case 'attempt.candidate-chosen':
    case 'person.signed-out':
    case 'package.refused':
    case 'register.unlocked':
    case 'training.erased':
    case 'device.started':
    case 'device.stopped':
    case 'process.died':
    case 'peripheral.attached':
    case 'peripheral.detached':
    case 'peripheral.problem':
    case 'peripheral.assigned':
    case 'peripheral.removed':
    case 'configuration.exported':
    case 'configuration.imported':
    case 'peripheral.reset':
    case 'problem.raised':
    case 'readiness.checked':
    case 'readiness.exported':
    case 'page.handed':
    case 'recording.started':
    case 'recording.saved':
    case 'page.ended':
    case 'clock.stepped':
    case 'key.registered':
    case 'checkpoint.made':
    case 'log.exported':
      // Told, but no state rests on them.
      return;
  }
}

function touched(db: Database, { sitting }: JournalEvent, modality: string, result: string): void {
  db.prepare(
    `insert into touch(sitting, modality, result, touches) values (?, ?, ?, 1)
       on conflict(sitting, modality, result) do update set touches = touches + 1`,
  ).run(sitting ?? '', modality, result);
}

function stage(db: Database, to: string): void {
  db.prepare('update station set stage = ?').run(to);
}

function reserve(db: Database, event: EventOf<'admission.reserved'>): void {
  const { body } = event;
  db.prepare(
    `insert into admission(admission, attempt, sitting, voter, state, category, constituency, precinct, sex,
       age_group, modality, reserved_at) values (?, ?, ?, ?, 'reserved', ?, ?, ?, ?, ?, ?, ?)`,
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
  );
  const receipt = db.prepare(
    "insert into receipt(receipt, admission, ballot, copy, place, state) values (?, ?, ?, 0, ?, 'waiting')",
  );
  for (const [place, one] of body.receipts.entries()) receipt.run(one.receipt, body.admission, one.ballot, place);
}

/** The attempt behind a reservation ends with it. */
function endAttempt(db: Database, admission: string, outcome: 'admitted' | 'released'): void {
  db.prepare(
    `update attempt set outcome = ?, reason = (select modality from admission where admission = ?)
       where attempt = (select attempt from admission where admission = ?)`,
  ).run(outcome, admission, admission);
}

function voidReceipts(db: Database, admission: string): void {
  db.prepare("update receipt set state = 'void' where admission = ?").run(admission);
}

function reissue(db: Database, { body }: EventOf<'receipt.reissued'>): void {
  const place = db.prepare<[string], number>('select place from receipt where receipt = ?').pluck().get(body.voided);
  db.prepare("update receipt set state = 'void' where receipt = ?").run(body.voided);
  db.prepare(
    "insert into receipt(receipt, admission, ballot, copy, place, state) values (?, ?, ?, ?, ?, 'waiting')",
  ).run(body.receipt, body.admission, body.ballot, body.copy, place ?? 0);
}
