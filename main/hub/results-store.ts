import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StoredMsg,
} from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { type JournalName, journalNameSchema } from '../../core/hub/names.ts';
import { type ResultsArrival, ways } from '../../core/hub/results-state.ts';
import { DOMAIN, RESULTS_STREAM } from './server-config.ts';
import {
  ANSWER_MS,
  type HubSize,
  hubStreams,
  isApiError,
  isRaced,
  NO_MESSAGE,
  NO_STREAM,
  readManager,
} from './stream.ts';

/** Parts that are read at once. */
const AT_ONCE = 8;

export type StationName = Omit<JournalName, 'device'>;

/** How a file came. */
export interface CameBy extends Pick<ResultsArrival, 'way' | 'by'> {
  /** Of which sitting its carrier says that it is. */
  readonly sitting: string;
  readonly bytes: number;
}

/** A file, and the numbers of its parts that are there. */
export interface KeptFile {
  readonly of: StationName;
  readonly sha256: string;
  readonly parts: ReadonlySet<number>;
}

/**
 * Where the hub keeps results files: one stream, in which each message is a part of one file, under the hash of the whole.
 * A part is kept once, whoever brings it and however often; what parts come to is looked at when all are there.
 */
export interface ResultsStore {
  /** Files of a station, or of all (null). */
  files(of: StationName | null): Promise<readonly KeptFile[]>;
  /** Keeps a part; one that is there already stays. */
  add(of: StationName, sha256: string, part: number, data: Uint8Array, came: CameBy): Promise<void>;
  /** How a part of a file came, and when (ISO); null: it is not there. */
  came(of: StationName, sha256: string, part: number): Promise<(CameBy & { readonly at: string }) | null>;
  /** The first so many parts of a file, or as many as are there without a gap. */
  read(of: StationName, sha256: string, parts: number): Promise<Uint8Array>;
  /** Throws a file away. */
  drop(of: StationName, sha256: string): Promise<void>;
}

/** How many parts are there from the first one on. */
export function firstParts(parts: ReadonlySet<number>): number {
  let first = 0;
  while (parts.has(first)) first += 1;
  return first;
}

/** Opens the stream of results files, and makes it where it is not. */
export async function openResultsStore(link: NatsConnection, { replicas }: HubSize): Promise<ResultsStore> {
  const jsm = await jetstreamManager(link, { domain: DOMAIN, timeout: ANSWER_MS });
  try {
    await jsm.streams.info(RESULTS_STREAM);
  } catch (error) {
    if (!isApiError(error, NO_STREAM)) throw error;
    // Another collector that is as fast makes the same one.
    await jsm.streams.add({
      ...{ name: RESULTS_STREAM, subjects: ['results.>'], num_replicas: replicas },
      ...{ storage: StorageType.File, retention: RetentionPolicy.Limits, discard: DiscardPolicy.New },
      allow_direct: false,
    });
  }
  return resultsStore(hubStreams(link), jsm);
}

const subjectOf = ({ election, mode, station }: StationName, sha256: string, part: number | string): string =>
  `results.${election}.${mode}.${station}.${sha256}.${part}`;

/** The message of that subject; null: there is none. */
async function messageAt(jsm: JetStreamManager, subject: string): Promise<StoredMsg | null> {
  try {
    return await jsm.streams.getMessage(RESULTS_STREAM, { last_by_subj: subject });
  } catch (error) {
    if (isApiError(error, NO_MESSAGE, NO_STREAM)) return null;
    throw error;
  }
}

/** A part of a results file, for a console, which only reads; null: it is not there. Throws where the hub does not answer. */
export async function readResultsPart(
  link: NatsConnection,
  of: StationName,
  sha256: string,
  part: number,
): Promise<Uint8Array | null> {
  const message = await messageAt(await readManager(link), subjectOf(of, sha256, part));
  return message?.data ?? null;
}

function resultsStore(js: JetStreamClient, jsm: JetStreamManager): ResultsStore {
  const subjects = async (filter: string): Promise<readonly string[]> => {
    const { state } = await jsm.streams.info(RESULTS_STREAM, { subjects_filter: filter });
    return Object.keys(state.subjects ?? {});
  };
  const message = (subject: string): Promise<StoredMsg | null> => messageAt(jsm, subject);
  return {
    async files(of) {
      const filter = of === null ? 'results.>' : `results.${of.election}.${of.mode}.${of.station}.>`;
      const files = Map.groupBy(await subjects(filter), (subject) => subject.slice(0, subject.lastIndexOf('.')));
      return [...files].flatMap(([file, parts]) => {
        const [, election, mode, station, sha256 = ''] = file.split('.');
        const read = journalNameSchema.omit({ device: true }).safeParse({ election, mode, station });
        return read.success ? [{ of: read.data, sha256, parts: new Set(parts.map(partOf)) }] : [];
      });
    },
    async add(of, sha256, part, data, { sitting, bytes, way, by }) {
      const head = headers();
      for (const [name, value] of Object.entries({ bytes, sitting, way, by: by ?? '' })) head.set(name, String(value));
      try {
        await js.publish(subjectOf(of, sha256, part), data, { headers: head, expect: { lastSubjectSequence: 0 } });
      } catch (error) {
        if (!isRaced(error)) throw error;
      }
    },
    async came(of, sha256, part) {
      const one = await message(subjectOf(of, sha256, part));
      if (one === null) return null;
      const told = (name: string): string => one.header.get(name);
      const way = ways.find((known) => known === told('way')) ?? 'link';
      const by = told('by') === '' ? null : told('by');
      return { sitting: told('sitting'), bytes: Number(told('bytes')), way, by, at: one.time.toISOString() };
    },
    async read(of, sha256, parts) {
      const all: Uint8Array[] = [];
      for (let from = 0; from < parts; from += AT_ONCE) {
        const numbers = Array.from({ length: Math.min(AT_ONCE, parts - from) }, (_, at) => from + at);
        const some = await Promise.all(numbers.map((part) => message(subjectOf(of, sha256, part))));
        for (const one of some) {
          if (one === null) return Buffer.concat(all);
          all.push(one.data);
        }
      }
      return Buffer.concat(all);
    },
    async drop(of, sha256) {
      await jsm.streams.purge(RESULTS_STREAM, { filter: subjectOf(of, sha256, '*') });
    },
  };
}

const partOf = (subject: string): number => Number(subject.slice(subject.lastIndexOf('.') + 1));
