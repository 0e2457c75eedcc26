import { besideKnownStep, besideStep } from './beside.ts';
import { dayStep } from './day-schema.ts';
import { applicationStep, decisionMadeStep } from './fold-application.ts';
import { nationalLockStep } from './national-lock.ts';
import { handingStep, retentionStep } from './schema-afterwards.ts';
import { paperAccountStep, printedBallotsStep } from './schema-ballots.ts';
import { continuedSittingStep, copyStep, onPaperStep, paperRoadStep } from './schema-copy.ts';
import { placesStep } from './schema-places.ts';
import { outsideSteps, sittingSteps } from './schema-sittings.ts';
import { votedElsewhereStep } from './voted-elsewhere.ts';

/**
 * The identification zone's state tables. They lie in the same file as the journal and are changed by
 * `fold` alone, in the transaction of the event: rebuilt from the journal they are equal row by row.
 * Nothing here names a person: a voter is the election-specific pseudonym.
 */
export const stateRoom = 'identification';

export const stateSteps: readonly string[] = [
  `
  create table station(
    one integer primary key check (one = 1),
    stage text not null,
    sitting text,
    register text,
    package text,
    package_version integer,
    package_sha256 text
  ) strict;
  insert into station(one, stage) values (1, 'unprovisioned');

  create table sitting(
    sitting text primary key,
    kind text not null,
    registered integer not null,
    carried integer not null,
    opened_at text not null,
    closed_at text
  ) strict, without rowid;

  create table attempt(
    attempt text primary key,
    sitting text,
    by text not null,
    outcome text,
    reason text
  ) strict, without rowid;
  create index attempt_outcome on attempt(sitting, outcome, reason);

  create table admission(
    admission text primary key,
    attempt text not null,
    sitting text,
    voter text not null,
    state text not null check (state in ('reserved', 'confirmed', 'released', 'undone')),
    category text not null,
    constituency text not null,
    precinct text not null,
    sex text not null,
    age_group text not null,
    modality text not null,
    reserved_at text not null,
    confirmed_at text,
    evidence text,
    reason text
  ) strict, without rowid;
  -- One admission per voter is held by the file itself, not only by the program.
  create unique index admission_once on admission(voter) where state in ('reserved', 'confirmed');
  create index admission_state on admission(sitting, state);

  -- A receipt is its own print job: 'waiting' from the commit of the reservation on.
  create table receipt(
    receipt text primary key,
    admission text not null references admission(admission),
    ballot text not null,
    copy integer not null,
    place integer not null,
    state text not null check (state in ('waiting', 'handed', 'printed', 'void')),
    job text,
    -- Who said that it came out: the printer or a person.
    told text check (told in ('printer', 'officer'))
  ) strict, without rowid;
  create index receipt_admission on receipt(admission, place);

  create table turnout(
    sitting text not null,
    time text not null,
    total integer not null,
    primary key (sitting, time)
  ) strict, without rowid;

  create table person(
    person text primary key,
    failures integer not null,
    locked_until text
  ) strict, without rowid;
  `,
  // The stage that a suspended sitting goes back to.
  'alter table station add column resumes text',
  // Touches of a sitting by what came of them, those of before included: the journal lies beside the tables.
  `
  create table touch(
    sitting text not null,
    modality text not null,
    result text not null,
    touches integer not null,
    primary key (sitting, modality, result)
  ) strict, without rowid;
  insert into touch
    select coalesce(json_extract(line, '$.sitting'), ''), json_extract(line, '$.body.modality'),
        json_extract(line, '$.body.result'), count(*)
      from journal where type = 'attempt.biometric' group by 1, 2, 3;
  `,
  // Pairs of receipts whose voters' fingers look alike.
  `
  create table same_finger(
    receipt text not null,
    earlier text not null,
    sitting text,
    level integer not null,
    at text not null,
    primary key (receipt, earlier)
  ) strict, without rowid;
  `,
  // Touches by which a record was looked for, those of before included.
  `
  insert into touch
    select coalesce(json_extract(line, '$.sitting'), ''), 'finger', 'searched', count(*)
      from journal where type = 'attempt.finger-search' group by 1;
  `,
  // The weeks before: when people were received, and how many asked where they vote.
  `
  create table reception(reception text primary key, opened_at text not null, closed_at text) strict, without rowid;
  create table asked(
    day text not null, answer text not null, times integer not null, primary key (day, answer)
  ) strict, without rowid;
  `,
  // The version of the package by which this device is out of use; null while it is in use.
  'alter table station add column revoked_version integer',
  // Who holds a duty that is drawn by lot.
  `
  create table duty(
    seq integer primary key,
    duty text not null,
    person text not null,
    sitting text,
    given_at text not null,
    ended_at text,
    at_opening integer not null
  ) strict;
  `,
  dayStep,
  ...sittingSteps,
  ...outsideSteps,
  retentionStep,
  copyStep,
  handingStep,
  paperRoadStep,
  applicationStep,
  onPaperStep,
  decisionMadeStep,
  placesStep,
  // A voter who is listed for remote voting and was admitted at home: where; '' where the list does not say.
  'alter table admission add column listed_at text',
  // The granted application that an applicant outside the room comes from.
  'alter table applicant add column application text',
  besideStep,
  besideKnownStep,
  continuedSittingStep,
  printedBallotsStep,
  paperAccountStep,
  // Reservations at other kiosks which persons have ended here.
  'create table ended_elsewhere(admission text primary key) strict, without rowid',
  nationalLockStep,
  votedElsewhereStep,
];
