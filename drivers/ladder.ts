import type { Clock } from './clock.ts';
import { sleep, within } from './clock.ts';

/**
 * A recovery ladder is data: what is tried, in which order, how often, and how long each try may take.
 * `restart-host` is never tried here: it is reported upward, because only the parent can restart this process.
 */
export type LadderStep = 'retry' | 'soft-reset' | 'reopen' | 'find-rate' | 're-enumerate';

export interface Rung {
  readonly step: LadderStep;
  readonly times: number;
  /** How long one try may take, in milliseconds. */
  readonly limitMs: number;
}

export type Ladder = readonly Rung[];

/** Tries one step once; true if the device answers as it should afterwards. */
export type Attempt = (step: LadderStep, signal: AbortSignal) => Promise<boolean>;

/** Pause between two tries, so that a device that is starting up is not talked to death. */
export const BETWEEN_TRIES_MS = 100;

/**
 * Climbs the ladder until a step helps.
 * @returns the step that helped, `exhausted` when none did, `aborted` when the signal ended the climb.
 */
export async function climb(
  ladder: Ladder,
  attempt: Attempt,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<LadderStep | 'exhausted' | 'aborted'> {
  for (const { step, times, limitMs } of ladder) {
    for (let n = 0; n < times; n++) {
      if (signal.aborted) return 'aborted';
      const tryOver = new AbortController();
      const both = AbortSignal.any([signal, tryOver.signal]);
      const helped = await within(clock, limitMs, attempt(step, both), false, signal);
      tryOver.abort();
      if (helped) return step;
      await sleep(clock, BETWEEN_TRIES_MS, signal);
    }
  }
  return signal.aborted ? 'aborted' : 'exhausted';
}
