import { canonical } from '../../../core/journal/canonical.ts';
import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

/** When the last decision was made by the commission, so that an older one does not come after it. */
export const decisionMadeStep = 'alter table application add column made text';

/** The table of applications before the day. */
export const applicationStep = `
  create table application(
    application text primary key,
    voter text not null,
    kind text not null,
    asked text not null,
    filed text not null,
    answer_by text not null,
    state text not null check (state in ('waiting', 'granted', 'refused')),
    decided text,
    why text
  ) strict, without rowid;
  create index application_voter on application(voter);
  create index application_state on application(state);
  `;

type ApplicationEvent = EventOf<'application.filed'> | EventOf<'application.decided'>;

/** State of the applications: one row for each, with the last decision. Called by `fold` alone. */
export function foldApplication(db: Database, event: ApplicationEvent): void {
  if (event.type === 'application.filed') {
    const { application, voter, asked, filed, answerBy } = event.body;
    db.prepare(
      `insert into application(application, voter, kind, asked, filed, answer_by, state)
         values (?, ?, ?, ?, ?, ?, 'waiting')`,
    ).run(application, voter, asked.kind, canonical(asked), filed, answerBy);
    return;
  }
  const { decision, made } = event.body;
  db.prepare('update application set state = ?, decided = ?, why = ?, made = ? where application = ?').run(
    decision.decision,
    decision.on,
    decision.decision === 'refused' ? decision.why : null,
    made,
    decision.application,
  );
}
