import type { BodyOf } from '../../../core/journal/catalogue.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { Database } from '../../storage/open.ts';
import { type GivenNumbers, NO_NUMBERS } from '../state/numbers.ts';

/** A wipe as the device's own journal tells it. */
export interface WipeTold {
  readonly begun: BodyOf<'wipe.begun'>;
  readonly at: string;
  readonly done: { readonly at: string; readonly hash: string; readonly body: BodyOf<'wipe.done'> } | null;
}

function lastOf(own: Database, type: 'wipe.begun' | 'wipe.done'): JournalEvent | null {
  const line = own
    .prepare<[string], string>('select line from journal where type = ? order by seq desc limit 1')
    .pluck()
    .get(type);
  return line === undefined ? null : (JSON.parse(line) as JournalEvent);
}

/** The last wipe of this device, finished or not; null where it never was wiped. */
export function lastWipe(own: Database): WipeTold | null {
  const begun = lastOf(own, 'wipe.begun');
  if (begun?.type !== 'wipe.begun') return null;
  const done = lastOf(own, 'wipe.done');
  const finished = done?.type === 'wipe.done' && done.seq > begun.seq ? done : null;
  return {
    begun: begun.body,
    at: begun.at,
    done: finished && { at: finished.at, hash: finished.hash, body: finished.body },
  };
}

/** A wipe that was begun and is not finished. */
export function openWipe(own: Database): BodyOf<'wipe.begun'> | null {
  const last = lastWipe(own);
  return last !== null && last.done === null ? last.begun : null;
}

/**
 * The highest numbers that this device gave out in an election before it was emptied of it, as its own journal remembers.
 * A wipe of before did not tell them: more than its journal had events the kiosk itself cannot have given. Numbers of a kiosk
 * from whose copy it went on are not among those events, and not known any more.
 */
export function numbersBefore(
  own: Database,
  { election, mode, station }: Pick<BodyOf<'wipe.begun'>, 'election' | 'mode' | 'station'>,
): GivenNumbers {
  return own
    .prepare<[string, string, string], string>(
      `select line from journal where type = 'wipe.begun' and json_extract(line, '$.body.election') = ?
         and json_extract(line, '$.body.mode') = ? and json_extract(line, '$.body.station') = ?`,
    )
    .pluck()
    .all(election, mode, station)
    .map((line) => (JSON.parse(line) as { readonly body: BodyOf<'wipe.begun'> }).body)
    .map(({ numbers, events }) => numbers ?? { receipts: events, acts: events, applications: events })
    .reduce(
      (most, one) => ({
        receipts: Math.max(most.receipts, one.receipts),
        acts: Math.max(most.acts, one.acts),
        applications: Math.max(most.applications, one.applications),
      }),
      NO_NUMBERS,
    );
}

/** Whether an order was carried out, or begun, before. */
export function orderWasUsed(own: Database, order: string): boolean {
  return (
    own
      .prepare<[string], number>(
        `select count(*) from journal where type = 'wipe.begun' and json_extract(line, '$.body.order') = ?`,
      )
      .pluck()
      .get(order) !== 0
  );
}
