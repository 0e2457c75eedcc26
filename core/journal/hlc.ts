/**
 * Hybrid logical clock (Kulkarni et al. 2014): follows wall time, never goes back, and orders what a device has
 * seen before what it did next. Written `<milliseconds since 1970, 13 digits>-<counter, 4 digits>`, so that the
 * order of the texts is the order of the clocks.
 */
export interface Hlc {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly ms: number;
  /** Tells events of the same millisecond apart, 0 to 9999. */
  readonly counter: number;
}

/** How far wall time may fall behind the journal's own clock before people are told of it, in milliseconds. */
export const HLC_BOUND_MS = 60_000;
/** The text form. */
export const HLC_PATTERN = /^\d{13}-\d{4}$/;

const COUNTER_MAX = 9_999;
/** Before every event. */
export const HLC_ZERO: Hlc = { ms: 0, counter: 0 };

function after(last: Hlc): Hlc {
  return last.counter < COUNTER_MAX ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 };
}

/** The clock's next value for an event of our own: wall time if that is later than `last`, else just after `last`. */
export function tick(last: Hlc, nowMs: number): Hlc {
  return nowMs > last.ms ? { ms: nowMs, counter: 0 } : after(last);
}

/** Negative when `a` is before `b`. */
export function compareHlc(a: Hlc, b: Hlc): number {
  return a.ms - b.ms || a.counter - b.counter;
}

/** The text form. Throws for a time outside 0 … year 2286 (a bug: the caller's clock is not milliseconds). */
export function formatHlc({ ms, counter }: Hlc): string {
  const text = `${String(ms).padStart(13, '0')}-${String(counter).padStart(4, '0')}`;
  if (!HLC_PATTERN.test(text)) throw new RangeError(`not a hybrid clock: ${text}`);
  return text;
}

/** The clock of a text form; undefined for anything else. */
export function parseHlc(text: string): Hlc | undefined {
  return HLC_PATTERN.test(text) ? { ms: Number(text.slice(0, 13)), counter: Number(text.slice(14)) } : undefined;
}
