import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { lastOf } from './elsewhere.ts';

/** How far one kiosk's journal of a sitting is known here. */
export type SumState =
  /** Closed there, and known up to that. */
  | 'closed'
  /** Another kiosk went on with it, from the very event up to which it is known. */
  | 'continued'
  /** Known, and not closed: more may have happened there. */
  | 'open'
  /** Nothing of it is known. */
  | 'missing';

/** One kiosk's part of a sitting. */
export interface SumRow {
  readonly device: string;
  readonly state: SumState;
  /** People who stand admitted by it; those of a kiosk that another one went on from count at that one, where it knows them. */
  readonly admitted: number;
  /** Number and hash of the event that closed the sitting there, or of the last that is known; null: none is. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/**
 * What the kiosks of a station have done in one sitting, each by its own journal, as far as it is known here.
 * @param own this device
 * @param expected the devices of the station: of each there is a row, also where nothing is known of it
 */
export function stationSum(
  db: Database,
  { sitting, own, expected }: { readonly sitting: string; readonly own: string; readonly expected: readonly string[] },
): readonly SumRow[] {
  const heads = new Map(
    db
      .prepare<[], { device: string; seq: number; hash: string }>(
        `select device, seq, hash from (${lastOf('peer_event')}) join peer_event using (device, seq)`,
      )
      .all()
      .map(({ device, ...head }) => [device, head]),
  );
  const closed = new Map(
    db
      .prepare<[string], { device: string; seq: number; hash: string }>(
        `select device, closed_seq as seq, closed_hash as hash from peer_sitting
           where sitting = ? and closed_seq is not null`,
      )
      .all(sitting)
      .map(({ device, ...head }) => [device, head]),
  );
  const took = db.prepare<[string], string>('select device from peer_sitting where sitting = ?').pluck().all(sitting);
  const admitted = new Map(
    db
      .prepare<[string], { device: string; admitted: number }>(
        `select device, count(*) as admitted from peer_admission
           where sitting = ? and state = 'confirmed'
             and not exists (select 1 from admission where admission.admission = peer_admission.admission)
           group by device`,
      )
      .all(sitting)
      .map((row) => [row.device, row.admitted]),
  );
  const continued = continuedUpTo(db);
  const others = [...new Set([...expected, ...took])].filter((device) => device !== own);
  const row = (device: string): SumRow => {
    const head = closed.get(device) ?? heads.get(device) ?? null;
    const upTo = continued.get(device);
    const known = heads.get(device)?.hash;
    const state = closed.has(device)
      ? 'closed'
      : upTo !== undefined && (upTo === known || known === undefined)
        ? 'continued'
        : head === null
          ? 'missing'
          : 'open';
    return { device, state, admitted: admitted.get(device) ?? 0, head };
  };
  return [ownRow(db, sitting, own), ...others.map(row)];
}

function ownRow(db: Database, sitting: string, device: string): SumRow {
  const admitted = db
    .prepare<[string], number>("select count(*) from admission where sitting = ? and state = 'confirmed'")
    .pluck()
    .get(sitting);
  const closed = db
    .prepare<[string], { seq: number; hash: Buffer }>(
      `select seq, hash from journal where type = 'sitting.closed' and json_extract(line, '$.sitting') = ?
         order by seq desc limit 1`,
    )
    .get(sitting);
  return {
    ...{ device, state: closed ? 'closed' : 'open', admitted: admitted ?? 0 },
    head: closed ? { seq: closed.seq, hash: closed.hash.toString('hex') } : null,
  };
}

/** Journals that another kiosk went on from, and the hash of their event with which it did. */
function continuedUpTo(db: Database): ReadonlyMap<string, string> {
  const lines = db
    .prepare<[], string>(
      `select line from whole_journal where type = 'copy.continued'
       union select line from peer_event where type = 'copy.continued'`,
    )
    .pluck()
    .all();
  return new Map(
    lines.map((line) => {
      const { device, head } = (JSON.parse(line) as EventOf<'copy.continued'>).body;
      return [device, head];
    }),
  );
}

/** Everybody whom the kiosks of a station have admitted in a sitting, by sex and age group, as far as it is known here. */
export function stationGroups(
  db: Database,
  sitting: string,
): { readonly bySex: Readonly<Record<'female' | 'male', number>>; readonly byAge: Readonly<Record<string, number>> } {
  const rows = db
    .prepare<{ sitting: string }, { sex: 'female' | 'male'; age: string; n: number }>(
      `select sex, age_group as age, count(*) as n from (
         select sex, age_group from admission where sitting = :sitting and state = 'confirmed'
         union all
         select sex, age_group from peer_admission where sitting = :sitting and state = 'confirmed'
           and not exists (select 1 from admission where admission.admission = peer_admission.admission))
       group by sex, age_group order by age_group`,
    )
    .all({ sitting });
  const bySex = { female: 0, male: 0 };
  const byAge: Record<string, number> = {};
  for (const { sex, age, n } of rows) {
    bySex[sex] += n;
    byAge[age] = (byAge[age] ?? 0) + n;
  }
  return { bySex, byAge };
}

/** How one kiosk opened a sitting. */
export interface OpeningRow {
  readonly device: string;
  readonly state: 'opened' | 'continued' | 'missing';
  readonly registered: number | null;
  readonly carried: number | null;
  /** Its admissions of the sitting before that. */
  readonly admitted: number;
  readonly head: string | null;
}

/** How the kiosks of a station opened a sitting, each by its own journal. @param expected as in `stationSum` */
export function stationOpening(
  db: Database,
  { sitting, own, expected }: { readonly sitting: string; readonly own: string; readonly expected: readonly string[] },
): readonly OpeningRow[] {
  const rows = db
    .prepare<
      { sitting: string; own: string },
      { device: string; seq: number; head: string; type: string; registered: number | null; carried: number | null }
    >(
      `select device, opened_seq as seq, opened_hash as head,
           case when registered is null then 'copy.continued' else 'sitting.opened' end as type, registered, carried
         from peer_sitting where sitting = :sitting
       union all
       select :own, seq, lower(hex(hash)), type, json_extract(line, '$.body.registered'),
           json_extract(line, '$.body.carried')
         from journal where type in ('sitting.opened', 'copy.continued')
           and json_extract(line, '$.body.sitting') = :sitting
       order by seq desc`,
    )
    .all({ sitting, own });
  const opened = new Map(rows.map((row) => [row.device, row]));
  const reserved = "type = 'admission.reserved' and json_extract(line, '$.sitting') = ? and seq < ?";
  const ownBefore = db.prepare<[string, number], number>(`select count(*) from journal where ${reserved}`).pluck();
  const before = db
    .prepare<[string, number, string], number>(`select count(*) from peer_event where ${reserved} and device = ?`)
    .pluck();
  const devices = [own, ...[...new Set([...expected, ...opened.keys()])].filter((device) => device !== own)];
  return devices.map((device): OpeningRow => {
    const row = opened.get(device);
    if (!row) return { device, state: 'missing', registered: null, carried: null, admitted: 0, head: null };
    const { seq, head, type, registered, carried } = row;
    const admitted = (device === own ? ownBefore.get(sitting, seq) : before.get(sitting, seq, device)) ?? 0;
    const state = type === 'sitting.opened' ? 'opened' : 'continued';
    return { device, state, registered, carried, admitted, head };
  });
}
