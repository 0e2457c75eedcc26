import { peerElsewhereStep } from '../state/voted-elsewhere.ts';

/**
 * What this kiosk knows of the journals of the station's other kiosks. The tables lie in the same file as its own journal,
 * and are a fold of the peers' verified events alone (fold-peer.ts): rebuilt from `peer_event` they are equal row by row.
 */
export const networkRoom = 'network';

export const networkSteps: readonly string[] = [
  `
  create table peer_event(
    device text not null,
    seq integer not null,
    type text not null,
    line text not null,
    hash text not null,
    primary key (device, seq)
  ) strict, without rowid;
  create index peer_share on peer_event(type) where type in ('share.taken', 'copy.continued');

  create table peer_sitting(
    device text not null,
    sitting text not null,
    round integer not null,
    opened_at text not null,
    closed_at text,
    -- Number and hash of the event that closed it.
    closed_seq integer,
    closed_hash text,
    primary key (device, sitting)
  ) strict, without rowid;

  -- An admission is one whichever device tells of it: a spare kiosk goes on with those of the one that it stands in for.
  create table peer_admission(
    admission text primary key,
    device text not null,
    sitting text not null,
    round integer not null,
    voter text not null,
    category text not null,
    state text not null check (state in ('reserved', 'confirmed', 'released', 'undone')),
    at text not null
  ) strict, without rowid;
  create index peer_admission_voter on peer_admission(round, voter);

  -- Voters whom this kiosk has promised to another one and of whom it does not know yet what came of it.
  create table promised(voter text primary key, device text not null, claim text not null) strict, without rowid;
  `,
  // The hub's last receipt for each journal that goes up by this kiosk.
  'create table stored_receipt(device text primary key, receipt text not null) strict, without rowid',
  // Number of the letter that asked for a promise: no letter before it has a say in it. And how often this kiosk has begun
  // to number its own.
  `
  alter table promised add column n integer not null default 0;
  create table letter_start(starts integer not null) strict;
  insert into letter_start(starts) values (0);
  `,
  // Reservations that persons have ended at a kiosk other than their own.
  'create table peer_ended(device text, admission text, primary key (device, admission)) strict, without rowid',
  // How a sitting was opened there, and who was admitted, as the chair's sum tells it: also of what came before.
  `
  alter table peer_sitting add column opened_seq integer;
  alter table peer_sitting add column opened_hash text;
  alter table peer_sitting add column registered integer;
  alter table peer_sitting add column carried integer;
  alter table peer_admission add column sex text;
  alter table peer_admission add column age_group text;
  update peer_sitting set opened_seq = o.seq, opened_hash = o.hash, registered = o.registered, carried = o.carried
    from (select device, seq, hash, json_extract(line, '$.body.sitting') as sitting,
            json_extract(line, '$.body.registered') as registered, json_extract(line, '$.body.carried') as carried
          from peer_event where type in ('sitting.opened', 'copy.continued') order by seq desc) as o
    where o.device = peer_sitting.device and o.sitting = peer_sitting.sitting;
  update peer_admission set sex = r.sex, age_group = r.age_group
    from (select json_extract(line, '$.body.admission') as admission, json_extract(line, '$.body.sex') as sex,
            json_extract(line, '$.body.ageGroup') as age_group
          from peer_event where type = 'admission.reserved') as r
    where r.admission = peer_admission.admission;
  `,
  peerElsewhereStep,
];

/** Tables that are a fold of the peers' events. */
export const peerTables = ['peer_sitting', 'peer_admission', 'peer_ended'] as const;
