import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  readonly body: Uint8Array;
}

/**
 * `absent`: nobody there. `silent`: somebody, but nothing comes in time. `cut`: it began and broke off.
 * `garbage`: no HTTP. `too-large`: more than was asked for.
 */
export type HttpFault = 'absent' | 'silent' | 'cut' | 'garbage' | 'too-large' | 'aborted';

export interface HttpLimits {
  /** Milliseconds until the head of the answer, between two pieces of it, and for all of it. */
  readonly answer: number;
  readonly quiet: number;
  readonly whole: number;
  /** Bytes of the body. */
  readonly bytes: number;
}

const ABSENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'ENETDOWN',
]);

/**
 * One question and its answer over a connection of its own, so that nothing is left open afterwards and no answer of
 * before can be taken for this one. No redirects are followed. Never rejects and always ends.
 */
export function ask(
  url: URL,
  options: {
    readonly method: 'GET' | 'POST' | 'DELETE';
    readonly body?: string;
    readonly limits: HttpLimits;
    readonly signal: AbortSignal;
    readonly clock: Clock;
    /** Bytes of the body so far, and how many there will be where the head says so. */
    readonly onBytes?: (got: number, of: number | null) => void;
  },
): Promise<Result<HttpAnswer, HttpFault>> {
  const { method, body, limits, signal, clock, onBytes } = options;
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(err('aborted'));
    const start = url.protocol === 'https:' ? requestSecure : requestPlain;
    const headers = body === undefined ? {} : { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) };
    const sent = start(url, { method, agent: false, maxHeaderSize: 16_384, headers });
    let begun = false;
    let cancelQuiet = () => {};
    const end = (result: Result<HttpAnswer, HttpFault>) => {
      cancelQuiet();
      cancelWhole();
      signal.removeEventListener('abort', aborted);
      // What comes late, also an error, interests nobody.
      sent.on('error', () => {});
      sent.destroy();
      resolve(result);
    };
    const aborted = () => end(err('aborted'));
    const late = () => end(err('silent'));
    const heard = (ms: number) => {
      cancelQuiet();
      // After a stall of the process timers come before the bytes that arrived meanwhile: one more turn lets those in.
      cancelQuiet = clock.after(ms, () => {
        cancelQuiet = clock.after(1, late);
      });
    };
    const failed = (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (ABSENT.has(code) && !begun) end(err('absent'));
      else end(err(code.startsWith('HPE_') && !begun ? 'garbage' : 'cut'));
    };
    const cancelWhole = clock.after(limits.whole, late);
    signal.addEventListener('abort', aborted);
    heard(limits.answer);
    sent.on('error', failed);
    // An upgrade or a tunnel was not asked for; without a listener the connection would stay open.
    sent.on('upgrade', () => end(err('garbage')));
    sent.on('response', (answer) => {
      begun = true;
      const length = Number(answer.headers['content-length'] ?? Number.NaN);
      const of = Number.isSafeInteger(length) ? length : null;
      if (of !== null && of > limits.bytes) return end(err('too-large'));
      const parts: Buffer[] = [];
      let got = 0;
      heard(limits.quiet);
      answer.on('error', failed);
      answer.on('data', (part: Buffer) => {
        got += part.length;
        if (got > limits.bytes) return end(err('too-large'));
        parts.push(part);
        heard(limits.quiet);
        onBytes?.(got, of);
      });
      answer.on('end', () => {
        if (!answer.complete) return end(err('cut'));
        const { location, 'retry-after': retryAfter } = answer.headers;
        end(ok({ status: answer.statusCode ?? 0, location, retryAfter, body: Buffer.concat(parts) }));
      });
      // A connection that closes in the middle of the body: `end` never comes.
      answer.on('close', () => end(err('cut')));
    });
    sent.end(body);
  });
}
