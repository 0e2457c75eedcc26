import type { EventOf, JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { keepElsewhere } from '../state/voted-elsewhere.ts';
import { peerTables } from './schema.ts';

/** What a verified event of another kiosk of the station changes here; in the transaction in which it is kept. */
export function foldPeer(db: Database, event: JournalEvent): void {
  const { device, sitting, at, seq, hash } = event;
  if (isEndOfAdmission(event) && !maySpeakOf(db, device, event.body.admission)) return;
  switch (event.type) {
    case 'sitting.opened':
      db.prepare(
        `insert into peer_sitting(device, sitting, round, opened_at, opened_seq, opened_hash, registered, carried)
           values (?, ?, ?, ?, ?, ?, ?, ?) on conflict(device, sitting) do nothing`,
      ).run(
        ...[device, event.body.sitting, event.body.round ?? 0, at],
        ...[seq, hash, event.body.registered, event.body.carried],
      );
      return;
    case 'sitting.closed':
      db.prepare(
        'update peer_sitting set closed_at = ?, closed_seq = ?, closed_hash = ? where device = ? and sitting is ?',
      ).run(at, seq, hash, device, sitting);
      return;
    case 'copy.continued':
      // It goes on with the sitting of the one that it stands in for, in that one's round.
      if (event.body.sitting === null) return;
      db.prepare(
        `insert into peer_sitting(device, sitting, round, opened_at, opened_seq, opened_hash) values (?, ?, ?, ?, ?, ?)
           on conflict(device, sitting) do nothing`,
      ).run(device, event.body.sitting, roundOf(db, event.body.sitting, event.body.device), at, seq, hash);
      return;
    case 'admission.reserved': {
      if (sitting === null) return;
      const { admission, voter, category, sex, ageGroup } = event.body;
      db.prepare(
        `insert into peer_admission(admission, device, sitting, round, voter, category, state, at, sex, age_group)
           values (?, ?, ?, ?, ?, ?, 'reserved', ?, ?, ?) on conflict(admission) do nothing`,
      ).run(admission, device, sitting, roundOf(db, sitting, device), voter, category, at, sex, ageGroup);
      return;
    }
    case 'kiosk.reservation-ended':
      db.prepare('insert into peer_ended(device, admission) values (?, ?) on conflict do nothing').run(
        device,
        event.body.admission,
      );
      return;
    case 'admission.confirmed':
      db.prepare("update peer_admission set state = 'confirmed', at = ? where admission = ?").run(
        at,
        event.body.admission,
      );
      return;
    case 'admission.released':
      db.prepare("update peer_admission set state = 'released' where admission = ?").run(event.body.admission);
      return;
    case 'admission.elsewhere':
      keepElsewhere(db, 'peer_elsewhere', event);
      return;
    case 'admission.undone':
      db.prepare("update peer_admission set state = 'undone' where admission = ?").run(event.body.admission);
      return;
  }
}

type EndOfAdmission = EventOf<'admission.confirmed' | 'admission.released' | 'admission.undone'>;
const isEndOfAdmission = (event: JournalEvent): event is Extract<JournalEvent, EndOfAdmission> =>
  event.type === 'admission.confirmed' || event.type === 'admission.released' || event.type === 'admission.undone';

/** What becomes of an admission its own kiosk says, and one that goes on from that one's journal; nobody else. */
function maySpeakOf(db: Database, device: string, admission: string): boolean {
  const of = db
    .prepare<[string], string>('select device from peer_admission where admission = ?')
    .pluck()
    .get(admission);
  return of !== undefined && (of === device || wentOnFrom(db, of).includes(device));
}

/** Those that have gone on from a device's journal, each behind the one that it went on from. */
function wentOnFrom(db: Database, device: string): readonly string[] {
  return db
    .prepare<[string], string>(
      `with recursive behind(device, depth) as (
         select ?, 0
         union select peer_event.device, depth + 1 from peer_event join behind
           on type = 'copy.continued' and json_extract(line, '$.body.device') = behind.device and depth < 64)
       select device from behind where depth > 0 group by device order by max(depth)`,
    )
    .pluck()
    .all(device);
}

/**
 * A kiosk's journal may come behind what another one that went on from it says of its admissions: that is folded once more.
 * @param devices those of which reservations came
 */
export function foldBehind(db: Database, devices: Iterable<string>): void {
  const ends = db
    .prepare<[string], string>(
      `select line from peer_event where device = ?
         and type in ('admission.confirmed', 'admission.released', 'admission.undone') order by seq`,
    )
    .pluck();
  for (const device of devices) {
    for (const one of wentOnFrom(db, device)) {
      for (const line of ends.all(one)) foldPeer(db, JSON.parse(line) as JournalEvent);
    }
  }
}

/** A sitting has the same name and round at every kiosk of its station; what that kiosk itself said of it goes first. */
function roundOf(db: Database, sitting: string, device: string): number {
  const round = db
    .prepare<{ sitting: string; device: string }, number>(
      `select round from (
         select round, device <> :device as other from peer_sitting where sitting = :sitting
         union all select round, 2 from sitting where sitting = :sitting)
       order by other limit 1`,
    )
    .pluck();
  return round.get({ sitting, device }) ?? 0;
}

/** Makes the peers' tables anew from what is kept of their journals. */
export function refoldPeers(db: Database): void {
  db.transaction(() => {
    for (const table of peerTables) db.prepare(`delete from ${table}`).run();
    const page = db.prepare<[string, number], { device: string; seq: number; line: string }>(
      'select device, seq, line from peer_event where (device, seq) > (?, ?) order by device, seq limit 500',
    );
    for (let last = { device: '', seq: 0 }; ; ) {
      const rows = page.all(last.device, last.seq);
      for (const { line } of rows) foldPeer(db, JSON.parse(line) as JournalEvent);
      const end = rows.at(-1);
      if (!end) break;
      last = end;
    }
    foldBehind(db, db.prepare<[], string>('select distinct device from peer_admission').pluck().all());
  }).immediate();
}
