/**
 * Rows in the order in which they were told. The events of a kiosk that this one goes on from have numbers of their own,
 * which may be higher than the numbers that follow here, or the same.
 */
export const placesStep = `
  -- How many standstills of the sitting a slip tells of.
  alter table slip_series add column stills integer not null default 0;
  update slip_series set stills = (
    select count(*) from standstill where standstill.sitting is slip_series.sitting and standstill.seq < slip_series.seq);

  create table standstill_placed(
    place integer primary key,
    sitting text,
    since text not null,
    reason text not null,
    approvers text not null,
    until text,
    resumed_because text,
    resumed_by text
  ) strict;
  insert into standstill_placed(place, sitting, since, reason, approvers, until, resumed_because, resumed_by)
    select row_number() over (order by seq), sitting, since, reason, approvers, until, resumed_because, resumed_by
      from standstill;
  drop table standstill;
  alter table standstill_placed rename to standstill;

  create table duty_placed(
    place integer primary key,
    duty text not null,
    person text not null,
    sitting text,
    given_at text not null,
    ended_at text,
    at_opening integer not null
  ) strict;
  insert into duty_placed(place, duty, person, sitting, given_at, ended_at, at_opening)
    select row_number() over (order by seq), duty, person, sitting, given_at, ended_at, at_opening from duty;
  drop table duty;
  alter table duty_placed rename to duty;
`;
