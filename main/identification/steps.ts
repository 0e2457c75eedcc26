import { createHmac } from 'node:crypto';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { House } from '../host/child.ts';

/** Work in which something that came from outside could end the whole process, and what stands when it did. */
const setAside = {
  document: 'station.document-set-aside',
  package: 'station.package-set-aside',
  register: 'station.register-set-aside',
} as const;
export type StepKind = keyof typeof setAside;

/** Digits of a step's name: enough that two documents of a day never share one. */
const NAME_DIGITS = 16;

/**
 * Tells the supervisor what comes next, so that a death there has a name. What the zone has died of three times running
 * is not tried again by itself: it is refused, that stands on the screens, and the station goes on.
 */
export class Steps {
  readonly #house: Pick<House, 'step' | 'setAside'>;
  readonly #secret: Uint8Array;

  /** @param secret stays the same while the supervisor runs, and never leaves it: names are made with it */
  constructor(house: Pick<House, 'step' | 'setAside'>, secret: Uint8Array) {
    this.#house = house;
    this.#secret = secret;
  }

  /** One problem for each kind of work of which something is set aside. */
  problems(): readonly Problem[] {
    const kinds = Object.keys(setAside) as StepKind[];
    return kinds
      .filter((kind) => this.#house.setAside.some((step) => step.startsWith(`${kind} `)))
      .map((kind) => ({ code: setAside[kind] }));
  }

  /** @returns the problem that refuses this work, if the zone has died of it before; else null */
  refused(kind: StepKind, what: string): Problem | null {
    return this.#house.setAside.includes(this.#name(kind, what)) ? { code: setAside[kind] } : null;
  }

  /** Does the work under its name. What it leaves to later turns counts as long as it is awaited. */
  async under<T>(kind: StepKind, what: string, work: () => T | Promise<T>): Promise<T> {
    // A message to the supervisor is written before this returns: a death in the very next line has its name.
    void this.#house.step(this.#name(kind, what));
    try {
      return await work();
    } finally {
      void this.#house.step(null);
    }
  }

  /** A document's text is a person's: the supervisor, and its log, know it by a keyed hash alone. */
  #name(kind: StepKind, what: string): string {
    return `${kind} ${createHmac('sha256', this.#secret).update(what).digest('hex').slice(0, NAME_DIGITS)}`;
  }
}
