/** What another kiosk last said of itself. */
export interface Seen {
  /** Monotonic milliseconds. */
  readonly heardAt: number;
  /** Its clock less this one's, milliseconds. */
  readonly ahead: number;
  /** Number of the last event that it knows of each device. */
  readonly heads: ReadonlyMap<string, number>;
  /** Version of its list of voters. */
  readonly list: number;
  /** Whether it has a connection with the hub. */
  readonly hub: boolean;
}

/** Milliseconds without a word after which a kiosk is not seen any more: three of its words were lost. */
export const OUT_OF_SIGHT_MS = 3_500;

/** Which kiosks of the station are seen. A word that comes is enough; silence counts by this kiosk's own time. */
export class Sight {
  readonly #now: () => number;
  readonly #seen = new Map<string, Seen>();
  /** Since when each is seen, or is not seen any more. */
  readonly #since = new Map<string, number>();
  readonly #began: number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#began = now();
  }

  /** @returns whether it was not seen before */
  heard(device: string, said: Omit<Seen, 'heardAt'>): boolean {
    const isNew = !this.#seen.has(device);
    if (isNew) this.#since.set(device, this.#now());
    this.#seen.set(device, { ...said, heardAt: this.#now() });
    return isNew;
  }

  /** Out of sight before its time: it did not answer. @returns whether it was seen */
  lost(device: string): boolean {
    const wasSeen = this.#seen.delete(device);
    if (wasSeen) this.#since.set(device, this.#now());
    return wasSeen;
  }

  /** Those that have been silent for too long; they are not seen from now on. */
  fallenSilent(): readonly string[] {
    const silent = [...this.#seen].filter(([, { heardAt }]) => this.#now() - heardAt > OUT_OF_SIGHT_MS);
    for (const [device] of silent) this.lost(device);
    return silent.map(([device]) => device);
  }

  /** For how long it is seen, or is not: milliseconds, at most since this kiosk looks. */
  lasts(device: string): number {
    return this.#now() - (this.#since.get(device) ?? this.#began);
  }

  get devices(): readonly string[] {
    return [...this.#seen.keys()].sort();
  }

  of(device: string): Seen | null {
    return this.#seen.get(device) ?? null;
  }
}
