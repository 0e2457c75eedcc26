/** Time as the drivers see it; tests hand in their own. */
export interface Clock {
  /** Milliseconds on a clock that never steps. */
  now(): number;
  /** Calls `then` once after `ms`; the returned function cancels it. */
  after(ms: number, then: () => void): () => void;
}

/** The machine's monotonic clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits `ms`, or less if the signal aborts; never rejects. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** The promise's value, or `late` if it takes longer than `ms` or the signal aborts. The promise itself goes on. */
export function within<T, L>(
  clock: Clock,
  ms: number,
  promise: Promise<T>,
  late: L,
  signal?: AbortSignal,
): Promise<T | L> {
  const over = new AbortController();
  const stop = () => over.abort();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) over.abort();
  // After a stall of the process timers come before the bytes that arrived meanwhile: one more turn lets those in.
  const deadline = sleep(clock, ms, over.signal).then(() => sleep(clock, 1, over.signal));
  return Promise.race([promise, deadline.then(() => late)]).finally(() => {
    signal?.removeEventListener('abort', stop);
    over.abort();
  });
}
