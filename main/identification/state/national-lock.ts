import { canonical } from '../../../core/journal/canonical.ts';
import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { prepared } from '../../storage/prepared.ts';

/**
 * Locks of voters across the country, as this kiosk's journal tells of them; also those that a kiosk held from whose journal
 * this one goes on. What is owed to the hub follows from these rows, whatever process asked for them.
 */
export const nationalLockStep = `
  -- Admitted without her lock, which the policy lets be: whether she was admitted elsewhere nobody could know.
  alter table admission add column unconfirmed integer not null default 0;
  create index admission_unconfirmed on admission(sitting) where unconfirmed = 1;
  create table national_lock(
    round integer not null,
    voter text not null,
    attempt text not null,
    -- The hub was asked, and what it answered is not known.
    asked integer not null,
    -- In which revision it is held here; null: it is not.
    revision integer,
    -- How it was refused last, and by whom it is held, as JSON; null: it was not.
    refused text,
    primary key (round, voter)
  ) strict, without rowid;
`;

type LockEvent = { [T in LockEventType]: EventOf<T> }[LockEventType];

/** What the journal tells of locks. */
export type LockEventType = 'lock.asked' | 'lock.taken' | 'lock.refused' | 'lock.released';

/** A part of `fold`, under its rules. */
export function foldLock(db: Database, event: LockEvent): void {
  const { round, voter } = event.body;
  if (event.type === 'lock.released') {
    db.prepare('delete from national_lock where round = ? and voter = ? and revision = ?').run(
      round,
      voter,
      event.body.revision,
    );
    return;
  }
  db.prepare(
    `insert into national_lock(round, voter, attempt, asked) values (?, ?, ?, 0)
       on conflict(round, voter) do update set attempt = excluded.attempt`,
  ).run(round, voter, event.body.attempt);
  const change = db.prepare(
    'update national_lock set asked = ?, revision = ?, refused = ? where round = ? and voter = ?',
  );
  switch (event.type) {
    case 'lock.asked':
      db.prepare('update national_lock set asked = 1 where round = ? and voter = ?').run(round, voter);
      return;
    case 'lock.taken':
      change.run(0, event.body.revision, null, round, voter);
      return;
    case 'lock.refused': {
      const { how, by } = event.body;
      // In the order of the journal's line: the event of now and the one that is read from it are one row.
      change.run(0, null, canonical({ how, by }), round, voter);
      return;
    }
  }
}

/** A lock as this kiosk knows it. */
export interface LockRow {
  readonly round: number;
  readonly voter: string;
  readonly attempt: string;
  /** The hub was asked, and what it answered is not known. */
  readonly asked: 0 | 1;
  readonly revision: number | null;
}

/** A lock that this kiosk has, or may have; null: it has none. */
export function lockOf(db: Database, round: number, voter: string): LockRow | null {
  const row = db.prepare<[number, string], LockRow>(
    `select round, voter, attempt, asked, revision from national_lock
       where round = ? and voter = ? and (asked = 1 or revision is not null)`,
  );
  return row.get(round, voter) ?? null;
}

/** Locks that this kiosk has, or may have, though nobody stands admitted by them: the hub is owed them back. */
export function locksOwed(db: Database): readonly LockRow[] {
  return db
    .prepare<[], LockRow>(
      `select round, voter, attempt, asked, revision from national_lock as lock
         where (asked = 1 or revision is not null) and not exists (
           select 1 from admission where admission.voter = lock.voter and admission.round = lock.round
             and state in ('reserved', 'confirmed'))`,
    )
    .all();
}

/**
 * Locks that were asked for without an answer, and whose voters stand admitted all the same, each for sure: the hub is asked
 * once more whether this kiosk has them.
 */
export function locksAsked(db: Database): readonly LockRow[] {
  return db
    .prepare<[], LockRow>(
      `select lock.round, lock.voter, lock.attempt, asked, revision from national_lock as lock
         where asked = 1 and exists (
           select 1 from admission where admission.voter = lock.voter and admission.round = lock.round
             and state in ('reserved', 'confirmed') and unconfirmed = 0)`,
    )
    .all();
}

/** Why a lock is given back: what became last of the voter's admission here, if she had one. */
export function whyGivenBack(db: Database, round: number, voter: string): 'not-admitted' | 'released' | 'undone' {
  const state = db
    .prepare<[number, string], string>(
      'select state from admission where round = ? and voter = ? order by reserved_at desc, admission desc limit 1',
    )
    .pluck()
    .get(round, voter);
  return state === 'released' || state === 'undone' ? state : 'not-admitted';
}

/** An admission that stands without its voter's lock. */
export interface Unconfirmed {
  readonly admission: string;
  readonly attempt: string;
  readonly voter: string;
  readonly round: number;
  readonly sitting: string | null;
  /** When it was confirmed, or reserved while it is not; ISO with zone. */
  readonly at: string;
  /** How the hub refused it, and who has it; null: the hub has not said anything of it yet. */
  readonly refused: null | {
    readonly how: 'locked' | 'admitted' | 'not-open';
    readonly by: { readonly station: string; readonly device: string; readonly at: string } | null;
  };
}

/** All of them, oldest first. */
export function unconfirmedAdmissions(db: Database): readonly Unconfirmed[] {
  return prepared<[], Omit<Unconfirmed, 'refused'> & { readonly refused: string | null }>(
    db,
    `select admission, admission.attempt, admission.voter, admission.round, sitting,
           coalesce(confirmed_at, reserved_at) as at, refused
         from admission left join national_lock as lock
           on lock.round = admission.round and lock.voter = admission.voter
         where unconfirmed = 1 and state in ('reserved', 'confirmed') and revision is null
         order by reserved_at, admission`,
  )
    .all()
    .map(({ refused, ...row }) => ({ ...row, refused: refused === null ? null : JSON.parse(refused) }));
}

/** How many admissions stand without their voter's lock, of every sitting; absent: none. */
export function unconfirmedNow(db: Database, sitting?: string | null): { unconfirmed?: number; contested?: number } {
  const rows = unconfirmedAdmissions(db).filter((one) => sitting === undefined || one.sitting === sitting);
  const contested = rows.filter(isContested).length;
  const unconfirmed = rows.length - contested;
  return { ...(unconfirmed > 0 ? { unconfirmed } : {}), ...(contested > 0 ? { contested } : {}) };
}

/** Of whom the hub says that another kiosk has admitted her too; one that only has her lock may still give it up. */
export const isContested = ({ refused }: Pick<Unconfirmed, 'refused'>): boolean => refused?.how === 'admitted';
