import { setTimeout as sleep } from 'node:timers/promises';
import type { FingerPosition } from '../../../core/admission/facts.ts';
import type { Step } from '../../../core/admission/step.ts';
import type { DeskView } from '../../api/views.ts';
import type { FingerOnGlass, World } from '../../demo/world.ts';
import { type DeskClient, isLoss, must } from './desk-client.ts';
import type { Visit } from './plan.ts';

type FingerStep = Extract<Step, { at: 'finger' }>;

/** The sensor is looked at every 60 ms: so long a lifted finger must be away to be seen as lifted. */
const LIFTED_MS = 160;

/** A finger that is not taken within so many milliseconds is put on the sensor anew, so many times. */
const TAKEN_MS = 6_000;
const FINGER_TRIES = 5;

/** A finger of which nothing but poor images came is asked for so often; then the officer takes the next one. */
export const POOR_MOST = 3;

/** What happened at the sensor while one visitor stood there. */
export interface AtSensorSeen {
  /** The finger of each touch that was judged, in order. */
  readonly touches: readonly FingerPosition[];
  /** How many of them the kiosk found too poor to compare. */
  readonly poor: number;
  /** From the first byte of the image to the verdict, milliseconds, on a port without a baud rate; one a touch. */
  readonly verdictMs: readonly number[];
}

/** The visitor's hand at the sensor, and the officer who says which finger and when to take another one. */
export class AtSensor {
  readonly #desk: () => DeskClient;
  readonly #world: World;
  readonly #now: () => number;
  #touches: FingerPosition[] = [];
  #verdictMs: number[] = [];
  #poor = 0;
  /** Poor images of the present finger. */
  #poorHere = 0;
  /** The cable is pulled once a visit. */
  #pulled = false;

  constructor(desk: () => DeskClient, world: World, now: () => number) {
    this.#desk = desk;
    this.#world = world;
    this.#now = now;
  }

  /** A visitor steps up, or begins anew after a stop: nothing was touched yet. */
  begin(): void {
    this.#touches = [];
    this.#verdictMs = [];
    this.#poor = 0;
    this.#poorHere = 0;
    this.#pulled = false;
  }

  get seen(): AtSensorSeen {
    return { touches: this.#touches, poor: this.#poor, verdictMs: this.#verdictMs };
  }

  /** The finger that is asked for is put down once more, or the next one is taken when this one gives nothing. */
  async serve(visit: Visit, step: FingerStep): Promise<void> {
    if (this.#poorHere < POOR_MOST) return this.#touch(visit, step);
    this.#poorHere = 0;
    this.#world.putFinger(null);
    const { voter } = this.#desk().client;
    if (step.next.length > 0) must(await voter.nextFinger({}));
    else must(await voter.cannotReadFinger({}));
    const gone = ({ step: now }: DeskView) => now.at !== 'finger' || now.finger !== step.finger;
    await this.#desk().until(gone, 'what comes after the finger');
  }

  async #touch(visit: Visit, { finger, tries }: FingerStep): Promise<void> {
    const touches = this.#touches.length;
    if (touches > 0) {
      this.#world.putFinger(null);
      await sleep(LIFTED_MS);
    }
    if (visit.mishap === 'sensor-unplugged' && !this.#pulled) {
      this.#pulled = true;
      this.#world.plug('fingerprint', false);
      await this.#desk().until((one) => one.step.at === 'device-trouble', 'the lost sensor');
      this.#world.plug('fingerprint', true);
      await this.#desk().until((one) => one.step.at === 'finger' && one.step.state === 'waiting', 'the sensor again');
    }
    const condition = visit.skin ?? (touches === 0 ? visit.firstTouch : 'good');
    // Counted before anything can stop the kiosk: of a reservation found afterwards this was the touch.
    this.#touches.push(finger);
    await this.#untilTaken({ person: visit.hand.record.record, finger, condition });
    const captured = this.#now();
    let { step } = await this.#until((state) => state !== 'reading', 'the image');
    if (step.at === 'finger' && step.state === 'comparing') {
      ({ step } = await this.#until((state) => state !== 'comparing', 'the verdict'));
    }
    this.#verdictMs.push(this.#now() - captured);
    // The sensor went away with the image: nobody judged it.
    if (step.at === 'device-trouble') this.#touches.pop();
    const poor = step.at === 'finger' && step.finger === finger && step.tries.used === tries.used;
    this.#poor += poor ? 1 : 0;
    this.#poorHere = step.at === 'finger' && step.finger === finger ? this.#poorHere + (poor ? 1 : 0) : 0;
  }

  #until(fits: (state: FingerStep['state']) => boolean, what: string): Promise<DeskView> {
    return this.#desk().until(({ step }) => step.at !== 'finger' || fits(step.state), what);
  }

  /** Puts a finger on the sensor, and again when nothing is taken: a sensor that is looked at late has seen no lift. */
  async #untilTaken(finger: FingerOnGlass): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      this.#world.putFinger(finger);
      try {
        const fits = ({ step }: DeskView) => step.at !== 'finger' || step.state !== 'waiting';
        await this.#desk().until(fits, 'a capture', TAKEN_MS);
        return;
      } catch (error) {
        if (isLoss(error) || tries >= FINGER_TRIES) throw error;
      }
      this.#world.putFinger(null);
      await sleep(LIFTED_MS * 3);
    }
  }
}
