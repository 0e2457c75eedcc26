import type { JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { foldBeside } from './beside.ts';
import { foldDay, foldFinishing, foldOpened, foldStandstillEnd, foldSuspended } from './day-fold.ts';
import { dutiesAtClosing, dutiesAtOpening, foldDuty } from './duties.ts';
import { foldAdmission } from './fold-admission.ts';
import { foldAfterwards } from './fold-afterwards.ts';
import { foldApplication } from './fold-application.ts';
import { carryPaper, foldBallotSheets } from './fold-ballots.ts';
import { endReception, foldReception } from './fold-reception.ts';
import { foldSittings } from './fold-sittings.ts';
import { foldLock } from './national-lock.ts';
import { foldOnPaper } from './on-paper.ts';
import { endContinued, foldPredecessor, leaveContinued, nextSittingFrom, supersede } from './predecessor.ts';
import { foldElsewhere } from './voted-elsewhere.ts';

/**
 * State is a fold of events: this is the only code that changes the state tables. It runs inside the event's own
 * transaction, and over the whole journal when the state is rebuilt. It never reads a clock, and nothing but the
 * event and the tables decides what it writes.
 */
export function fold(db: Database, event: JournalEvent): void {
  switch (event.type) {
    case 'package.imported':
      leaveContinued(db);
      nextSittingFrom(db, 'closed');
      db.prepare(
        `update station set register = ?, package = ?, package_version = ?, package_sha256 = ?,
           -- The next sitting begins at zero: what a screen counts is of none until it is opened.
           sitting = case stage when 'closed' then null else sitting end,
           stage = case when stage in ('unprovisioned', 'closed') then 'ready' else stage end,
           -- The package that was in force, loaded once more to repair it, does not bring a revoked device back.
           revoked_version = case when stage = 'unprovisioned' or revoked_version < ? then null else revoked_version end`,
      ).run(event.body.register, event.body.package, event.body.version, event.body.sha256, event.body.version);
      endReception(db, event);
      return;

    case 'device.revoked':
      db.prepare('update station set revoked_version = ?').run(event.body.version);
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
      db.prepare(
        'insert into sitting(sitting, kind, registered, carried, opened_at, round) values (?, ?, ?, ?, ?, ?)',
      ).run(
        event.body.sitting,
        event.body.kind,
        event.body.registered,
        event.body.carried,
        event.at,
        event.body.round ?? 0,
      );
      db.prepare("update station set stage = 'open', sitting = ?, prepared = null, resumes = null").run(
        event.body.sitting,
      );
      nextSittingFrom(db, 'open');
      endReception(db, event);
      dutiesAtOpening(db, event.body.sitting);
      foldOpened(db, event);
      carryPaper(db, event);
      return;
    case 'sitting.prepared':
    case 'ballots.taken':
    case 'ballots.returned':
    case 'applicant.listed':
    case 'visit.not-met':
    case 'admissions.written':
    case 'admission.learned':
    case 'admissions.taken':
    case 'outside.not-awaited':
    case 'batch.excluded':
    case 'batch.restored':
      foldSittings(db, event);
      return;
    case 'sitting.suspended':
      foldSuspended(db, event);
      db.prepare("update station set resumes = stage, stage = 'suspended'").run();
      return;
    case 'sitting.resumed':
      foldStandstillEnd(db, event);
      // Those inside are still served, and nobody else: a pause does not open the doors again.
      db.prepare("update station set stage = coalesce(resumes, 'open'), resumes = null").run();
      return;
    case 'sitting.finishing':
      foldFinishing(db, event);
      stage(db, 'finishing');
      return;
    case 'sitting.closed':
      foldStandstillEnd(db, event);
      db.prepare('update sitting set closed_at = ? where sitting = ?').run(event.at, event.sitting);
      dutiesAtClosing(db, event.at);
      // One that is closed while it stands still is never resumed: what it would go back to is not the next one's.
      db.prepare("update station set stage = 'closed', resumes = null, last_close = ?").run(event.seq);
      return;
    case 'shift.ended':
    case 'help.called':
    case 'help.answered':
      // Folds of their own (core/journal/shifts.ts, help-calls.ts).
      return;
    case 'duty.given':
    case 'duty.ended':
      foldDuty(db, event);
      return;
    case 'turnout.recorded':
      db.prepare('insert or ignore into turnout(sitting, time, total) values (?, ?, ?)').run(
        event.sitting,
        event.body.time,
        event.body.total,
      );
      return;

    case 'lock.asked':
    case 'lock.taken':
    case 'lock.refused':
    case 'lock.released':
      foldLock(db, event);
      return;
    case 'admission.elsewhere':
      foldElsewhere(db, event);
      return;

    case 'attempt.started':
    case 'attempt.ended':
    case 'admission.reserved':
    case 'admission.confirmed':
    case 'admission.released':
    case 'admission.undone':
    case 'print.handed':
    case 'print.failed':
    case 'receipt.printed':
    case 'receipt.reissued':
    case 'attempt.biometric':
    case 'attempt.finger-search':
    case 'admission.same-finger':
      foldAdmission(db, event);
      return;

    case 'ballot.print-handed':
    case 'ballot.print-failed':
    case 'ballot.printed':
    case 'ballot.delivered':
    case 'ballot.sheet-cancelled':
    case 'ballot.not-printed':
    case 'ballot-paper.loaded':
    case 'ballot-paper.counted':
      foldBallotSheets(db, event);
      return;

    case 'admission.on-paper':
    case 'admission.on-paper-undone':
      foldOnPaper(db, event);
      return;
    case 'paper-list.phrase-printed':
      db.prepare('update station set phrase = ?').run(event.sitting);
      return;
    case 'kiosk.reservation-ended':
      db.prepare('insert into ended_elsewhere(admission) values (?) on conflict do nothing').run(event.body.admission);
      return;

    case 'copy.continued':
      foldPredecessor(db, event, fold);
      return;
    case 'copy.superseded':
      supersede(db, event);
      return;
    case 'copy.served-beside':
      foldBeside(db, event);
      return;
    case 'copy.reconciled':
      foldBeside(db, event);
      endContinued(db, event.body.device);
      return;

    case 'reception.opened':
    case 'reception.closed':
    case 'lookup.answered':
      foldReception(db, event);
      return;

    case 'retention.written':
    case 'station.handed-over':
    case 'handing.copied':
    case 'handing.checked':
    case 'wipe.done':
      foldAfterwards(db, event);
      return;
    case 'opening.seal-read':
    case 'opening.list-compared':
    case 'opening.without-device':
    case 'slip.copies-asked':
    case 'slip.handed':
    case 'slip.ended':
    case 'slip.copies-left':
    case 'closing.answered':
      foldDay(db, event);
      return;

    case 'application.filed':
    case 'application.decided':
      foldApplication(db, event);
      return;

    case 'ballot.handed-compared':
    case 'ballot.too-many-handed':
    case 'application.exported':
    case 'lookup.printed':
    case 'list.home-made':
    case 'wipe.begun':
    case 'attempt.approved':
    case 'attempt.homecoming':
    case 'attempt.candidate-chosen':
    case 'person.signed-out':
    case 'package.refused':
    case 'log.opened':
    case 'log.given':
    case 'log.guessed':
    case 'log.taken':
    case 'log.shut':
    case 'kiosk.invited':
    case 'kiosk.joined':
    case 'package.arrived':
    case 'package.arrival-refused':
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
    case 'paper.handed':
    case 'paper.ended':
    case 'clock.stepped':
    case 'key.registered':
    case 'checkpoint.made':
    case 'log.exported':
    case 'copy.began':
    case 'copy.stopped':
    case 'copy.resumed':
    case 'paper-list.written':
      // Told, but no state rests on them.
      return;
  }
}

function stage(db: Database, to: string): void {
  db.prepare('update station set stage = ?').run(to);
}
