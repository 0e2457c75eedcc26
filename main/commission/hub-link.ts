import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from '../../core/hub/names.ts';
import type { readConsoleLink } from '../hub/setting-up.ts';
import { CONSOLE, HUB, serverTrust } from '../network/certificates.ts';

/** How long it is waited before the servers are called again, in milliseconds. */
const AGAIN_MS = 1_000;

/**
 * A console's link to the hub's servers, as long as it takes: it tries until one of them is there.
 * @param failed told of each try that came to nothing
 * @returns null: it was told to stop before
 */
export async function linkToHub(
  { servers, tls, own }: Pick<ReturnType<typeof readConsoleLink>, 'servers' | 'tls' | 'own'>,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<NatsConnection | null> {
  while (!signal.aborted) {
    try {
      return await connect({
        ...{ servers: [...servers], noAsyncTraces: true, inboxPrefix: inboxPrefix(CONSOLE) },
        ...{ maxReconnectAttempts: -1, reconnectTimeWait: 500 },
        tls: { ...tls, ...serverTrust(HUB, own) },
      });
    } catch (error) {
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return null;
}
