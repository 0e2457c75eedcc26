import { userInfo } from 'node:os';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { Clock } from '../../clock.ts';
import { askIpp, type IppFailure, type IppServer } from './ipp-client.ts';
import { ippRequest, OPERATION, type Response, type Sent } from './ipp-codec.ts';
import {
  JOB_ATTRIBUTES,
  type JobState,
  jobState,
  PRINTER_ATTRIBUTES,
  type QueueState,
  queueState,
} from './page-state.ts';

/** Where CUPS listens on Debian. */
export const CUPS_SOCKET = '/run/cups/cups.sock';
const IPP_PORT = 631;

/** Reads `queue`, `queue@/path/of/the/socket` or `queue@host[:port]`; null if it is none. */
export function cupsAddress(address: string): { readonly queue: string; readonly server: IppServer } | null {
  const match = /^([A-Za-z0-9_.-]{1,127})(?:@(.+))?$/.exec(address);
  const [, queue, where] = match ?? [];
  if (queue === undefined) return null;
  if (where === undefined) return { queue, server: { socketPath: CUPS_SOCKET } };
  if (where.startsWith('/')) return { queue, server: { socketPath: where } };
  const [, host, digits] = /^([^\s:/@]+)(?::(\d{1,5}))?$/.exec(where) ?? [];
  const port = digits === undefined ? IPP_PORT : Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? null : { queue, server: { host, port } };
}

export interface QueueOptions {
  readonly queue: string;
  readonly server: IppServer;
  readonly limits: { readonly answer: number; readonly upload: number };
  readonly clock: Clock;
}

/** A job by its number, and by the name that only this job ever has: after a crash CUPS gives a number again. */
export interface CupsJob {
  readonly number: number;
  /** Null where the service does not say. */
  readonly uuid: string | null;
}

/** client-error-not-found, RFC 8011 B.1.4.7. */
const NOT_FOUND = 0x0406;
const JOB_LOST: Problem = { code: 'page-printer.job-lost' };

/** One print queue: each question is one IPP request, each failure a problem from the catalogue. */
export class CupsQueue {
  readonly unreachable: Problem;
  private readonly options: QueueOptions;
  private readonly printer: readonly Sent[];

  constructor(options: QueueOptions) {
    this.options = options;
    this.unreachable = { code: 'page-printer.unreachable', params: { queue: options.queue } };
    this.printer = [{ name: 'printer-uri', uri: `ipp://localhost/printers/${options.queue}` }];
  }

  async state(signal: AbortSignal): Promise<Result<QueueState, Problem>> {
    const request = ippRequest(OPERATION.getPrinterAttributes, [
      ...this.printer,
      { name: 'requested-attributes', keywords: PRINTER_ATTRIBUTES },
    ]);
    const answer = await this.ask([request], this.options.limits.answer, signal);
    return answer.ok ? ok(queueState(answer.value.attributes, this.options.queue)) : answer;
  }

  /**
   * Opens a job for one A4 sheet a page. An empty one prints nothing and is dropped by CUPS in the end.
   * @param scaling `fit` makes a picture fill what the printer can print on; `none` leaves a PDF at its size
   */
  async createJob(title: string, scaling: 'fit' | 'none', signal: AbortSignal): Promise<Result<CupsJob, Problem>> {
    const request = ippRequest(
      OPERATION.createJob,
      [...this.printer, user(), { name: 'job-name', text: title.slice(0, 200) }],
      [
        { name: 'copies', integer: 1 },
        { name: 'media', keywords: ['iso_a4_210x297mm'] },
        { name: 'sides', keywords: ['one-sided'] },
        { name: 'print-scaling', keywords: [scaling] },
      ],
    );
    const answer = await this.ask([request], this.options.limits.answer, signal);
    if (!answer.ok) return answer;
    const number = answer.value.attributes.get('job-id')?.[0];
    if (typeof number !== 'number') return err({ code: 'page-printer.fault', params: { reason: 'job-id' } });
    const seen = await this.jobState({ number, uuid: null }, signal);
    return ok({ number, uuid: seen.ok ? seen.value.uuid : null });
  }

  async sendDocument(
    job: CupsJob,
    file: Uint8Array,
    format: string,
    signal: AbortSignal,
  ): Promise<Result<Response, Problem>> {
    const request = ippRequest(OPERATION.sendDocument, [
      ...this.job(job),
      { name: 'document-format', mime: format },
      { name: 'last-document', boolean: true },
    ]);
    return this.ask([request, file], this.options.limits.upload, signal);
  }

  /** How the job is; `page-printer.job-lost` where the service knows no such job, or another one by its number. */
  async jobState(job: CupsJob, signal: AbortSignal): Promise<Result<JobState, Problem>> {
    const request = ippRequest(OPERATION.getJobAttributes, [
      ...this.job(job),
      { name: 'requested-attributes', keywords: JOB_ATTRIBUTES },
    ]);
    const answer = await this.answer([request], this.options.limits.answer, signal);
    if (!answer.ok) return answer;
    const { status, attributes } = answer.value;
    if (status === NOT_FOUND) return err(JOB_LOST);
    if (status >= 0x0400) return err(this.refusal(status));
    const state = jobState(attributes);
    if (state !== null && job.uuid !== null && state.uuid !== job.uuid) return err(JOB_LOST);
    return state === null ? err({ code: 'page-printer.fault', params: { reason: 'job-state' } }) : ok(state);
  }

  /** Numbers of all jobs of this user that the service knows for this printer, ended ones too. */
  async jobs(signal: AbortSignal): Promise<Result<readonly number[], Problem>> {
    const request = ippRequest(OPERATION.getJobs, [
      ...this.printer,
      user(),
      { name: 'requested-attributes', keywords: ['job-id'] },
      { name: 'which-jobs', keywords: ['all'] },
      { name: 'my-jobs', boolean: true },
    ]);
    const answer = await this.ask([request], this.options.limits.answer, signal);
    if (!answer.ok) return answer;
    const numbers = answer.value.attributes.get('job-id') ?? [];
    return ok(numbers.filter((number) => typeof number === 'number'));
  }

  cancelJob(job: CupsJob, signal: AbortSignal): Promise<Result<Response, Problem>> {
    const request = ippRequest(OPERATION.cancelJob, this.job(job));
    return this.ask([request], this.options.limits.answer, signal);
  }

  /** Cancels it where it has not ended, and has the service forget it: its document lies there no longer. */
  purgeJob(job: CupsJob, signal: AbortSignal): Promise<Result<Response, Problem>> {
    const request = ippRequest(OPERATION.cancelJob, [...this.job(job), { name: 'purge-job', boolean: true }]);
    return this.ask([request], this.options.limits.answer, signal);
  }

  private job({ number }: CupsJob): Sent[] {
    return [...this.printer, { name: 'job-id', integer: number }, user()];
  }

  private async ask(body: Uint8Array[], timeoutMs: number, signal: AbortSignal): Promise<Result<Response, Problem>> {
    const answer = await this.answer(body, timeoutMs, signal);
    return !answer.ok || answer.value.status < 0x0400 ? answer : err(this.refusal(answer.value.status));
  }

  /** What is answered, a refusal included. */
  private async answer(body: Uint8Array[], timeoutMs: number, signal: AbortSignal): Promise<Result<Response, Problem>> {
    const { server, clock, queue } = this.options;
    const answer = await askIpp(server, `/printers/${queue}`, body, { clock, timeoutMs, signal });
    return answer.ok ? answer : err(this.failure(answer.error));
  }

  private failure({ why, reason }: IppFailure): Problem {
    if (why === 'aborted') return { code: 'device.cancelled' };
    if (why === 'refused' || why === 'wrong') return { code: 'page-printer.service-refused', params: { reason } };
    return { code: 'page-printer.service-missing' };
  }

  /** RFC 8011 appendix B, by what a person can do about it. */
  private refusal(status: number): Problem {
    const { queue } = this.options;
    const reason = `IPP 0x${status.toString(16).padStart(4, '0')}`;
    switch (status) {
      case NOT_FOUND:
        return { code: 'page-printer.no-such-queue', params: { queue } };
      case 0x0401:
      case 0x0402:
      case 0x0403:
        return { code: 'page-printer.service-refused', params: { reason } };
      case 0x0506:
        return { code: 'page-printer.refusing', params: { queue } };
      case 0x040a:
      case 0x0411:
        return { code: 'page-printer.not-printable' };
      default:
        return { code: 'page-printer.fault', params: { reason } };
    }
  }
}

const user = (): Sent => ({ name: 'requesting-user-name', text: userInfo().username });
