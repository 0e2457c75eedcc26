import type { KV } from '@nats-io/kv';
import type { Place } from '../../core/hub/admitted.ts';
import { type JournalName, journalKey } from '../../core/hub/names.ts';
import type { Cause } from '../../core/journal/finding.ts';
import { replaced } from './buckets.ts';

/** What people have to look at. It stands under its journal, what it is, and which event or voter: told again it is the same. */
export type Alarm =
  /** An event that cannot be stored: the line as it came, and whose connection brought it. */
  | {
      readonly alarm: 'refused';
      readonly cause: Cause;
      readonly seq: number;
      readonly line: string;
      readonly by: string;
    }
  /** One voter is admitted more than once. */
  | { readonly alarm: 'conflict'; readonly voter: string; readonly round: number; readonly places: readonly Place[] };

/** An alarm as it is kept. */
export type KeptAlarm = Alarm & { readonly of: JournalName /** The hub's clock, ISO. */; readonly first: string };

const keyOf = (of: JournalName, alarm: Alarm): string =>
  `${journalKey(of)}.${alarm.alarm === 'refused' ? `${alarm.cause}.${alarm.seq}` : `conflict.${alarm.round}-${alarm.voter}`}`;

/** Raises an alarm; one that stands already stays as it was first. */
export async function raise(kv: KV, of: JournalName, alarm: Alarm, now: number): Promise<void> {
  const kept: KeptAlarm = { ...alarm, of, first: new Date(now).toISOString() };
  await replaced(kv, keyOf(of, alarm), kept, 0);
}
