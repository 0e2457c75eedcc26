/** A jump of the wall clock against the monotonic one that is told, in milliseconds. */
const CLOCK_STEP_MS = 2_000;
const TICK_MS = 1_000;

/**
 * Ticks once a second, and tells when somebody has set the wall clock.
 * @returns stops it
 */
export function watchClock(options: {
  readonly now: () => Date;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** The wall clock was set by so many milliseconds. */
  readonly stepped: (byMs: number) => void;
  readonly tick: () => void;
}): () => void {
  const { now, monotonic, stepped, tick } = options;
  let distance = now().getTime() - monotonic();
  const timer = setInterval(() => {
    const seen = now().getTime() - monotonic();
    const byMs = Math.round(seen - distance);
    if (Math.abs(byMs) >= CLOCK_STEP_MS) {
      distance = seen;
      stepped(byMs);
    }
    tick();
  }, TICK_MS);
  return () => clearInterval(timer);
}
