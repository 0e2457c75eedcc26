/**
 * Whether a page is alive, by what its script says. Chromium reports a page that crashed or could not be fetched; it
 * does not report one whose script never ran, whose screen came to nothing, or that hangs while nobody touches it.
 */

/** Milliseconds. */
export interface PulseDelays {
  /** How often `tick` is called. */
  readonly tick: number;
  /** A page that is being loaded has this long until its first beat; twice as long after each failure, … */
  readonly first: number;
  /** … but no longer than this: a slow machine must not be kept from ever showing a page. */
  readonly longestFirst: number;
  /** A page that has been alive hangs when it is silent this long. With the reload it stays below 3 s (EL-25). */
  readonly silence: number;
}

/** The delays of a kiosk. A page beats every 200 ms (renderer/parts/alive.ts). */
export const pulseDelays: PulseDelays = { tick: 250, first: 10_000, longestFirst: 60_000, silence: 1_500 };

/** Why a page is loaded again: its script never said anything, or it stopped. */
export type Silence = 'never-alive' | 'hung';

export interface Pulse {
  /** The page is being loaded. */
  readonly loading: () => void;
  /** The page's script has said that it is alive. */
  readonly beat: () => void;
  /** The page is known to be away (it crashed, it could not be fetched): nothing is expected of it. */
  readonly away: () => void;
  readonly tick: () => void;
}

/**
 * Takes the pulse of one page. Time is counted in ticks, not read from a clock: where the whole machine stands still
 * (a debugger, a machine that swaps) the shell's own ticks are late as well, and a page is not blamed for it.
 * @param onSilent is called once; nothing more is expected until the next `loading`
 */
export function takePulse(delays: PulseDelays, onSilent: (silence: Silence) => void): Pulse {
  let expected: 'nothing' | 'first' | 'next' = 'nothing';
  let silent = 0;
  let patience = delays.first;
  return {
    loading: () => {
      expected = 'first';
      silent = 0;
    },
    beat: () => {
      expected = 'next';
      silent = 0;
      patience = delays.first;
    },
    away: () => {
      expected = 'nothing';
    },
    tick: () => {
      if (expected === 'nothing') return;
      silent += delays.tick;
      if (silent < (expected === 'first' ? patience : delays.silence)) return;
      const silence = expected === 'first' ? 'never-alive' : 'hung';
      if (silence === 'never-alive') patience = Math.min(patience * 2, delays.longestFirst);
      expected = 'nothing';
      onSilent(silence);
    },
  };
}
