import { touchVerdict } from '../../core/admission/rules.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { fingerModality } from '../../core/election/rules.ts';
import { decodeTemplate } from '../../core/fingerprint/fingerprint.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { BenchPrintView, FingerBenchView } from '../api/views.ts';
import type { Biometrics } from './biometrics/client.ts';
import type { Explanation, ExtractedFinger } from './biometrics/protocol.ts';
import type { DeviceClient } from './devices/client.ts';
import type { Kiosk } from './kiosk.ts';

/** Two touches are compared; with the next one a new pair begins. */
const TOUCHES = 2;

/**
 * The technician's try of the sensor: two touches of one finger, and why they match or not. Nothing of it is written
 * anywhere, and it is wiped when the page is left or the technician signs out.
 */
export class FingerBench {
  readonly #kiosk: Kiosk;
  readonly #devices: Pick<DeviceClient, 'capture'>;
  readonly #biometrics: Pick<Biometrics, 'extract' | 'explain'>;
  #touches: ExtractedFinger[] = [];
  #prints: readonly BenchPrintView[] = [];
  #explained: Explanation | null = null;
  #problem: Problem | null = null;
  #state: FingerBenchView['state'] = 'idle';
  #run = new AbortController();

  constructor(
    kiosk: Kiosk,
    devices: Pick<DeviceClient, 'capture'>,
    biometrics: Pick<Biometrics, 'extract' | 'explain'>,
  ) {
    this.#kiosk = kiosk;
    this.#devices = devices;
    this.#biometrics = biometrics;
  }

  get view(): FingerBenchView {
    const rule = this.#rule();
    const explained = this.#explained;
    // Either touch may be the enrolled one: the pair is no better than the poorer of them.
    const quality = Math.min(...this.#touches.map((touch) => touch.quality));
    return {
      state: this.#state,
      problem: this.#problem,
      prints: this.#prints,
      rule,
      comparison:
        explained === null
          ? null
          : {
              score: explained.score,
              pairs: explained.pairs,
              verdict: rule ? touchVerdict(rule, { quality, score: explained.score }) : 'no-rule',
            },
    };
  }

  /** Waits for a touch. What came of it stands in the view. */
  take(): Result<null, Problem> {
    if (this.#state !== 'idle') return err({ code: 'station.nothing-to-do' });
    if (this.#touches.length === TOUCHES) this.#wipe();
    this.#problem = null;
    this.#become('waiting');
    void this.#touch(this.#run.signal);
    return ok(null);
  }

  captureProgress(): void {
    if (this.#state === 'waiting') this.#become('reading');
  }

  /** Stops waiting and overwrites what was taken, and whatever still comes. */
  leave(): void {
    this.#run.abort();
    this.#run = new AbortController();
    this.#wipe();
    this.#problem = null;
    this.#become('idle');
  }

  async #touch(signal: AbortSignal): Promise<void> {
    const captured = await this.#devices.capture({ afterLift: this.#touches.length > 0, signal });
    if (!captured.ok) {
      if (signal.aborted) return;
      this.#problem = captured.error;
      this.#become('idle');
      return;
    }
    if (!signal.aborted) this.#become('working');
    const touch = await this.#biometrics.extract(captured.value);
    captured.value.pixels.fill(0);
    if (signal.aborted) {
      touch.template.fill(0);
      return;
    }
    this.#touches.push(touch);
    this.#prints = [...this.#prints, printOf(touch)];
    const [first, second] = this.#touches;
    if (first && second) {
      const explained = await this.#biometrics.explain(first.template, second.template);
      if (signal.aborted) return;
      this.#explained = explained;
    }
    this.#become('idle');
  }

  #rule(): FingerBenchView['rule'] {
    const policy = this.#kiosk.inForce()?.policy;
    const finger = fingerModality(policy ?? defaultPolicy);
    return finger ? { minimumQuality: finger.qualityMinimum, threshold: finger.threshold } : null;
  }

  #wipe(): void {
    for (const { template } of this.#touches) template.fill(0);
    this.#touches = [];
    this.#prints = [];
    this.#explained = null;
  }

  #become(state: FingerBenchView['state']): void {
    this.#state = state;
    this.#kiosk.changed();
  }
}

/** What is drawn of a touch. One without a usable template has no minutiae. */
function printOf({ template, quality, why }: ExtractedFinger): BenchPrintView {
  const read = decodeTemplate(template);
  const { width, height, minutiae } = read.ok ? read.value : { width: 0, height: 0, minutiae: [] };
  return { quality, why, width, height, minutiae };
}
