import { type ChildProcess, fork } from 'node:child_process';
import type { CopyAnswer, CopyQuestion, CopyTrouble, Numbered } from './protocol.ts';

/** A stick that answers a question no sooner than this, in milliseconds, is stuck. */
const PATIENCE_MS = 15_000;

/**
 * The zone's side of the copy's process. A question is answered, or ends in a trouble: when the process dies or does not
 * answer it is killed, and the next question starts another. One that even a kill does not end (the system waits for the
 * stick) is left alone, and nothing new is started until it is gone.
 */
export class CopyClient {
  readonly #entry: URL;
  readonly #patienceMs: number;
  #child: ChildProcess | null = null;
  #number = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting: { readonly number: number; readonly answer: (answer: CopyAnswer) => void } | null = null;

  constructor(options: { readonly entry?: URL; readonly patienceMs?: number } = {}) {
    this.#entry = options.entry ?? new URL('./child.ts', import.meta.url);
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  /** Process id, for tests; null when none runs. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** One question after the other, in the order in which they came. */
  ask(question: CopyQuestion): Promise<CopyAnswer> {
    const answer = this.#turn.then(() => this.#ask(question));
    this.#turn = answer;
    return answer;
  }

  async #ask(question: CopyQuestion): Promise<CopyAnswer> {
    if (this.#child?.killed) return { trouble: 'copy.stuck' };
    const child = this.#child ?? this.#start();
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        child.kill('SIGKILL');
        done({ trouble: 'copy.stuck' });
      }, this.#patienceMs);
      const done = (answer: CopyAnswer): void => {
        clearTimeout(late);
        this.#waiting = null;
        resolve(answer);
      };
      this.#waiting = { number, answer: done };
      child.send({ ...question, number } satisfies Numbered<CopyQuestion>, (error) => {
        if (error && this.#waiting?.number === number) done({ trouble: 'copy.failed' });
      });
    });
  }

  /** Ends the process; what is under way ends in a trouble. */
  close(): void {
    this.#child?.kill('SIGKILL');
    this.#waiting?.answer({ trouble: 'copy.failed' satisfies CopyTrouble });
  }

  #start(): ChildProcess {
    const child = fork(this.#entry, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    child.on('message', (answer: Numbered<CopyAnswer>) => {
      if (this.#waiting?.number === answer.number) this.#waiting.answer(answer);
    });
    child.on('error', () => child.kill('SIGKILL'));
    child.on('exit', () => {
      if (this.#child === child) this.#child = null;
      this.#waiting?.answer({ trouble: 'copy.failed' });
    });
    return child;
  }
}
