import type { Database } from '../../storage/open.ts';

/** A time in which the station stood still; `until` is null while it lasts. */
export interface Standstill {
  /** Local time with offset, as events write it. */
  readonly since: string;
  readonly until: string | null;
  readonly reason: string;
  readonly resumedBecause: string | null;
  /** Ids of those who let it stand still, and of those who let it go on. */
  readonly approvers: readonly string[];
  readonly resumedBy: readonly string[];
}

interface Row {
  readonly since: string;
  readonly until: string | null;
  readonly reason: string;
  readonly resumed_because: string | null;
  readonly approvers: string;
  readonly resumed_by: string | null;
}

/** Every time that the station stood still in a sitting, oldest first. */
export function standstillsOf(db: Database, sitting: string | null): readonly Standstill[] {
  return db
    .prepare<[string | null], Row>('select * from standstill where sitting is ? order by place')
    .all(sitting)
    .map((row) => ({
      ...{ since: row.since, until: row.until, reason: row.reason },
      resumedBecause: row.resumed_because,
      approvers: JSON.parse(row.approvers) as string[],
      resumedBy: row.resumed_by === null ? [] : (JSON.parse(row.resumed_by) as string[]),
    }));
}

/** Whole seconds of a standstill; a clock that was set back makes none of them negative. */
export function secondsOf({ since, until }: Pick<Standstill, 'since' | 'until'>, now: string): number {
  return Math.max(0, Math.floor((Date.parse(until ?? now) - Date.parse(since)) / 1000));
}

/** Whole seconds that the station stood still in a sitting so far. */
export function stoodStillOf(db: Database, sitting: string | null, now: string): number {
  return standstillsOf(db, sitting).reduce((sum, one) => sum + secondsOf(one, now), 0);
}
