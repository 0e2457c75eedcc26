import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { routineEvents } from '../../../core/journal/retention.ts';
import type { Database } from '../../storage/open.ts';

/** A retention copy as the journal tells it. */
export interface CopyRow {
  readonly medium: string;
  readonly kind: 'stick' | 'folder';
  /** What was written on the medium; null where the event does not say. */
  readonly label: string | null;
  readonly events: number;
  readonly head: string;
  readonly sha256: string;
  /** ISO with offset. */
  readonly at: string;
}

/** The last copy on each medium, the newest first. */
export function copiesOf(db: Database): readonly CopyRow[] {
  return db
    .prepare<[], CopyRow>(
      `select medium, kind, json_extract(line, '$.body.label') as label, events, head, sha256, at
         from retention join journal using (seq) where seq in (select max(seq) from retention group by medium) order by seq desc`,
    )
    .all();
}

/** Number of the last event that a copy must have; 0 where there is none. */
export function lastToKeep(db: Database): number {
  const types = [...routineEvents];
  return (
    db
      .prepare<string[], number>(
        `select coalesce(max(seq), 0) from journal where type not in (${types.map(() => '?').join(', ')})`,
      )
      .pluck()
      .get(...types) ?? 0
  );
}

/** How many events that must be kept lie after the first `events`. */
export function missingAfter(db: Database, events: number): number {
  const types = [...routineEvents];
  return (
    db
      .prepare<unknown[], number>(
        `select count(*) from journal where seq > ? and type not in (${types.map(() => '?').join(', ')})`,
      )
      .pluck()
      .get(events, ...types) ?? 0
  );
}

/** The act of handing over as the journal tells it. */
export interface HandingRow {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly act: BodyOf<'station.handed-over'>;
  /** What came of printing each copy; null where it was not printed yet, or a stop came between. */
  readonly copies: readonly (Outcome | null)[];
  readonly checked: BodyOf<'handing.checked'> | null;
}
type Outcome = BodyOf<'handing.copied'>['out'];

/** Null before the station was handed over. */
export function handingOf(db: Database): HandingRow | null {
  const row = db
    .prepare<
      [],
      {
        readonly seq: number;
        readonly hash: string;
        readonly at: string;
        readonly act: string;
        readonly first: Outcome | null;
        readonly second: Outcome | null;
        readonly checked: string | null;
      }
    >('select seq, hash, at, act, first, second, checked from handing')
    .get();
  if (!row) return null;
  const { seq, hash, at, act, first, second, checked } = row;
  return {
    ...{ seq, hash, at },
    act: JSON.parse(act) as HandingRow['act'],
    copies: [first, second],
    checked: checked === null ? null : (JSON.parse(checked) as HandingRow['checked']),
  };
}
