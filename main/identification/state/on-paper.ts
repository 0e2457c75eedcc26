import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { holdsAtPeer } from './peers.ts';
import { sittingOf } from './sittings.ts';

/** How the station's kiosks know a voter of this round, and since when (ISO). */
export interface Told {
  readonly already: 'admitted' | 'reserved' | 'on-paper';
  readonly at: string;
}

/** Everybody of whom this kiosk, another one of the station or the paper list has told, by pseudonym. */
export function knownVoters(db: Database, round: number): ReadonlyMap<string, Told> {
  const rows = db
    .prepare<{ round: number }, Told & { voter: string }>(
      // The last one counts: what this kiosk itself has done comes last.
      `select voter, 'admitted' as already, at from learned where round = :round and state in ('reserved', 'confirmed')
       union all select voter, 'admitted', at from peer_admission where round = :round and ${holdsAtPeer()}
       union all select voter, 'on-paper', at from on_paper where round = :round and conflict is null and undone = 0
       union all select voter, case state when 'reserved' then 'reserved' else 'admitted' end,
           coalesce(confirmed_at, reserved_at)
         from admission where round = :round and state in ('reserved', 'confirmed')`,
    )
    .all({ round });
  return new Map(rows.map(({ voter, already, at }) => [voter, { already, at }]));
}

/** The sitting for which the words of the sealed envelope were printed last; null: for none. */
export function phraseOfSitting(db: Database): string | null {
  return db.prepare<[], string | null>('select phrase from station').pluck().get() ?? null;
}

export interface OnPaperRow {
  readonly entry: string;
  readonly at: string;
}

/** The entry from the paper list that stands for this voter in a round. */
export function onPaper(db: Database, voter: string, round = 0): OnPaperRow | null {
  return (
    db
      .prepare<[string, number], OnPaperRow>(
        'select entry, at from on_paper where voter = ? and round = ? and conflict is null and undone = 0',
      )
      .get(voter, round) ?? null
  );
}

/** Entries from the paper list in a sitting: those that count, and those that the kiosk had admitted already. */
export function onPaperCounts(
  db: Database,
  sitting: string | null,
): { readonly entered: number; readonly conflicts: number } {
  const row = db
    .prepare<[string | null], { entered: number; conflicts: number }>(
      `select coalesce(sum(conflict is null), 0) as entered, coalesce(sum(conflict is not null), 0) as conflicts
         from on_paper where sitting is ? and undone = 0`,
    )
    .get(sitting);
  return row ?? { entered: 0, conflicts: 0 };
}

/**
 * An admission, here or at another kiosk, has fallen away. Where a paper entry of that voter stood against it and nothing
 * else does, she has voted by the list: the first such entry counts from now on.
 */
export function countPaperInstead(db: Database, voter: string, round: number): void {
  db.prepare<{ voter: string; round: number }>(
    `update on_paper set conflict = null
       where entry = (
           select entry from on_paper where voter = :voter and round = :round and undone = 0
             and conflict in ('admitted', 'reserved') order by at, entry limit 1)
         and not exists (
           select 1 from on_paper where voter = :voter and round = :round and undone = 0 and conflict is null)
         and not exists (
           select 1 from admission where voter = :voter and round = :round and state in ('reserved', 'confirmed'))
         and not exists (
           select 1 from learned where voter = :voter and round = :round and state in ('reserved', 'confirmed'))`,
  ).run({ voter, round });
}

/** Entries from the paper list, and their undoing. */
export function foldOnPaper(
  db: Database,
  event: EventOf<'admission.on-paper'> | EventOf<'admission.on-paper-undone'>,
): void {
  if (event.type === 'admission.on-paper-undone') {
    db.prepare('update on_paper set undone = 1 where entry = ?').run(event.body.entry);
    return;
  }
  const { entry, voter, page, line, conflict } = event.body;
  const round = sittingOf(db, event.sitting)?.round ?? 0;
  db.prepare(
    'insert into on_paper(entry, voter, sitting, round, page, line, conflict, undone, at) values (?, ?, ?, ?, ?, ?, ?, 0, ?)',
  ).run(entry, voter, event.sitting, round, page, line, conflict, event.at);
}
