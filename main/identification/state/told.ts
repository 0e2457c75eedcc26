import type { Database } from '../../storage/open.ts';

/**
 * What the journal itself says of a sitting, counted from its lines and from no state table: the other side of every
 * balance. A table that a fault or a hand has changed no longer agrees with it.
 */
export interface Told {
  readonly reserved: number;
  readonly confirmed: number;
  readonly released: number;
  readonly undone: number;
  /** Slips that the confirmed admissions rest on, and how many of them were told to have come out. */
  readonly slips: number;
  readonly printed: number;
}

export function toldOf(db: Database, sitting: string | null): Told {
  const rows = db
    .prepare<[string | null], { type: string; n: number }>(
      `select type, count(*) as n from whole_journal
         where type in ('admission.reserved', 'admission.confirmed', 'admission.released', 'admission.undone')
           and json_extract(line, '$.sitting') is ? group by type`,
    )
    .all(sitting);
  const n = (type: string): number => rows.find((row) => row.type === type)?.n ?? 0;
  const slips = db
    .prepare<[string | null], { slips: number; printed: number }>(
      `with printed as materialized (
           select json_extract(line, '$.body.receipt') as receipt from whole_journal where type = 'receipt.printed')
         select count(*) as slips, coalesce(sum(slip.value in (select receipt from printed)), 0) as printed
           from whole_journal, json_each(whole_journal.line, '$.body.receipts') as slip
           where whole_journal.type = 'admission.confirmed' and json_extract(whole_journal.line, '$.sitting') is ?`,
    )
    .get(sitting);
  return {
    reserved: n('admission.reserved'),
    confirmed: n('admission.confirmed'),
    released: n('admission.released'),
    undone: n('admission.undone'),
    slips: slips?.slips ?? 0,
    printed: slips?.printed ?? 0,
  };
}

/** Rows that belong to no closed sitting: before an opening there is none. */
export function leftOver(db: Database): { readonly counter: string; readonly value: number } | null {
  const closed = '(select sitting from sitting where closed_at is not null)';
  for (const counter of ['attempt', 'admission'] as const) {
    const value =
      db
        .prepare<[], number>(`select count(*) from ${counter} where sitting is null or sitting not in ${closed}`)
        .pluck()
        .get() ?? 0;
    if (value > 0) return { counter, value };
  }
  return null;
}
