import type { KV } from '@nats-io/kv';
import type { Alarm, KeptAlarm } from '../../core/hub/alarm.ts';
import { type JournalName, journalKey } from '../../core/hub/names.ts';
import { replaced } from './buckets.ts';

const keyOf = (of: JournalName, alarm: Alarm): string => `${journalKey(of)}.${called(alarm)}`;

function called(alarm: Alarm): string {
  if (alarm.alarm === 'refused') return `${alarm.cause}.${alarm.seq}`;
  if (alarm.alarm === 'conflict') return `conflict.${alarm.round}-${alarm.voter}`;
  return `results.${alarm.sha256}`;
}

/** Raises an alarm; one that stands already stays as it was first. */
export async function raise(kv: KV, of: JournalName, alarm: Alarm, now: number): Promise<void> {
  const kept: KeptAlarm = { ...alarm, of, first: new Date(now).toISOString() };
  await replaced(kv, keyOf(of, alarm), kept, 0);
}
