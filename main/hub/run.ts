import type { NatsConnection } from '@nats-io/transport-node';
import { type HubSigner, hubKeyName } from '../../core/hub/answers.ts';
import { ed25519Signer, nodeCrypto } from '../crypto/node.ts';
import { type Buckets, openBuckets } from './buckets.ts';
import { type Collector, startCollector } from './collector.ts';
import type { Fleet } from './fleet.ts';
import { type NationalLock, nationalLock } from './lock.ts';
import { PackageTrusts, type TrustsRoot } from './package-trust.ts';
import { type Projector, type ProjectorOptions, startProjector } from './projector.ts';
import { startPublished } from './published.ts';
import { ResultsDesk } from './results-desk.ts';
import { openResultsStore, type ResultsStore } from './results-store.ts';
import { type ResultsTrustFile, resultsTrustsOf } from './results-trust.ts';
import { type HubSize, type JournalStream, openStream } from './stream.ts';

/** A collector of the hub as a whole: takes, keeps, answers, counts. */
export interface Hub {
  readonly stream: JournalStream;
  readonly buckets: Buckets;
  readonly lock: NationalLock;
  readonly results: ResultsStore;
  readonly collector: Collector;
  readonly projector: Projector;
  /** Comes true where the stream is gone, or is another one: everything has to be opened anew. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

export interface HubOptions extends HubSize, Pick<ProjectorOptions, 'takesMs'> {
  readonly link: NatsConnection;
  readonly fleet: () => Fleet;
  /** What results files are held against besides what the packages in the hub say. */
  readonly trusts?: () => readonly ResultsTrustFile[];
  /** Whether a root key is the commission's whose hub this is: packages of no other are believed. */
  readonly trustsRoot?: TrustsRoot;
  /** The hub's secret key, Ed25519, 32 bytes. */
  readonly secret: Uint8Array;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** How long it is waited between looks whether the servers are ready, and whether the stream is there; in milliseconds. */
const READY_MS = 250;
const LOOK_MS = 2_000;

/** Opens what the hub keeps, waiting for its servers as long as they need, and begins. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { link, secret, now, failed, fleet } = options;
  const { stream, buckets, lock, results: store } = await ready(options);
  const hubKey = nodeCrypto.ed25519PublicKey(secret);
  const signer = hubSignerOf(secret);
  const packages = new PackageTrusts(buckets.package, options.trustsRoot ?? (() => false));
  const trusts = () => resultsTrustsOf([...packages.all, ...(options.trusts?.() ?? [])], fleet());
  const results = new ResultsDesk({ store, buckets, trusts, now });
  // Files that came before a package are held.
  await packages.start(() => void results.look(null).catch(failed), failed);
  const projector = await startProjector({
    ...{ ...options, stream, buckets },
    paired: async (of, event) => {
      // Looking takes as long as the files are: the batch is not held up by it.
      if (await results.paired(of, event)) results.look(of).catch(failed);
    },
  });
  const collector = startCollector({ link, stream, buckets, lock, results, fleet, signer, hubKey, now, failed });
  const stopPublished = startPublished({ link, kv: buckets.published, failed });
  // What a collector that stopped had not looked at yet, or what waits for what is known by now.
  results.look(null).catch(failed);
  let tellLost: () => void = () => {};
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const look = setInterval(() => {
    stream.isThere().then((there) => (there ? null : tellLost()), failed);
  }, LOOK_MS);
  return {
    ...{ stream, buckets, lock, results: store, collector, projector, lost },
    async stop() {
      clearInterval(look);
      packages.stop();
      stopPublished();
      await collector.stop();
      await projector.stop();
    },
  };
}

/** Who signs with the hub's secret key. */
export const hubSignerOf = (secret: Uint8Array): HubSigner => ({
  key: hubKeyName(nodeCrypto.ed25519PublicKey(secret), nodeCrypto),
  sign: ed25519Signer(secret),
  crypto: nodeCrypto,
});

type OpenHub = Pick<Hub, 'stream' | 'buckets' | 'lock' | 'results'>;

/** What the hub keeps, opened; made where it is not there yet. */
export async function openHub({ link, replicas }: HubSize & { readonly link: NatsConnection }): Promise<OpenHub> {
  const stream = await openStream(link, { replicas });
  const buckets = await openBuckets(link, { replicas });
  const results = await openResultsStore(link, { replicas });
  return { stream, buckets, results, lock: nationalLock(buckets.lock, buckets.admitted) };
}

async function ready({ link, replicas, failed }: HubOptions): Promise<OpenHub> {
  for (;;) {
    try {
      return await openHub({ link, replicas });
    } catch (error) {
      if (link.isClosed()) throw error;
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, READY_MS));
    }
  }
}
