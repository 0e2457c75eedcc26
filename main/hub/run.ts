import type { NatsConnection } from '@nats-io/transport-node';
import { type HubSigner, hubKeyName } from '../../core/hub/answers.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { type Buckets, openBuckets } from './buckets.ts';
import { type Collector, startCollector } from './collector.ts';
import type { Fleet } from './fleet.ts';
import { type NationalLock, nationalLock } from './lock.ts';
import { type Projector, startProjector } from './projector.ts';
import { type HubSize, type JournalStream, openStream } from './stream.ts';

/** A collector of the hub as a whole: takes, keeps, answers, counts. */
export interface Hub {
  readonly stream: JournalStream;
  readonly buckets: Buckets;
  readonly lock: NationalLock;
  readonly collector: Collector;
  readonly projector: Projector;
  stop(): Promise<void>;
}

export interface HubOptions extends HubSize {
  readonly link: NatsConnection;
  readonly fleet: () => Fleet;
  /** The hub's secret key, Ed25519, 32 bytes. */
  readonly secret: Uint8Array;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** How long it is waited between looks whether the servers are ready, in milliseconds. */
const READY_MS = 250;

/** Opens what the hub keeps, waiting for its servers as long as they need, and begins. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { link, secret, now, failed, fleet, replicas } = options;
  const { stream, buckets } = await ready(options);
  const hubKey = nodeCrypto.ed25519PublicKey(secret);
  const signer: HubSigner = {
    key: hubKeyName(hubKey, nodeCrypto),
    sign: (hash) => nodeCrypto.ed25519Sign(hash, secret),
    crypto: nodeCrypto,
  };
  const lock = nationalLock(buckets.lock, buckets.admitted);
  const projector = await startProjector({ link, stream, buckets, now, failed, replicas });
  const collector = startCollector({ link, stream, buckets, lock, fleet, signer, hubKey, now, failed });
  return {
    ...{ stream, buckets, lock, collector, projector },
    async stop() {
      await collector.stop();
      await projector.stop();
    },
  };
}

async function ready({ link, replicas, failed }: HubOptions): Promise<{ stream: JournalStream; buckets: Buckets }> {
  for (;;) {
    try {
      return { stream: await openStream(link, { replicas }), buckets: await openBuckets(link, { replicas }) };
    } catch (error) {
      if (link.isClosed()) throw error;
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, READY_MS));
    }
  }
}
