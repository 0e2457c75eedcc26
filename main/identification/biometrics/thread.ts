import { Worker } from 'node:worker_threads';

/** A question of each kind without its number. */
type Unnumbered<Question> = Question extends unknown ? Omit<Question, 'id'> : never;

/**
 * A worker thread that answers questions by their number. One that dies takes its questions with it, and never the
 * zone: all that wait for it get null, and a new one is started for the next question.
 */
export class Thread<Question extends { readonly id: number }, Answer extends { readonly id: number }> {
  readonly #file: URL;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  #worker: Worker | null = null;
  #id = 0;

  readonly #longestMs: number | null;

  /**
   * @param file the worker's module; it is started by the first question
   * @param longestMs a question that takes longer, in milliseconds, ends its thread: it would not come back
   */
  constructor(file: URL, longestMs: number | null = null) {
    this.#file = file;
    this.#longestMs = longestMs;
  }

  /** @returns the answer, or null from a thread that died over it */
  ask(question: Unnumbered<Question>): Promise<Answer | null> {
    const worker = this.#worker ?? this.#start();
    this.#id += 1;
    const id = this.#id;
    return new Promise((resolve) => {
      const late = this.#longestMs === null ? null : setTimeout(() => void worker.terminate(), this.#longestMs);
      this.#waiting.set(id, (answer) => {
        if (late !== null) clearTimeout(late);
        resolve(answer);
      });
      worker.postMessage({ ...question, id });
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#file);
    this.#worker = worker;
    worker.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    // 'exit' follows every 'error'; the error itself may quote what was processed and is not logged.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const answer of this.#waiting.values()) answer(null);
      this.#waiting.clear();
    });
    return worker;
  }
}
