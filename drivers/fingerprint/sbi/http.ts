import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Clock } from '../../clock.ts';

/** Why there is no answer. `refused`: nothing left. `cut`: the connection ended before the answer did. */
export type HttpFault = 'refused' | 'silent' | 'cut' | 'garbage' | 'too-long' | 'aborted';

/** Bytes of bodies both ways, and connections that came up. */
export interface HttpCounters {
  bytesIn: number;
  bytesOut: number;
  opened: number;
}

export interface Question {
  readonly port: number;
  readonly verb: string;
  readonly path: string;
  readonly body: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly counters: HttpCounters;
}

/** A connection of its own for each question: a service that was restarted never finds half of an old one. */
function send({ port, verb, path, body, counters }: Question): ClientRequest {
  const bytes = Buffer.from(body, 'utf8');
  const headers = { 'Content-Type': 'application/json', 'Content-Length': bytes.length, Connection: 'close' };
  const sent = request({ host: '127.0.0.1', port, method: verb, path, headers, agent: false });
  sent.on('socket', (socket) =>
    socket.once('connect', () => {
      counters.opened += 1;
      counters.bytesOut += bytes.length;
    }),
  );
  sent.end(bytes);
  return sent;
}

function faultOf(error: NodeJS.ErrnoException): HttpFault {
  if (error.code?.startsWith('HPE_')) return 'garbage';
  return error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'cut' : 'refused';
}

/**
 * Asks and waits for the head of the answer; `answered` takes what follows. Whatever happens, the promise ends, and the
 * connection with it: by `limitMs` after the last call of `live`, by the signal, or by an error.
 */
export function converse<T>(
  question: Question,
  limitMs: number,
  answered: (
    answer: IncomingMessage,
    end: (result: Result<T, HttpFault>) => void,
    live: (limitMs: number) => void,
  ) => void,
): Promise<Result<T, HttpFault>> {
  const { clock, signal } = question;
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(err('aborted'));
    const sent = send(question);
    let cancel = () => {};
    const end = (result: Result<T, HttpFault>) => {
      cancel();
      signal.removeEventListener('abort', abort);
      sent.destroy();
      resolve(result);
    };
    const abort = () => end(err('aborted'));
    // After a stall of the process timers come before the bytes that arrived meanwhile: one more turn lets those in.
    const live = (ms: number) => {
      cancel();
      cancel = clock.after(ms, () => {
        cancel = clock.after(1, () => end(err('silent')));
      });
    };
    live(limitMs);
    signal.addEventListener('abort', abort);
    // Errors also come after the end, when the connection is torn down; then nobody waits for them.
    sent.on('error', (error) => end(err(faultOf(error))));
    sent.on('response', (answer) => {
      answered(answer, end, live);
      answer.on('close', () => end(err('cut')));
      answer.on('error', () => end(err('cut')));
    });
  });
}

export interface ExchangeOptions {
  /** For the whole exchange, in milliseconds. */
  readonly limitMs: number;
  readonly mostBytes: number;
  /** The share of the answer that has arrived, 0–1, where its length is told. */
  readonly onShare?: (share: number) => void;
}

/** One question, and the whole answer as text. The number of its HTTP status is not looked at: errors are in the text. */
export function exchange(
  question: Question,
  { limitMs, mostBytes, onShare }: ExchangeOptions,
): Promise<Result<string, HttpFault>> {
  return converse<string>(question, limitMs, (answer, end) => {
    const told = Number(answer.headers['content-length'] ?? Number.NaN);
    if (told > mostBytes) return end(err('too-long'));
    const parts: Buffer[] = [];
    let length = 0;
    answer.on('data', (part: Buffer) => {
      length += part.length;
      question.counters.bytesIn += part.length;
      if (length > mostBytes) return end(err('too-long'));
      parts.push(part);
      if (told > 0) onShare?.(length / told);
    });
    answer.on('end', () => end(answer.complete ? ok(Buffer.concat(parts).toString('utf8')) : err('cut')));
  });
}
