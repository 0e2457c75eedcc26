import type { KV } from '@nats-io/kv';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { PUBLISHED, type PublishedAsk, publishedAskSchema } from '../../core/hub/published.ts';
import { standing } from './buckets.ts';
import { isRaced } from './stream.ts';

/** Any characters of a time, as a name in the bucket. */
const keyOf = ({ election, mode, date, round, time }: PublishedAsk): string =>
  `${election}.${mode}.${date}.${round}.${Buffer.from(time).toString('hex')}`;

interface Options {
  readonly link: NatsConnection;
  readonly kv: KV;
  readonly failed: (error: unknown) => void;
}

/** Begins to answer consoles: of one time the first word stands, and each console hears it. @returns what ends it */
export function startPublished({ link, kv, failed }: Options): () => void {
  const answer = async (message: Msg): Promise<void> => {
    const read = publishedAskSchema.safeParse(parsed(message.string()));
    if (!read.success) return;
    const { text } = read.data;
    const key = keyOf(read.data);
    if (text !== null) await created(kv, key, text);
    const { value } = await standing<{ readonly text: string } | null>(kv, key, null);
    message.respond(JSON.stringify({ v: 1, text: value?.text ?? null }));
  };
  const asked = link.subscribe(PUBLISHED, {
    queue: 'collectors',
    callback: (error, message) => {
      if (error) failed(error);
      // No answer is no answer: whoever asks says that the hub does not.
      else answer(message).catch(failed);
    },
  });
  return () => asked.unsubscribe();
}

async function created(kv: KV, key: string, text: string): Promise<void> {
  try {
    await kv.create(key, JSON.stringify({ text }));
  } catch (error) {
    if (!isRaced(error)) throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
