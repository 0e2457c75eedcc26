import { join } from 'node:path';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { KV } from '@nats-io/kv';
import {
  ClosedConnectionError,
  ConnectionError,
  connect,
  type NatsConnection,
  RequestError,
  TimeoutError,
} from '@nats-io/transport-node';
import { z } from 'zod';
import { journalNameSchema } from '../../core/hub/names.ts';
import { standing } from '../hub/buckets.ts';
import { trustOfPackages } from '../hub/package-trust.ts';
import type { ResultsTrustFile } from '../hub/results-trust.ts';
import { readCollector } from '../hub/setting-up.ts';
import { HUB, isIssuedBy, serverTrust } from '../network/certificates.ts';
import { type Given, need, WrongUse } from './frame.ts';
import { Refused } from './io.ts';

/** What the commands of the hub have in common: a collector's folder, a link as the hub, and the election that is meant. */
/** The one folder that is named. */
export function folderOf([folder, ...more]: readonly string[]): string {
  if (folder === undefined) throw new WrongUse('Which folder of a collector?');
  if (more[0] !== undefined) throw new WrongUse(`“${more[0]}” is one word too many.`);
  return folder;
}

export type Collector = ReturnType<typeof readCollector>;

/** A collector's folder. */
export function collectorIn(folder: string): Collector {
  try {
    return readCollector(folder);
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new Refused({ code: 'command.file-wrong-kind', params: { file: join(folder, 'collector.json') } });
  }
}

/** A link as the hub. @param patient whether it waits for the servers as long as they need */
export function linkOf({ servers, tls, own }: Collector, patient: boolean): Promise<NatsConnection> {
  const waiting = patient ? { waitOnFirstConnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 500 } : {};
  const trust = { tls: { ...tls, ...serverTrust(HUB, own) } };
  return connect({ servers: [...servers], noAsyncTraces: true, ...waiting, ...trust });
}

/** What a person asks for now: if the servers do not answer she hears so. */
export async function withLink(
  folder: string,
  work: (link: NatsConnection, of: Collector) => Promise<number>,
): Promise<number> {
  const of = collectorIn(folder);
  let link: NatsConnection | null = null;
  try {
    link = await linkOf(of, false);
    return await work(link, of);
  } catch (error) {
    if (!isSilence(error)) throw error;
    throw new Refused({ code: 'hub.no-answer' });
  } finally {
    await link?.close();
  }
}

/** Whether an error means that nobody answers, or servers that are not of one mind about what they keep. */
function isSilence(error: unknown): boolean {
  const silences = [TimeoutError, RequestError, ConnectionError, ClosedConnectionError, JetStreamApiError];
  // The library gives that one a name and no class.
  return silences.some((one) => error instanceof one) || (error as Error).name === 'JetStreamNotEnabled';
}

/** The election that is meant. */
export function electionOf(given: Pick<Given, 'text'>) {
  const read = journalNameSchema
    .pick({ election: true, mode: true })
    .safeParse({ election: need(given, 'election'), mode: need(given, 'mode') });
  if (!read.success)
    throw new WrongUse('--election is an id, and --mode training, laboratory, public-test or official.');
  return read.data;
}

/** What results files of an election are held against: by the packages in the hub, or as it was told; null: nobody knows. */
export async function resultsTrustOf(
  { results, own }: Collector,
  packages: KV,
  of: ReturnType<typeof electionOf>,
): Promise<ResultsTrustFile | null> {
  const told = results().find(({ election }) => election.id === of.election && election.mode === of.mode);
  return (await trustOfPackages(packages, of, (root) => isIssuedBy(own, root))) ?? told ?? null;
}

/** All values of a bucket whose keys match. */
export async function all<T>(
  bucket: KV,
  filter: string,
): Promise<readonly { readonly key: string; readonly value: T }[]> {
  const keys: string[] = [];
  for await (const key of await bucket.keys(filter)) keys.push(key);
  return Promise.all(keys.map(async (key) => ({ key, value: (await standing<T>(bucket, key, {} as T)).value })));
}
