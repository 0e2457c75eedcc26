import {
  nextPower,
  type PowerOrders,
  type PowerReading,
  type PowerState,
  powerAtStart,
  UNKNOWN_POWER,
} from '../../core/power/rule.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';

/** A kiosk without a supply that says anything works on. */
const AT_EASE: PowerOrders = { problem: null, admit: true, flush: false, stop: false };

/**
 * What mains and battery mean for this kiosk: on battery people are told, with a low one no new voter is begun, and
 * before it is empty everything is closed in order. Of several supplies the one that is worst off decides.
 */
export class PowerWatch {
  readonly #kiosk: Pick<Kiosk, 'note' | 'changed'>;
  readonly #now: () => number;
  readonly #flush: () => void;
  readonly #stop: () => void;
  readonly #supplies = new Map<string, { reading: PowerReading; state: PowerState; orders: PowerOrders }>();
  #told: Problem['code'] | null = null;

  constructor(around: {
    readonly kiosk: Pick<Kiosk, 'note' | 'changed'>;
    /** Monotonic milliseconds. */
    readonly now: () => number;
    /** Writes everything to the disk now. */
    readonly flush: () => void;
    /** The battery is at its end: stop in order. */
    readonly stop: () => void;
  }) {
    this.#kiosk = around.kiosk;
    this.#now = around.now;
    this.#flush = around.flush;
    this.#stop = around.stop;
  }

  /** What is ordered now. */
  get orders(): PowerOrders {
    const all = [...this.#supplies.values()].map(({ orders }) => orders);
    return all.find((one) => one.stop) ?? all.find((one) => !one.admit) ?? all.find((one) => one.problem) ?? AT_EASE;
  }

  /** What this supply said last; null of one that has said nothing yet. */
  reading(device: string): PowerReading | null {
    return this.#supplies.get(device)?.reading ?? null;
  }

  heard(device: string, reading: PowerReading): void {
    const before = this.#supplies.get(device);
    const state = before?.state ?? powerAtStart(this.#now());
    this.#supplies.set(device, { reading, state, orders: before?.orders ?? AT_EASE });
    this.tick();
  }

  /** The devices are others, or their host is gone: nothing is known until they speak again. */
  forget(): void {
    for (const supply of this.#supplies.values()) supply.reading = UNKNOWN_POWER;
  }

  /** Only these supplies are there: one that was taken out says nothing any more, and must not be waited for. */
  keep(devices: readonly string[]): void {
    for (const device of this.#supplies.keys()) if (!devices.includes(device)) this.#supplies.delete(device);
    this.tick();
  }

  /** Once a second: times run out between readings. */
  tick(): void {
    const stopped = this.orders.stop;
    for (const supply of this.#supplies.values()) {
      const next = nextPower(supply.state, supply.reading, this.#now());
      supply.state = next.state;
      supply.orders = next.orders;
      if (next.orders.flush) this.#flush();
    }
    const { problem, stop } = this.orders;
    if ((problem?.code ?? null) !== this.#told) {
      this.#told = problem?.code ?? null;
      if (problem) this.#kiosk.note('problem.raised', { problem: problem.code }, SYSTEM);
      this.#kiosk.changed();
    }
    if (stop && !stopped) this.#stop();
  }
}
