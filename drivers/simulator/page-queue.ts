import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ippRequest, ippResponse, OPERATION, type Sent } from '../printer/cups/ipp-codec.ts';

/**
 * What becomes of the next page instead of coming out whole. jam: half of it hangs out. unsure: it lies there whole, and
 * the service says that it failed. nothing: it failed before any paper moved.
 */
export type PageMishap = 'jam' | 'unsure' | 'nothing';

/** RFC 8011 §5.3.7. */
const JOB = { pending: 3, canceled: 7, aborted: 8, completed: 9 } as const;
const IDLE = 3;
const OK = 0x0000;
const NOT_FOUND = 0x0406;
const NOT_POSSIBLE = 0x0404;

interface Job {
  readonly uuid: string;
  state: (typeof JOB)[keyof typeof JOB];
  /** Whether the printer was ever handed anything of it. */
  begun: boolean;
}

/** A print service with one queue and the page printer behind it, by its socket: IPP as cupsd answers it. */
export class SimulatedPageQueue {
  /** What happens to the next page; it happens once. */
  next: PageMishap | null = null;
  readonly #jobs = new Map<number, Job>();
  readonly #server: Server;
  readonly #socket: string;
  readonly #onSheet: (whole: boolean) => void;
  #count = 0;

  /** @param onSheet paper has come out */
  constructor(socket: string, onSheet: (whole: boolean) => void) {
    this.#socket = socket;
    this.#onSheet = onSheet;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Begins to listen; rejects where the socket cannot be made. */
  async open(): Promise<void> {
    rmSync(this.#socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#socket, () => resolve());
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    // A request has the form of an answer, with the operation where that has its status.
    const asked = ippResponse(Buffer.concat(parts));
    if (asked === null) {
      response.writeHead(400).end();
      return;
    }
    const first = (name: string) => asked.attributes.get(name)?.[0];
    const [status, attributes] = this.#done(asked.status, Number(first('job-id') ?? 0), first('purge-job') === true);
    response.writeHead(200, { 'content-type': 'application/ipp' }).end(ippRequest(status, [], attributes));
  }

  #done(operation: number, number: number, purge: boolean): readonly [number, readonly Sent[]] {
    switch (operation) {
      case OPERATION.getPrinterAttributes:
        return [
          OK,
          [
            { name: 'printer-state', integer: IDLE },
            { name: 'printer-state-reasons', keywords: ['none'] },
            { name: 'printer-is-accepting-jobs', boolean: true },
          ],
        ];
      case OPERATION.getJobs:
        return [OK, [...this.#jobs.keys()].map((id) => ({ name: 'job-id', integer: id }))];
      case OPERATION.createJob: {
        this.#count += 1;
        const uuid = `urn:uuid:00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`;
        this.#jobs.set(this.#count, { uuid, state: JOB.pending, begun: false });
        return [OK, [{ name: 'job-id', integer: this.#count }]];
      }
    }
    const job = this.#jobs.get(number);
    if (job === undefined) return [NOT_FOUND, []];
    switch (operation) {
      case OPERATION.sendDocument:
        this.#print(job);
        return [OK, []];
      case OPERATION.getJobAttributes:
        return [
          OK,
          [
            { name: 'job-state', integer: job.state },
            { name: 'time-at-processing', integer: job.begun ? 1 : 0 },
            { name: 'job-uuid', uri: job.uuid },
          ],
        ];
      case OPERATION.cancelJob:
        if (purge) this.#jobs.delete(number);
        else if (job.state !== JOB.pending) return [NOT_POSSIBLE, []];
        job.state = job.state === JOB.pending ? JOB.canceled : job.state;
        return [OK, []];
      default:
        return [NOT_POSSIBLE, []];
    }
  }

  #print(job: Job): void {
    const { next } = this;
    this.next = null;
    job.begun = next !== 'nothing';
    job.state = next === null ? JOB.completed : JOB.aborted;
    if (next !== 'nothing') this.#onSheet(next !== 'jam');
  }
}
