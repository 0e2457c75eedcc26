import type { FingerPosition } from '../../core/admission/facts.ts';
import type { Captured, Compared } from '../../core/admission/ports.ts';
import type { Biometrics } from './biometrics/client.ts';
import type { DeviceClient } from './devices/client.ts';
import type { Register } from './register/register.ts';

/** The finger on the sensor: the template of the last capture, for the comparison that follows. One per attempt. */
export class Probe {
  readonly #devices: Pick<DeviceClient, 'capture'>;
  readonly #biometrics: Biometrics;
  /** Whether touches that were compared are kept for `compared`. */
  readonly #keeps: boolean;
  readonly #compared = new Map<FingerPosition, Uint8Array>();
  #template: Uint8Array | null = null;
  #ended = false;

  constructor(devices: Pick<DeviceClient, 'capture'>, biometrics: Biometrics, keeps: boolean) {
    this.#keeps = keeps;
    this.#devices = devices;
    this.#biometrics = biometrics;
  }

  /** Waits for a finger and takes it in. After the first one the finger must have been lifted in between. */
  async capture(signal: AbortSignal): Promise<Captured> {
    const captured = await this.#devices.capture({ afterLift: this.#template !== null, signal });
    if (!captured.ok) return { ok: false, problem: captured.error };
    const extracted = await this.#biometrics.extract(captured.value);
    captured.value.pixels.fill(0);
    this.#template?.fill(0);
    this.#template = extracted.template;
    // A capture that comes in after the attempt has ended leaves nothing either.
    if (this.#ended) this.forget();
    return { ok: true, quality: extracted.quality, why: extracted.why };
  }

  /** Holds the last capture against a finger of the record; 0 where there is nothing to compare. */
  async compare(register: Register, record: string, finger: FingerPosition): Promise<Compared> {
    const enrolled = register.templates(record).find((one) => one.finger === finger);
    if (!this.#template || !enrolled) return { score: 0 };
    if (this.#keeps) {
      this.#compared.get(finger)?.fill(0);
      this.#compared.set(finger, this.#template.slice());
    }
    const score = await this.#biometrics.compare(this.#template, enrolled.template);
    enrolled.template.fill(0);
    return { score };
  }

  /** Gives the last capture to be looked for; null where there is none. */
  async search<T>(find: (template: Uint8Array) => Promise<T | null>): Promise<T | null> {
    return this.#template && find(this.#template);
  }

  /** Hands over the last touch of each finger that was good enough to be compared; empty where none are kept. */
  compared(): readonly Uint8Array[] {
    const touches = [...this.#compared.values()];
    this.#compared.clear();
    return touches;
  }

  /** Overwrites what was captured, and whatever still comes. */
  forget(): void {
    for (const touch of this.#compared.values()) touch.fill(0);
    this.#compared.clear();
    this.#ended = true;
    this.#template?.fill(0);
    this.#template = null;
  }
}
