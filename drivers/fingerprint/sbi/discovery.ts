import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { type Discovered, readDiscovery } from './answers.ts';
import { exchange, type HttpCounters } from './http.ts';
import { SBI_BYTES, SBI_LIMITS, SBI_PORTS } from './limits.ts';
import { discoverBody, verbs } from './requests.ts';

/** A service that answered, and the finger scanners that it says it has; nothing of this is signed. */
export interface SbiService {
  readonly port: number;
  readonly scanners: readonly Discovered[];
}

export interface DiscoverOptions {
  readonly ports?: readonly number[];
  readonly limitMs?: number;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly counters?: HttpCounters;
}

/**
 * Asks all ports at once who is there; closed ones refuse at once, so a search takes as long as the slowest program that
 * has one of these ports, and never longer than `limitMs`.
 * @param wanted ends the search when it is true of a service; without it every port is waited for
 * @returns the services by port, those that answer otherwise left out
 */
export async function discoverSbi(
  options: DiscoverOptions = {},
  wanted: (service: SbiService) => boolean = () => false,
): Promise<readonly SbiService[]> {
  const { ports = SBI_PORTS, limitMs = SBI_LIMITS.discover, clock = systemClock } = options;
  const counters = options.counters ?? { bytesIn: 0, bytesOut: 0, opened: 0 };
  const found = new AbortController();
  const signal = options.signal === undefined ? found.signal : AbortSignal.any([options.signal, found.signal]);
  const asked = ports.map(async (port) => {
    const service = await askPort({ port, limitMs, clock, signal, counters });
    if (service.ok && wanted(service.value)) found.abort();
    return service;
  });
  const services = (await Promise.all(asked)).flatMap((service) => (service.ok ? [service.value] : []));
  return services.sort((a, b) => a.port - b.port);
}

async function askPort(options: {
  readonly port: number;
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly counters: HttpCounters;
}): Promise<Result<SbiService, 'no-service'>> {
  const { port, limitMs } = options;
  const question = { ...options, ...verbs.discover, body: discoverBody() };
  const answer = await exchange(question, { limitMs, mostBytes: SBI_BYTES.discovery });
  if (!answer.ok) return err('no-service');
  const read = readDiscovery(answer.value);
  if (!read.ok) return err('no-service');
  const scanners = read.value.devices.filter(({ id }) => id.type.toLowerCase() === 'finger');
  return ok({ port, scanners });
}
