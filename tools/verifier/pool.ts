import { Worker } from 'node:worker_threads';
import type { Group } from './group.ts';
import type { Json } from './json.ts';
import { added, type Lines, type LinesChecked, LinesChecker } from './lines.ts';
import type { SetOf } from './result.ts';

/** Asked of a worker. */
export type Asked = { readonly kind: 'lines'; readonly lines: Lines } | { readonly kind: 'sums' };
/** What a worker is started with. */
export interface Started {
  readonly manifest: Json;
  readonly slow: boolean;
}

/** Lines are checked by workers beside each other, or here where there are none. */
export class Pool {
  readonly #group: Group;
  readonly #here: LinesChecker | null;
  readonly #workers: readonly One[];

  constructor(manifest: Json, workers: number, slow: boolean, group: Group) {
    this.#group = group;
    this.#here = workers === 0 ? new LinesChecker(manifest, group) : null;
    this.#workers = Array.from({ length: workers }, () => new One({ manifest, slow }));
  }

  /** Gives lines to a worker that has least to do, and waits until one of them may be given more. */
  async give(lines: Lines): Promise<{ readonly answer: Promise<LinesChecked> }> {
    if (this.#here) return { answer: Promise.resolve(this.#here.check(lines)) };
    const least = this.#workers.reduce((one, other) => (other.waiting < one.waiting ? other : one));
    const answer = least.ask({ kind: 'lines', lines }) as Promise<LinesChecked>;
    // Two beside what it works on: neither does it wait for a disk, nor does memory fill.
    if (this.#workers.every(({ waiting }) => waiting > 2)) await Promise.race(this.#workers.map((one) => one.next()));
    return { answer };
  }

  /** The sets of all that was checked; afterwards there are no workers any more. */
  async end(): Promise<ReadonlyMap<string, SetOf>> {
    if (this.#here) return this.#here.sums();
    const sums = await Promise.all(
      this.#workers.map((one) => one.ask({ kind: 'sums' }) as Promise<ReadonlyMap<string, SetOf>>),
    );
    await Promise.all(this.#workers.map((one) => one.stop()));
    return added(sums, this.#group);
  }
}

/** One worker, which answers in the order in which it was asked. */
class One {
  readonly #worker: Worker;
  readonly #asked: PromiseWithResolvers<unknown>[] = [];

  constructor(started: Started) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: started });
    this.#worker.on('message', (value: unknown) => this.#asked.shift()?.resolve(value));
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  /** How many questions it has not answered yet. */
  get waiting(): number {
    return this.#asked.length;
  }

  ask(asked: Asked): Promise<unknown> {
    const question = Promise.withResolvers<unknown>();
    this.#asked.push(question);
    this.#worker.postMessage(asked, asked.kind === 'lines' ? [asked.lines.bytes.buffer] : []);
    // Whoever waits for the answer hears of an error: that nobody waits yet is no reason to end the process.
    question.promise.catch(() => {});
    return question.promise;
  }

  /** Until it has answered what it was asked first. */
  async next(): Promise<void> {
    await this.#asked[0]?.promise;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
