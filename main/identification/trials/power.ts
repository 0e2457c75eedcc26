import { type PowerReading, UNKNOWN_POWER } from '../../../core/power/rule.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { PowerTrialView } from '../../api/trial-views.ts';
import type { Trial, TrialTools } from './trial.ts';

/** How often the supply's last word is looked at, in milliseconds; it is told here as it comes. */
const LOOK_MS = 200;
/** From the press to the word of the supply: whoever pulls the plug walks to it first. Milliseconds. */
const NOTICE_MS = 60_000;
/** A kiosk left on battery: the try is over, the battery is not for this. Milliseconds. */
const BACK_MS = 10 * 60_000;

/**
 * The mains plug is pulled and put back: does the kiosk notice, how soon, and what does the battery lose? Nothing is
 * switched here; a low battery is looked after as ever.
 */
export class PowerTrial implements Trial {
  readonly image = null;
  readonly #tools: TrialTools;
  #step: PowerTrialView['step'] = 'pull';
  #noticedMs: number | null = null;
  #onBatteryMs: number | null = null;
  #lost: number | null = null;
  #shown = '';

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): PowerTrialView {
    return {
      kind: 'power',
      reading: this.#reading,
      step: this.#step,
      noticedMs: this.#noticedMs,
      onBatteryMs: this.#onBatteryMs,
      lost: this.#lost,
    };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { now } = this.#tools;
    const before = this.#reading;
    if (before.source === 'unknown') return { code: 'power.not-said' };
    if (before.source === 'battery') return { code: 'power.on-battery' };
    const began = now();
    if (!(await this.#until('battery', NOTICE_MS, signal))) return this.#end(signal, { code: 'power.not-noticed' });
    const pulled = now();
    this.#noticedMs = pulled - began;
    this.#step = 'put-back';
    this.#tools.changed();
    if (!(await this.#until('mains', BACK_MS, signal))) return this.#end(signal, { code: 'power.on-battery' });
    this.#onBatteryMs = now() - pulled;
    const { charge } = this.#reading;
    this.#lost = before.charge === null || charge === null ? null : Math.max(0, before.charge - charge);
    this.#step = 'done';
    return null;
  }

  wipe(): void {}

  get #reading(): PowerReading {
    return this.#tools.power() ?? UNKNOWN_POWER;
  }

  #end(signal: AbortSignal, problem: Problem): Problem {
    return signal.aborted ? { code: 'device.cancelled' } : problem;
  }

  /** Waits for the supply's word; false when it does not come in time. */
  async #until(source: PowerReading['source'], limitMs: number, signal: AbortSignal): Promise<boolean> {
    const { now, changed } = this.#tools;
    const end = now() + limitMs;
    while (!signal.aborted && now() < end) {
      const reading = this.#reading;
      if (reading.source === source) return true;
      const shown = JSON.stringify(reading);
      if (shown !== this.#shown) changed();
      this.#shown = shown;
      await pause(LOOK_MS, signal);
    }
    return false;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
