import { connect, type NatsConnection } from '@nats-io/transport-node';
import { modeSchema } from '../../../../core/election/common.ts';
import type { KeptAlarm } from '../../../../core/hub/alarm.ts';
import type { DeviceState } from '../../../../core/hub/device-state.ts';
import { readKeptSubject } from '../../../../core/hub/names.ts';
import { type Buckets, standing } from '../../../hub/buckets.ts';
import { lockStanding } from '../../../hub/lock.ts';
import { rebuildLocks } from '../../../hub/rebuild.ts';
import { openHub } from '../../../hub/run.ts';
import { readCollector } from '../../../hub/setting-up.ts';
import { backwards, type JournalStream } from '../../../hub/stream.ts';
import { HUB, serverTrust } from '../../../network/certificates.ts';
import type { HubAnswered, HubAsked, HubJournal, HubSeen } from './hub-said.ts';

/** Looks into the hub from a machine that its servers can be called from: `node hub-look-process.ts COLLECTOR`. */
const [folder = ''] = process.argv.slice(2);
const { servers, tls, own, replicas } = readCollector(folder);
const link: NatsConnection = await connect({
  ...{ servers: [...servers], noAsyncTraces: true, waitOnFirstConnect: true, maxReconnectAttempts: -1 },
  ...{ reconnectTimeWait: 200, tls: { ...tls, ...serverTrust(HUB, own) } },
});

async function journalOf(
  { stream, buckets }: { readonly stream: JournalStream; readonly buckets: Buckets },
  subject: string,
  all: boolean,
): Promise<HubJournal | null> {
  const of = readKeptSubject(subject);
  if (!of) return null;
  const held = await stream.held(of);
  const key = subject.split('.').slice(2).join('.');
  const state = (await standing<DeviceState | null>(buckets.device, key, null)).value;
  const batches: (readonly string[])[] = [];
  if (all) for await (const { lines } of backwards(stream, held)) batches.unshift(lines);
  return {
    ...{ device: of.device, seq: held.seq, counted: state?.seq ?? 0, lines: batches.flat() },
    admitted: Object.values(state?.turnout ?? {}).reduce((sum, { admitted }) => sum + admitted, 0),
  };
}

/** Who has which lock of that election. */
async function locksIn(buckets: Buckets, election: string, mode: string): Promise<Readonly<Record<string, string>>> {
  const locks: Record<string, string> = {};
  for await (const key of await buckets.lock.keys(`${election}.${mode}.*.*`)) {
    const { owner } = await lockStanding(buckets.lock, key);
    if (owner) locks[key.split('.').at(-1) ?? ''] = owner.device;
  }
  return locks;
}

async function look({ look: what, election, mode }: HubAsked): Promise<HubSeen> {
  const { stream, buckets, lock } = await openHub({ link, replicas });
  if (what === 'locks') {
    const of = { election, mode: modeSchema.parse(mode) };
    await rebuildLocks({ stream, lock }, of);
    await lock.open(of, Date.now());
  }
  const subjects = await stream.subjects(`${election}.${mode}.>`);
  const journals = await Promise.all(
    subjects.map((subject) => journalOf({ stream, buckets }, subject, what === 'all')),
  );
  const alarms: KeptAlarm[] = [];
  for await (const key of await buckets.alarm.keys(`${election}.${mode}.>`)) {
    const { value } = await standing<KeptAlarm | null>(buckets.alarm, key, null);
    if (value) alarms.push(value);
  }
  return {
    locks: what === 'all' ? await locksIn(buckets, election, mode) : {},
    journals: journals.filter((one) => one !== null),
    conflicts: alarms.flatMap((one) => (one.alarm === 'conflict' ? [one.voter] : [])),
    refused: alarms.flatMap((one) => (one.alarm === 'refused' ? [`${one.of.device} ${one.seq} ${one.cause}`] : [])),
  };
}

process.on('message', (asked: HubAsked) => {
  const answer = (seen: HubSeen | null): void => {
    const answered: HubAnswered = { id: asked.id, seen };
    process.send?.(answered);
  };
  // Servers that are being killed or wiped say nothing: it is asked again.
  look(asked).then(answer, () => answer(null));
});
process.on('disconnect', () => process.exit());
