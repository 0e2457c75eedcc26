import type { Clock } from '../clock.ts';

/** A clock that a test turns by hand. */
export class HandClock implements Clock {
  private time = 0;
  private readonly timers = new Map<number, { readonly at: number; readonly then: () => void }>();
  private count = 0;

  now(): number {
    return this.time;
  }

  after(ms: number, then: () => void): () => void {
    const id = this.count++;
    this.timers.set(id, { at: this.time + ms, then });
    return () => this.timers.delete(id);
  }

  /** Timers that were set and have neither rung nor been cancelled. */
  get waiting(): number {
    return this.timers.size;
  }

  /** Lets `ms` pass; whatever falls due happens in order, with a turn of the event loop after each. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await turn();
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (due === undefined) break;
      const [id, { at, then }] = due;
      this.timers.delete(id);
      this.time = Math.max(this.time, at);
      then();
      await turn();
    }
    this.time = end;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
