import type { WhereAnswer } from '../../../core/election/where.ts';
import type { Database } from '../../storage/open.ts';

/** Id of the reception that is open; null where none is. */
export function openReception(db: Database): string | null {
  return db.prepare<[], string>('select reception from reception where closed_at is null').pluck().get() ?? null;
}

/** How many receptions there have been. */
export function receptionsUsed(db: Database): number {
  return db.prepare<[], number>('select count(*) from reception').pluck().get() ?? 0;
}

/** How many asked on a local day where they vote, by what they were answered. */
export function askedOn(db: Database, day: string): Readonly<Partial<Record<WhereAnswer['at'], number>>> {
  const rows = db
    .prepare<[string], { answer: string; times: number }>('select answer, times from asked where day = ?')
    .all(day);
  return Object.fromEntries(rows.map(({ answer, times }) => [answer, times]));
}
