import { randomBytes } from 'node:crypto';
import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StoredMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { headers } from '@nats-io/transport-node';
import { type JournalName, keptSubject } from '../../core/hub/names.ts';
import { type ChainState, GENESIS } from '../../core/journal/chain.ts';
import { DOMAIN, READ_API, STREAM } from './server-config.ts';

export { STREAM } from './server-config.ts';

/** Where a journal stands in the stream. */
export interface Held extends ChainState {
  /** Number in the stream of its last batch; 0: none. */
  readonly revision: number;
}

const NOTHING: Held = { seq: 0, hash: GENESIS, revision: 0 };

/** A batch as it is kept: `first` to `last`, behind the batch `before` of the same journal (0: none). */
export interface KeptBatch {
  readonly first: number;
  readonly last: number;
  readonly hash: string;
  readonly before: number;
  readonly lines: readonly string[];
}

/**
 * Where the hub keeps the journals: one stream, in which each message is a batch of verified lines of one journal, as they
 * will stand in its export. A batch is added only where the last one of its journal is the one that it follows, which the
 * stream itself looks at: two collectors cannot add to one journal what does not go together, and what a collector has in
 * mind of it may be old without harm.
 */
export interface JournalStream {
  /** A name of this making of the stream: made anew, it has another. */
  readonly epoch: string;
  /** Whether it is still this making of the stream that is there. */
  isThere(): Promise<boolean>;
  /** Where a journal stands, by the stream's leader. */
  held(of: JournalName): Promise<Held>;
  /** Adds lines behind `held`. @returns where the journal stands then; null: it is not at `held` any more */
  add(of: JournalName, held: Held, lines: readonly string[], to: ChainState): Promise<Held | null>;
  /** Subjects of all journals that it has. @param filter the end of subjects: names, `*` and `>` */
  subjects(filter: string): Promise<readonly string[]>;
  /** The batch of that number in the stream; null: there is none. */
  batch(revision: number): Promise<KeptBatch | null>;
}

/** How many replicas everything has: three, or one where there is one server only. */
export interface HubSize {
  readonly replicas: 1 | 3;
}

/** How long the stream may take to answer, in milliseconds: a leader that is killed is followed by another within 5 s. */
export const ANSWER_MS = 8_000;

/** The hub's JetStream by its domain. */
export const hubStreams = (link: NatsConnection): JetStreamClient =>
  jetstream(link, { domain: DOMAIN, timeout: ANSWER_MS });

/** Opens the stream, and makes it where it is not. */
export async function openStream(link: NatsConnection, { replicas }: HubSize): Promise<JournalStream> {
  const jsm = await jetstreamManager(link, { domain: DOMAIN, timeout: ANSWER_MS });
  const js = hubStreams(link);
  return journalStream(js, jsm, await epochOf(jsm, replicas));
}

/** How a console asks: under a prefix of its own, and without the question what its account may keep, which is nothing. */
const READS = { apiPrefix: READ_API, timeout: ANSWER_MS, checkAPI: false } as const;

/** The hub's JetStream for a console, which only reads. */
export const readStreams = (link: NatsConnection): JetStreamClient => jetstream(link, READS);

/** The same for what is asked of a stream by itself. */
export const readManager = (link: NatsConnection): Promise<JetStreamManager> => jetstreamManager(link, READS);

/** The stream as it is, for a console; null: there is none. */
export async function readStream(link: NatsConnection): Promise<JournalStream | null> {
  const jsm = await readManager(link);
  const epoch = await knownEpoch(jsm);
  return epoch === null ? null : journalStream(readStreams(link), jsm, epoch);
}

async function epochOf(jsm: JetStreamManager, replicas: 1 | 3): Promise<string> {
  const known = await knownEpoch(jsm);
  if (known !== null) return known;
  const epoch = randomBytes(6).toString('hex');
  try {
    await jsm.streams.add({
      ...{ name: STREAM, subjects: [`journal.${epoch}.>`], num_replicas: replicas },
      ...{ storage: StorageType.File, retention: RetentionPolicy.Limits },
      // A full disk refuses what comes; it forgets nothing that was answered for.
      ...{ discard: DiscardPolicy.New, deny_delete: true, deny_purge: true, allow_direct: false },
    });
    return epoch;
  } catch (error) {
    // Another collector was first.
    const theirs = await knownEpoch(jsm);
    if (theirs === null) throw error;
    return theirs;
  }
}

async function knownEpoch(jsm: JetStreamManager): Promise<string | null> {
  try {
    const { config } = await jsm.streams.info(STREAM);
    return config.subjects?.[0]?.split('.')[1] ?? null;
  } catch (error) {
    if (isApiError(error, NO_STREAM)) return null;
    throw error;
  }
}

export const NO_STREAM = 10_059;
export const NO_MESSAGE = 10_037;
const WRONG_LAST = [10_071, 10_164];

/** Whether the streams answered with one of these errors. */
export const isApiError = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof JetStreamApiError && codes.includes(error.code);

/** Whether something stands already where nothing, or something else, was to be replaced. */
export const isRaced = (error: unknown): boolean => isApiError(error, ...WRONG_LAST);

function journalStream(js: JetStreamClient, jsm: JetStreamManager, epoch: string): JournalStream {
  const last = async (query: { last_by_subj: string } | { seq: number }): Promise<StoredMsg | null> => {
    try {
      return await jsm.streams.getMessage(STREAM, query);
    } catch (error) {
      if (isApiError(error, NO_MESSAGE)) return null;
      throw error;
    }
  };
  return {
    epoch,
    isThere: async () => (await knownEpoch(jsm)) === epoch,
    async held(of) {
      const message = await last({ last_by_subj: keptSubject(epoch, of) });
      if (!message) return NOTHING;
      const { last: seq, hash } = readKept(message);
      return { seq, hash, revision: message.seq };
    },
    async add(of, held, lines, to) {
      const head = headers();
      head.set('first', String(held.seq + 1));
      head.set('last', String(to.seq));
      head.set('hash', to.hash);
      head.set('before', String(held.revision));
      try {
        const { seq } = await js.publish(keptSubject(epoch, of), lines.map((line) => `${line}\n`).join(''), {
          headers: head,
          expect: { lastSubjectSequence: held.revision },
        });
        return { ...to, revision: seq };
      } catch (error) {
        if (isRaced(error)) return null;
        throw error;
      }
    },
    async subjects(filter) {
      const { state } = await jsm.streams.info(STREAM, { subjects_filter: `journal.${epoch}.${filter}` });
      return Object.keys(state.subjects ?? {});
    },
    async batch(revision) {
      const message = await last({ seq: revision });
      return message && readKept(message);
    },
  };
}

/** Reads a batch as it is kept. */
export function readKept(message: Pick<StoredMsg, 'header'> & { string(): string }): KeptBatch {
  const told = (name: string): string => message.header.get(name);
  const lines = message.string().split('\n').slice(0, -1);
  return {
    first: Number(told('first')),
    last: Number(told('last')),
    hash: told('hash'),
    before: Number(told('before')),
    lines,
  };
}

/**
 * The batches of a journal from its last one back. It ends early where the stream does not have one of them any more.
 */
export async function* backwards(stream: JournalStream, { revision }: Held): AsyncGenerator<KeptBatch> {
  for (let at = revision; at > 0; ) {
    const batch = await stream.batch(at);
    if (!batch) return;
    yield batch;
    at = batch.before;
  }
}
