/** Work on one device, one piece at a time. */
export class Turns {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly closing = new AbortController();

  /** Aborted by `close`. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /**
   * Does `work` when everything before it is done. Its signal aborts when the caller's does and when all is closed. A
   * caller that aborts while it waits for its turn gets `unstarted` at once; so does everybody after `close`.
   */
  take<T>(work: (signal: AbortSignal) => Promise<T>, unstarted: T, caller?: AbortSignal): Promise<T> {
    const either = caller === undefined ? this.signal : AbortSignal.any([caller, this.signal]);
    let started = false;
    const turn = this.queue.then(() => {
      if (either.aborted) return unstarted;
      started = true;
      return work(either);
    });
    this.queue = turn.catch(() => undefined);
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => {
        if (!started) resolve(unstarted);
      };
      either.addEventListener('abort', giveUp);
      turn.then(resolve, reject).finally(() => either.removeEventListener('abort', giveUp));
    });
  }

  /** Aborts what runs and waits until it has ended. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.queue;
  }
}
