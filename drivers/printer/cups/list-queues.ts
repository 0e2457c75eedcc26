import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { CUPS_SOCKET } from './cups-queue.ts';
import { askIpp } from './ipp-client.ts';
import { ippRequest, OPERATION } from './ipp-codec.ts';

export interface ListedQueue {
  /** What a configuration names: `queue`, or `queue@/socket` where the service listens elsewhere. */
  readonly at: string;
  readonly queue: string;
  /** Maker and model as the queue's driver calls them; empty where it says none. */
  readonly model: string;
}

const ANSWER_MS = 3_000;
/** How CUPS says that it has no queue at all (RFC 8011 B.1.4.7, client-error-not-found). */
const NOT_FOUND = 0x0406;
/** A model's name is cut here: it is shown, and nothing else. */
const MODEL_CHARACTERS = 100;

/**
 * All queues of the print service on this computer, as `lpstat -e` lists them. Never rejects.
 * @returns `page-printer.service-missing` where nobody answers at its socket
 */
export async function listQueues(
  options: {
    readonly socketPath?: string;
    readonly limitMs?: number;
    readonly clock?: Clock;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Result<readonly ListedQueue[], Problem>> {
  const { socketPath = CUPS_SOCKET, limitMs = ANSWER_MS, clock = systemClock } = options;
  const signal = options.signal ?? new AbortController().signal;
  const request = ippRequest(OPERATION.cupsGetPrinters, [
    { name: 'requested-attributes', keywords: ['printer-name', 'printer-make-and-model'] },
  ]);
  const answer = await askIpp({ socketPath }, '/', [request], { clock, timeoutMs: limitMs, signal });
  if (!answer.ok) {
    const { why, reason } = answer.error;
    return why === 'refused' || why === 'wrong'
      ? err({ code: 'page-printer.service-refused', params: { reason } })
      : err({ code: 'page-printer.service-missing' });
  }
  const { status, attributes } = answer.value;
  if (status === NOT_FOUND) return ok([]);
  if (status >= 0x0400) {
    return err({ code: 'page-printer.service-refused', params: { reason: `IPP 0x${status.toString(16)}` } });
  }
  const names = (attributes.get('printer-name') ?? []).map(String);
  const models = (attributes.get('printer-make-and-model') ?? []).map(String);
  // All queues' answers are one list here: whose a model is, is known only if each has said one.
  const said = models.length === names.length ? models : [];
  const where = socketPath === CUPS_SOCKET ? '' : `@${socketPath}`;
  return ok(
    names.map((queue, at) => ({
      at: `${queue}${where}`,
      queue,
      model: (said[at] ?? '').slice(0, MODEL_CHARACTERS),
    })),
  );
}
