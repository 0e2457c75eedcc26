/** Tables of the station's day: standing still, copies of slips, what is told at the opening and at the close. */
export const dayTables = ['standstill', 'slip_series', 'slip_copy', 'opening_step', 'closing_answer'] as const;

export const dayStep = `
  -- How many were inside when the doors were closed, where people were asked.
  alter table sitting add column inside integer;
  alter table sitting add column late text;
  -- Confirmed after the doors were closed: one fewer of those inside.
  alter table admission add column after_doors integer not null default 0;

  create table standstill(
    seq integer primary key,
    sitting text,
    since text not null,
    reason text not null,
    approvers text not null,
    until text,
    resumed_because text,
    resumed_by text
  ) strict;

  create table slip_series(
    series text primary key,
    seq integer not null,
    sitting text not null,
    slip text not null,
    copies integer not null,
    left_at text
  ) strict, without rowid;

  create table slip_copy(
    series text not null,
    copy integer not null,
    state text not null check (state in ('waiting', 'handed', 'maybe', 'out')),
    problem text,
    primary key (series, copy)
  ) strict, without rowid;

  -- Steps of the opening by what they are about; those of no sitting yet belong to the next one.
  create table opening_step(
    sitting text not null,
    item text not null,
    body text not null,
    primary key (sitting, item)
  ) strict, without rowid;

  create table closing_answer(
    sitting text not null,
    question text not null,
    people integer not null,
    own integer not null,
    reason text,
    primary key (sitting, question)
  ) strict, without rowid;

  -- What the journal of before tells of it.
  insert into standstill(seq, sitting, since, reason, approvers, until, resumed_by)
    select json_extract(s.line, '$.seq'), json_extract(s.line, '$.sitting'), json_extract(s.line, '$.at'),
        json_extract(s.line, '$.body.reason'), json_array(json_extract(s.line, '$.actor.person')),
        json_extract(e.line, '$.at'),
        case e.type when 'sitting.closed' then json_extract(e.line, '$.body.approvers')
          when 'sitting.resumed' then json_array(json_extract(e.line, '$.actor.person')) end
      from journal as s left join journal as e
        on e.type in ('sitting.resumed', 'sitting.closed')
          and json_extract(e.line, '$.seq') = (
            select min(json_extract(n.line, '$.seq')) from journal as n
              where n.type in ('sitting.resumed', 'sitting.closed')
                and json_extract(n.line, '$.seq') > json_extract(s.line, '$.seq'))
      where s.type = 'sitting.suspended';
  update admission set after_doors = 1 where admission in (
    select json_extract(c.line, '$.body.admission') from journal as c join journal as f
      on f.type = 'sitting.finishing' and json_extract(f.line, '$.sitting') = json_extract(c.line, '$.sitting')
        and json_extract(f.line, '$.seq') < json_extract(c.line, '$.seq')
      where c.type = 'admission.confirmed');
`;
