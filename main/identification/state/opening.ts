import type { EventOf } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { NEXT_SITTING } from './day-fold.ts';

/** What was written down for an opening. */
export interface OpeningSteps {
  readonly seals: ReadonlyMap<string, string>;
  readonly list: EventOf<'opening.list-compared'>['body'] | null;
  readonly without: readonly EventOf<'opening.without-device'>['body'][];
}

/** Steps of the opening of a sitting; of the next one where `sitting` is null. */
export function openingStepsOf(db: Database, sitting: string | null): OpeningSteps {
  const rows = db
    .prepare<[string], { readonly item: string; readonly body: string }>(
      'select item, body from opening_step where sitting = ? order by item',
    )
    .all(sitting ?? NEXT_SITTING)
    .map(({ item, body }) => ({ item, body: JSON.parse(body) as unknown }));
  const of = <T>(prefix: string): readonly T[] =>
    rows.filter(({ item }) => item.startsWith(prefix)).map(({ body }) => body as T);
  return {
    seals: new Map(of<EventOf<'opening.seal-read'>['body']>('seal-').map(({ what, number }) => [what, number])),
    list: of<EventOf<'opening.list-compared'>['body']>('paper-list')[0] ?? null,
    without: of<EventOf<'opening.without-device'>['body']>('without-'),
  };
}

/** Why a sitting was opened late; null where it was not. */
export function lateOf(db: Database, sitting: string): string | null {
  return db.prepare<[string], string | null>('select late from sitting where sitting = ?').pluck().get(sitting) ?? null;
}
