import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { ballotPaperOf } from './ballot-sheets.ts';
import { closingAnswersOf } from './closing.ts';

type BallotSheetEventType =
  | 'ballot.print-handed'
  | 'ballot.print-failed'
  | 'ballot.printed'
  | 'ballot.delivered'
  | 'ballot.sheet-cancelled'
  | 'ballot.not-printed'
  | 'ballot-paper.loaded'
  | 'ballot-paper.counted';

export type BallotSheetEvent = { [T in BallotSheetEventType]: EventOf<T> }[BallotSheetEventType];

/** A part of `fold`, under its rules: the sheets of ballots that this kiosk prints, and their paper. */
export function foldBallotSheets(db: Database, event: BallotSheetEvent): void {
  switch (event.type) {
    case 'ballot.print-handed':
      db.prepare(
        "insert into ballot_sheet(sheet, admission, ballot, sitting, state) values (?, ?, ?, ?, 'handed')",
      ).run(event.body.sheet, event.body.admission, event.body.ballot, event.sitting);
      return;
    case 'ballot.print-failed':
      if (event.body.sent === 'nothing') become(db, event.body.sheet, 'nothing', ['handed']);
      return;
    case 'ballot.printed':
      become(db, event.body.sheet, 'out', ['handed']);
      return;
    case 'ballot.delivered':
      become(db, event.body.sheet, 'delivered', ['out']);
      return;
    case 'ballot.sheet-cancelled':
      become(db, event.body.sheet, 'cancelled', ['handed', 'out', 'delivered']);
      return;
    case 'ballot.not-printed':
      become(db, event.body.sheet, 'nothing', ['handed']);
      return;
    case 'ballot-paper.loaded':
      db.prepare(
        `insert into ballot_paper(sitting, loaded, place) values (?, ?, (select count(*) from ballot_paper))
           on conflict(sitting) do update set loaded = loaded + excluded.loaded`,
      ).run(event.sitting ?? '', event.body.sheets);
      return;
    case 'ballot-paper.counted':
      db.prepare(
        `insert into ballot_paper(sitting, loaded, corrected, place)
           values (?, 0, ?, (select count(*) from ballot_paper))
           on conflict(sitting) do update set corrected = corrected + excluded.corrected`,
      ).run(event.sitting ?? '', event.body.blank - event.body.was);
      return;
  }
}

/**
 * The paper that was in the printer when the last sitting that printed ended is there when the next one begins: as people
 * counted it at the close, else by the account.
 */
export function carryPaper(db: Database, { body: { sitting, kind } }: EventOf<'sitting.opened'>): void {
  if (kind === 'outside') return;
  const before = db.prepare<[], string>('select sitting from ballot_paper order by place desc limit 1').pluck().get();
  if (before === undefined) return;
  const { blank } = ballotPaperOf(db, before);
  const counted = closingAnswersOf(db, before).find(({ question }) => question === 'ballots-blank');
  const left = counted?.own === blank ? counted.people : blank;
  db.prepare(
    'insert into ballot_paper(sitting, loaded, carried, place) values (?, 0, ?, (select count(*) from ballot_paper))',
  ).run(sitting, left);
}

function become(db: Database, sheet: string, to: string, from: readonly string[]): void {
  db.prepare(`update ballot_sheet set state = ? where sheet = ? and state in (select value from json_each(?))`).run(
    to,
    sheet,
    JSON.stringify(from),
  );
}

/** The ballots of a reservation that this kiosk prints. */
export function ballotsDue(db: Database, { admission, printed = [] }: EventOf<'admission.reserved'>['body']): void {
  const due = db.prepare('insert into ballot_due(admission, ballot, place) values (?, ?, ?)');
  for (const [place, ballot] of printed.entries()) due.run(admission, ballot, place);
}

/**
 * Of what stood open at a kiosk that this one goes on from: since the last event that was copied any ballot that was due
 * may have been printed there. How many sheets there were before makes a name new, also where a third kiosk goes on.
 */
export function sheetsOfBefore(db: Database): void {
  db.prepare(
    `insert into ballot_sheet(sheet, admission, ballot, sitting, state)
       select 'copy-' || (select count(*) from ballot_sheet) || '-' || row_number() over (order by admission, place),
           admission, ballot, admission.sitting, 'handed'
         from ballot_due join admission using (admission)
         where (admission.state = 'reserved' or admission.state = 'confirmed'
             and admission.sitting is (select sitting from station)) and not exists (
           select 1 from ballot_sheet as own where own.admission = ballot_due.admission
             and own.ballot = ballot_due.ballot and own.state in ('handed', 'out', 'delivered'))`,
  ).run();
}
