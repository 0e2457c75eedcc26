import { canonical } from '../../../core/journal/canonical.ts';
import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';

type Afterwards =
  | EventOf<'retention.written'>
  | EventOf<'station.handed-over'>
  | EventOf<'handing.copied'>
  | EventOf<'handing.checked'>
  | EventOf<'wipe.done'>;

/** What is told after the closing. A part of `fold`, under its rules. */
export function foldAfterwards(db: Database, event: Afterwards): void {
  switch (event.type) {
    case 'retention.written': {
      const { medium, kind, events, head, sha256 } = event.body;
      db.prepare('insert into retention(seq, medium, kind, events, head, sha256, at) values (?, ?, ?, ?, ?, ?, ?)').run(
        event.seq,
        medium,
        kind,
        events,
        head,
        sha256,
        event.at,
      );
      return;
    }
    case 'station.handed-over':
      db.prepare('insert or ignore into handing(one, seq, hash, at, act) values (1, ?, ?, ?, ?)').run(
        event.seq,
        event.hash,
        event.at,
        canonical(event.body),
      );
      // One that was prepared and is not held any more is forgotten: its papers are those of the last that was closed.
      db.prepare(
        `update station set stage = 'handed-over', prepared = null, sitting = coalesce(sitting,
           (select sitting.sitting from sitting where closed_at is not null order by opened_at desc, sitting.sitting desc limit 1))`,
      ).run();
      return;
    case 'handing.copied': {
      const { copy, out } = event.body;
      // A copy that came out once is out, whatever is printed of it later.
      const column = copy === 1 ? 'first' : 'second';
      db.prepare(`update handing set ${column} = ? where ${column} is null or ${column} <> 'yes'`).run(out);
      return;
    }
    case 'handing.checked':
      db.prepare('update handing set checked = ?').run(canonical(event.body));
      return;
    case 'wipe.done':
      db.prepare(
        `update station set stage = 'unprovisioned', sitting = null, register = null, package = null,
           package_version = null, package_sha256 = null`,
      ).run();
      return;
  }
}
