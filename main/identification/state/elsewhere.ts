import type { Database } from '../../storage/open.ts';
import { onPaper } from './on-paper.ts';
import { holdsAtPeer } from './peers.ts';
import { standingAdmission, stationOf } from './read.ts';
import { learnedAdmission, sittingOf } from './sittings.ts';

/** An admission at another kiosk of the station, as that one’s journal tells it over the network. */
export interface PeerAdmission {
  readonly device: string;
  readonly admission: string;
  readonly sitting: string;
  readonly category: string;
  readonly state: 'reserved' | 'confirmed';
  /** When it was confirmed, or reserved while it is not; ISO with zone. */
  readonly at: string;
}

/**
 * The last number of each device in a table whose key is device and number. It is asked for at every word: `group by` alone
 * would read a whole day's lines each time.
 */
export const lastOf = (table: string): string =>
  `select device, (select max(seq) from ${table} as line where line.device = one.device) as seq from (
     with recursive known(device) as (
       select min(device) from ${table}
       union all select (select min(device) from ${table} where device > known.device) from known
         where known.device is not null)
     select device from known where device is not null) as one`;

/** The first admission of this voter that stands at another kiosk in this round, and is not this kiosk’s own. */
export function peerAdmission(db: Database, voter: string, round = 0): PeerAdmission | null {
  return (
    db
      .prepare<[number, string], PeerAdmission>(
        `select device, admission, sitting, category, state, at from peer_admission
           where round = ? and voter = ? and ${holdsAtPeer()}
             and not exists (select 1 from admission where admission.admission = peer_admission.admission)
           order by at, device limit 1`,
      )
      .get(round, voter) ?? null
  );
}

/**
 * Whether a voter stands admitted or reserved, wherever this kiosk knows it from, in the round in which another one is: it
 * may have opened a repeat vote that is not open here yet.
 */
export function standingAnywhere(db: Database, voter: string, device: string): boolean {
  const theirs = db.prepare<[string], number>(
    'select round from peer_sitting where device = ? order by opened_at desc, sitting desc limit 1',
  );
  const round = theirs.pluck().get(device) ?? sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  const known = [standingAdmission, peerAdmission, learnedAdmission, onPaper];
  return known.some((of) => of(db, voter, round) !== null);
}

/** A voter who stands admitted here, and at another kiosk too. */
export interface DoubledAdmission {
  readonly voter: string;
  /** This kiosk's. */
  readonly admission: string;
  readonly device: string;
  /** The other one's. */
  readonly other: string;
  /** When each was confirmed, or reserved while it is not; ISO with zone. */
  readonly at: string;
  readonly otherAt: string;
}

export function doubledOf(db: Database): readonly DoubledAdmission[] {
  return db
    .prepare<[], DoubledAdmission>(
      `select own.voter, own.admission, peer.device, peer.admission as other,
           coalesce(own.confirmed_at, own.reserved_at) as at, peer.at as otherAt
         from peer_admission as peer join admission as own on own.round = peer.round and own.voter = peer.voter
         where own.admission <> peer.admission and ${holdsAtPeer('peer')}
           and own.state in ('reserved', 'confirmed')
           and not exists (select 1 from admission as same where same.admission = peer.admission)
         order by own.reserved_at, peer.at`,
    )
    .all();
}

/** A reservation that stands open at another kiosk. */
export interface OpenAtPeer {
  readonly device: string;
  readonly admission: string;
  readonly voter: string;
  /** ISO with zone. */
  readonly at: string;
}

/** Reservations of the round of now that stand open at other kiosks, the oldest first. */
export function openAtPeers(db: Database): readonly OpenAtPeer[] {
  const round = sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  return db
    .prepare<[number], OpenAtPeer>(
      `select device, admission, voter, at from peer_admission
         where round = ? and state = 'reserved' and ${holdsAtPeer()}
           and not exists (select 1 from admission where admission.admission = peer_admission.admission)
         order by at, device`,
    )
    .all(round);
}

/** Of each other kiosk of the station: how many of the round of now stand admitted there. */
export function admittedAtPeers(db: Database): ReadonlyMap<string, number> {
  const round = sittingOf(db, stationOf(db).sitting)?.round ?? 0;
  const rows = db
    .prepare<[number], { readonly device: string; readonly count: number }>(
      "select device, count(*) as count from peer_admission where round = ? and state = 'confirmed' group by device",
    )
    .all(round);
  return new Map(rows.map(({ device, count }) => [device, count]));
}
