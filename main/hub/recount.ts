import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { PROJECTOR } from './projector.ts';
import { DOMAIN } from './server-config.ts';
import { ANSWER_MS, STREAM } from './stream.ts';

/** What is counted from the streams, and can be counted anew. */
const counted = ['device', 'admitted', 'results', 'zone'] as const;
const NOT_THERE = [10_014, 10_059];

/** Throws away what was counted: the next collector that starts counts the stream from its beginning. None may run. */
export async function forgetCounts(link: NatsConnection): Promise<void> {
  const jsm = await jetstreamManager(link, { domain: DOMAIN, timeout: ANSWER_MS });
  const gone = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => {
      if (!(error instanceof JetStreamApiError) || !NOT_THERE.includes(error.code)) throw error;
    });
  };
  await gone(jsm.consumers.delete(STREAM, PROJECTOR));
  for (const name of counted) await gone(jsm.streams.delete(`KV_${name}`));
}
