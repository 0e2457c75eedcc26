import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { stationOf } from './read.ts';
import { sittingOf } from './sittings.ts';

/** Voters of this station's list who are admitted at other stations, as the hub told this kiosk, and how much it has told. */
export const votedElsewhereStep = `
  create table voted_elsewhere(
    round integer not null,
    voter text not null,
    station text not null,
    device text not null,
    at text not null,
    stands integer not null,
    primary key (round, voter, station, device)
  ) strict, without rowid;
  create table told_elsewhere(one integer primary key check (one = 1), epoch text, n integer not null) strict;
  insert into told_elsewhere(one, epoch, n) values (1, null, 0);
`;

/** The same as the station's other kiosks were told, by their journals. */
export const peerElsewhereStep = `
  create table peer_elsewhere(
    round integer not null,
    voter text not null,
    station text not null,
    device text not null,
    at text not null,
    stands integer not null,
    primary key (round, voter, station, device)
  ) strict, without rowid;
`;

/** A part of `fold`, under its rules. */
export function foldElsewhere(db: Database, event: EventOf<'admission.elsewhere'>): void {
  const { epoch, n } = event.body;
  keepElsewhere(db, 'voted_elsewhere', event);
  db.prepare('update told_elsewhere set epoch = ?, n = ?').run(epoch, n);
}

/** Takes in what this kiosk was told, or another one of the station. */
export function keepElsewhere(
  db: Database,
  table: 'voted_elsewhere' | 'peer_elsewhere',
  { body }: EventOf<'admission.elsewhere'>,
): void {
  db.prepare(
    `insert into ${table}(round, voter, station, device, at, stands) values (?, ?, ?, ?, ?, ?)
       on conflict(round, voter, station, device) do update set at = excluded.at, stands = excluded.stands`,
  ).run(body.round, body.voter, body.station, body.device, body.at, body.in ? 1 : 0);
}

/** How much of it this kiosk knows, as it asks for more. */
export function elsewhereKnown(db: Database): { readonly epoch: string | null; readonly after: number } {
  const known = db.prepare<[], { epoch: string | null; n: number }>('select epoch, n from told_elsewhere').get();
  return { epoch: known?.epoch ?? null, after: known?.n ?? 0 };
}

export interface VotedElsewhere {
  readonly voter: string;
  readonly station: string;
  readonly device: string;
  readonly at: string;
}

const BOTH = `select * from voted_elsewhere where stands = 1 union select * from peer_elsewhere where stands = 1`;

/** Where a voter of this list is admitted elsewhere in a round, as far as this kiosk or another one of the station knows. */
export function votedElsewhere(db: Database, voter: string, round = 0): VotedElsewhere | null {
  const row = db.prepare<[number, string], VotedElsewhere>(
    `select voter, station, device, at from (${BOTH}) where round = ? and voter = ? order by at limit 1`,
  );
  return row.get(round, voter) ?? null;
}

/** How many of this list are admitted elsewhere in the round of now. */
export const elsewhereNow = (db: Database): number =>
  allElsewhere(db, sittingOf(db, stationOf(db).sitting)?.round ?? 0).length;

/** All of them in a round. */
export function allElsewhere(db: Database, round = 0): readonly VotedElsewhere[] {
  const rows = db.prepare<[number], VotedElsewhere>(
    `select voter, station, device, min(at) as at from (${BOTH}) where round = ? group by voter order by at`,
  );
  return rows.all(round);
}
