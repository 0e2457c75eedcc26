import { Worker } from 'node:worker_threads';
import type { GrayPage } from '../../../core/ballot/reading.ts';
import type { ReadAnswer, ReadingWork } from './reading-protocol.ts';

/** Asks the reading worker, and starts another when one has died. */
export class SheetReader {
  readonly #work: ReadingWork;
  readonly #pending = new Map<
    number,
    { readonly resolve: (answer: ReadAnswer) => void; readonly reject: (error: Error) => void }
  >();
  #worker: Worker | null = null;
  #id = 0;
  #closed = false;

  constructor(work: ReadingWork) {
    this.#work = work;
    this.#start();
  }

  /** Reads one page. Rejects when the page broke the reader: the sheet is then given back. */
  read(page: GrayPage): Promise<ReadAnswer> {
    const worker = this.#worker ?? this.#start();
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, page });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { workerData: this.#work });
    worker.on('message', (answer: ReadAnswer) => {
      this.#pending.get(answer.id)?.resolve(answer);
      this.#pending.delete(answer.id);
    });
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', () => this.#died(worker, new Error('the reader has ended')));
    this.#worker = worker;
    return worker;
  }

  #died(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    // The next page finds one that is ready.
    if (!this.#closed) this.#start();
  }
}
