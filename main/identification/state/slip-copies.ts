import type { EventOf } from '../../../core/journal/event.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { Database } from '../../storage/open.ts';

export interface SlipCopy {
  readonly copy: number;
  readonly state: 'waiting' | 'handed' | 'maybe' | 'out';
  readonly problem: Problem['code'] | null;
}

/** Numbered copies of one slip, as they were asked for once. */
export interface SlipSeries {
  readonly series: string;
  /** Number of the event that asked for them. */
  readonly seq: number;
  readonly sitting: string;
  /** How many standstills of the sitting it tells of. */
  readonly stills: number;
  readonly slip: EventOf<'slip.copies-asked'>['body']['slip'];
  readonly copies: readonly SlipCopy[];
}

interface Row {
  readonly series: string;
  readonly seq: number;
  readonly sitting: string;
  readonly stills: number;
  readonly slip: SlipSeries['slip'];
}

/** Series of which a copy is not out yet and that nobody gave up, oldest first; of whichever sitting they are. */
export function openSeries(db: Database): readonly SlipSeries[] {
  return db
    .prepare<[], Row>(
      `select series, seq, sitting, stills, slip from slip_series
         where left_at is null
           and series in (select series from slip_copy where state <> 'out') order by seq`,
    )
    .all()
    .map((row) => ({
      ...row,
      copies: db
        .prepare<[string], SlipCopy>('select copy, state, problem from slip_copy where series = ? order by copy')
        .all(row.series),
    }));
}

/** Those copies, as what stands in the way of whatever takes the closed sitting's place; null: none is owed. */
export function copiesOpen(db: Database): Problem | null {
  const owed = openSeries(db).flatMap(({ copies }) => copies.filter(({ state }) => state !== 'out'));
  return owed.length === 0 ? null : { code: 'sittings.copies-open', params: { count: owed.length } };
}

/** The event that asked for an open series, of this kiosk's own journal: every copy is drawn from it alone. */
export function askedEvent(db: Database, { seq }: SlipSeries): EventOf<'slip.copies-asked'> {
  const line = db.prepare<[number], string>('select line from journal where seq = ?').pluck().get(seq);
  if (line === undefined) throw new Error(`event ${seq} is missing`);
  return JSON.parse(line) as EventOf<'slip.copies-asked'>;
}
