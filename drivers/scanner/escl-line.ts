import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Clock } from '../clock.ts';
import { ask, type HttpAnswer, type HttpFault } from './http.ts';
import { PAGE_LIMITS } from './page-scanner.ts';

/** Time limits of an eSCL scanner, in milliseconds. */
export const ESCL_LIMITS = {
  /** A question about itself. */
  answer: 5_000,
  /** From asking for a page to its first byte: a cold lamp, and a page at 600 dpi. */
  page: 75_000,
  /** Between two pieces of a page. */
  quiet: 15_000,
  /** A page from its first to its last byte. */
  wholePage: 120_000,
  /** How long a scanner may say that it is busy before we believe it, and the longest pause between two questions. */
  busy: 30_000,
  pause: 5_000,
  /** All of a scan, the feeder's last sheet included. */
  scan: 600_000,
  heartbeat: 10_000,
  again: 5_000,
} as const;

export type EsclLimits = { readonly [K in keyof typeof ESCL_LIMITS]: number };

/** Bytes of a page, however badly it shrinks, and of a document about the scanner. */
const PAGE_BYTES = PAGE_LIMITS.pixels * 3;
const DOCUMENT_BYTES = 262_144;

/** Questions to one scanner. */
export class EsclLine {
  readonly url: string;
  private readonly base: URL | null;
  private readonly limits: EsclLimits;
  private readonly clock: Clock;
  private readonly onBytes: (received: number, sent: number) => void;

  constructor(options: {
    readonly url: string;
    readonly limits: EsclLimits;
    readonly clock: Clock;
    readonly onBytes: (received: number, sent: number) => void;
  }) {
    this.url = options.url;
    const base = URL.parse(options.url);
    this.base = base && /^https?:$/.test(base.protocol) ? base : null;
    this.limits = options.limits;
    this.clock = options.clock;
    this.onBytes = options.onBytes;
  }

  /** Where paths of jobs are understood; the configured address if it is one at all. */
  get root(): URL | null {
    return this.base;
  }

  /** A document about the scanner, read by `parse`. */
  async document<T>(
    name: string,
    parse: (bytes: Uint8Array) => T | null,
    signal: AbortSignal,
  ): Promise<Result<T, Problem>> {
    const answer = await this.send('GET', `${this.base?.pathname.replace(/\/+$/, '') ?? ''}/${name}`, { signal });
    if (!answer.ok) return err(this.problemOf(answer.error));
    // Somebody else has it, or it is starting up.
    if (answer.value.status === 503) return err({ code: 'scanner.busy' });
    const read = answer.value.status === 200 ? parse(answer.value.body) : null;
    return read ? ok(read) : err(this.problemOf('garbage'));
  }

  startJob(settings: string, signal: AbortSignal): Promise<Result<HttpAnswer, HttpFault>> {
    return this.send('POST', `${this.base?.pathname.replace(/\/+$/, '') ?? ''}/ScanJobs`, { signal, body: settings });
  }

  nextPage(
    job: string,
    signal: AbortSignal,
    onBytes: (got: number, of: number | null) => void,
  ): Promise<Result<HttpAnswer, HttpFault>> {
    return this.send('GET', `${job}/NextDocument`, { signal, page: true, onBytes });
  }

  /** Lets go of a job that has not come to its end. What it answers changes nothing. */
  async cancelJob(job: string): Promise<void> {
    // Also where the caller has given up: the scanner would hold the page, and its lamp, for the next one.
    await this.send('DELETE', job, { signal: new AbortController().signal });
  }

  /** What a question that was not answered says of the scanner. */
  problemOf(fault: HttpFault): Problem {
    const params = { scanner: this.url };
    switch (fault) {
      case 'absent':
        return { code: 'scanner.missing', params };
      case 'silent':
        return { code: 'scanner.silent', params };
      case 'cut':
        return { code: 'scanner.io-error' };
      case 'garbage':
      case 'too-large':
        return { code: 'scanner.wrong-answer', params };
      case 'aborted':
        return { code: 'device.cancelled' };
    }
  }

  private async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: {
      readonly signal: AbortSignal;
      readonly body?: string;
      readonly page?: boolean;
      readonly onBytes?: (got: number, of: number | null) => void;
    },
  ): Promise<Result<HttpAnswer, HttpFault>> {
    if (!this.base) return err('absent');
    const { signal, body, page = false, onBytes } = options;
    const { answer, page: first, quiet, wholePage } = this.limits;
    const url = new URL(this.base);
    url.pathname = path;
    let received = 0;
    const result = await ask(url, {
      method,
      ...(body !== undefined && { body }),
      signal,
      clock: this.clock,
      limits: page
        ? { answer: first, quiet, whole: first + wholePage, bytes: PAGE_BYTES }
        : { answer, quiet: answer, whole: 2 * answer, bytes: DOCUMENT_BYTES },
      onBytes: (got, of) => {
        received = got;
        onBytes?.(got, of);
      },
    });
    this.onBytes(received, Buffer.byteLength(body ?? ''));
    return result;
  }
}
