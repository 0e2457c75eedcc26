/** Tells whoever shows something of the zone that it may have changed; changes of one turn are told once. */
export class Changes {
  readonly #waiting = new Set<() => void>();
  #scheduled = false;

  /** Something that screens show has changed. */
  changed(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const wake of [...this.#waiting]) wake();
    });
  }

  /** Yields at once and after changes. Several changes while the consumer was busy are one; none is lost. */
  async *follow(signal?: AbortSignal): AsyncGenerator<void> {
    let dirty = true;
    let wake: () => void = () => {};
    const mark = () => {
      dirty = true;
      wake();
    };
    this.#waiting.add(mark);
    signal?.addEventListener('abort', mark);
    try {
      while (!signal?.aborted) {
        if (dirty) {
          dirty = false;
          yield;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.#waiting.delete(mark);
      signal?.removeEventListener('abort', mark);
    }
  }
}
