import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Database } from './open.ts';

/**
 * Brings the tables of one room up to date. Steps are only ever appended; the file remembers how many were made.
 * Several rooms keep tables in one file (a zone's state lies beside its journal), so each room counts for itself;
 * SQLite's one `user_version` could not do that.
 *
 * @param room name of the room, for example 'journal'
 * @param steps SQL of each step, oldest first; step n brings version n to n + 1
 * @returns the version reached, or `storage.newer` when a newer program has already changed this file
 */
export function migrate(db: Database, room: string, steps: readonly string[]): Result<number, Problem> {
  return db
    .transaction((): Result<number, Problem> => {
      db.exec('create table if not exists room(name text primary key, version integer not null) strict, without rowid');
      const version = db.prepare<[string], number>('select version from room where name = ?').pluck().get(room) ?? 0;
      if (version > steps.length) return err({ code: 'storage.newer', params: { room } });
      for (const step of steps.slice(version)) db.exec(step);
      db.prepare('insert into room values (?, ?) on conflict(name) do update set version = excluded.version').run(
        room,
        steps.length,
      );
      return ok(steps.length);
    })
    .immediate();
}
