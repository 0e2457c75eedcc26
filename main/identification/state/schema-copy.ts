/**
 * The journals of kiosks that this one has continued, as their copy had them: no state of their own, but what state is
 * folded from, beside the own journal.
 */
export const copyStep = `
  create table predecessor(
    device text not null,
    seq integer not null,
    type text not null,
    line text not null,
    primary key (device, seq)
  ) strict, without rowid;
  create view whole_journal as select type, line from journal union all select type, line from predecessor;
  alter table station add column continued_by text;
`;

/**
 * Where in this kiosk's own journal its sittings end: the event that closed the last one, and the one behind which
 * everything is of the sitting that it is in, or was last in. 0: none yet. Beside them, after how many events the kiosk of
 * `continued_by` went on; -1: not known, or none.
 */
export const continuedSittingStep = `
  alter table station add column last_close integer not null default 0;
  alter table station add column sitting_after integer not null default 0;
  alter table station add column continued_count integer not null default -1;
  update station set last_close = coalesce(
    (select max(json_extract(line, '$.seq')) from journal where type = 'sitting.closed'), 0);
  update station set sitting_after = case when stage in ('closed', 'handed-over') then coalesce(
    (select max(json_extract(line, '$.seq')) from journal where type = 'sitting.closed'
      and json_extract(line, '$.seq') < last_close), 0) else last_close end;
`;

/** For which sitting the words of the sealed envelope were printed. */
export const paperRoadStep = 'alter table station add column phrase text';

/** Voters who were admitted by the paper list and entered afterwards. A voter stands once in a round, here or there. */
export const onPaperStep = `
  create table on_paper(
    entry text primary key,
    voter text not null,
    sitting text,
    round integer not null,
    page integer not null,
    line integer not null,
    conflict text,
    undone integer not null,
    at text not null
  ) strict, without rowid;
  create unique index on_paper_once on on_paper(round, voter) where conflict is null and undone = 0;
  create trigger admission_not_on_paper before insert on admission
    when exists (select 1 from on_paper where voter = new.voter and round = new.round and conflict is null and undone = 0)
    begin select raise(abort, 'UNIQUE constraint failed: admitted on paper'); end;
`;
