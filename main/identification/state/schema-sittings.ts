/** Steps of the state tables for several sittings of one election; they follow those of schema.ts. */
export const sittingSteps: readonly string[] = [
  // Once a voter in each round: a repeat vote is a round of its own. What was written before is of the first.
  `
  alter table sitting add column round integer not null default 0;
  alter table station add column prepared text;
  alter table admission add column round integer not null default 0;
  drop index admission_once;
  create unique index admission_once on admission(round, voter) where state in ('reserved', 'confirmed');
  `,
];

/** Steps for voting outside the room; they came later, and stay behind whatever stood between. */
export const outsideSteps: readonly string[] = [
  `
  create table applicant(
    sitting text not null,
    voter text not null,
    place integer not null,
    reason text not null,
    -- Why she was visited and did not vote; null: not visited, or admitted.
    not_met text,
    primary key (sitting, voter)
  ) strict, without rowid;

  create table outside_ballots(
    sitting text primary key,
    taken integer not null,
    boxes text not null,
    handed_out integer,
    spoiled integer,
    brought_back integer,
    reason text
  ) strict, without rowid;

  -- Admissions of other kiosks of the station, as their verified journals say. Two kiosks may have admitted one voter
  -- before they knew of each other: both stay, and are told.
  create table learned(
    device text not null,
    admission text not null,
    sitting text not null,
    round integer not null,
    voter text not null,
    state text not null check (state in ('reserved', 'confirmed', 'released', 'undone')),
    at text not null,
    primary key (device, admission)
  ) strict, without rowid;
  create index learned_voter on learned(round, voter);
  -- As with admission_once: held by the file itself, not only by the program.
  create trigger admission_not_learned before insert on admission
    when exists (
      select 1 from learned where round = new.round and voter = new.voter and state in ('reserved', 'confirmed'))
    begin select raise(abort, 'admitted at another kiosk'); end;

  create table taken_file(
    device text not null,
    sitting text not null,
    first integer not null,
    last integer not null,
    hash text not null,
    closed integer not null,
    primary key (device, sitting)
  ) strict, without rowid;

  create table not_awaited(sitting text primary key, reason text not null) strict, without rowid;

  create table excluded_batch(
    batch text not null, device text not null, reason text not null, primary key (batch, device)
  ) strict, without rowid;
  `,
];
