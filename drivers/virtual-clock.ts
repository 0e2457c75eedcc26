import type { Clock } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly then: () => void;
}

/** Time that passes only when it is told to, and that knows every timer that still runs. */
export class VirtualClock implements Clock {
  private time = 0;
  private order = 0;
  private readonly timers = new Set<Timer>();

  /** Timers that were set and have neither come nor been cancelled. */
  get pending(): number {
    return this.timers.size;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.time + Math.max(0, ms), order: this.order++, then };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets `ms` pass, or less: until `enough` says so after some timer. */
  async pass(ms: number, enough: () => boolean = () => false): Promise<void> {
    const end = this.time + ms;
    await this.settle();
    while (!enough()) {
      let next: Timer | null = null;
      for (const timer of this.timers) {
        if (next === null || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
      }
      if (next === null || next.at > end) break;
      this.timers.delete(next);
      this.time = next.at;
      next.then();
      await this.settle();
    }
    if (!enough()) this.time = Math.max(this.time, end);
  }
}
