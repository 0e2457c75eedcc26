/**
 * What occurs twice, without keeping what occurs. Of each value the first eight bytes are kept (of 400,000 ballots with 22
 * positions 75 MB). Where two are alike, a second reading of the board compares the whole values: by chance that happens
 * once in some hundred thousand boards, so an honest board is read once.
 */
export class Shorts {
  #kept = new BigUint64Array(1024);
  #length = 0;

  add(shorts: BigUint64Array): void {
    const length = this.#length + shorts.length;
    if (length > this.#kept.length) {
      const grown = new BigUint64Array(Math.max(length, 2 * this.#kept.length));
      grown.set(this.#kept.subarray(0, this.#length));
      this.#kept = grown;
    }
    this.#kept.set(shorts, this.#length);
    this.#length = length;
  }

  /** @returns what was added more than once; nothing can be added afterwards */
  suspects(): ReadonlySet<bigint> {
    const sorted = this.#kept.subarray(0, this.#length).sort();
    const found = new Set<bigint>();
    for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) found.add(sorted[at]!);
    return found;
  }
}

/** Where a value stands on the board. */
export interface Where {
  readonly file: string;
  readonly place: string;
}

/** Whole values among the suspects, and where each was seen first. */
export class Firsts {
  readonly #suspects: ReadonlySet<bigint>;
  readonly #seen = new Map<string, Where>();
  constructor(suspects: ReadonlySet<bigint>) {
    this.#suspects = suspects;
  }

  /**
   * @param short the first eight bytes of the value
   * @param hexOf the value
   * @returns where the value was seen before; null where this is the first
   */
  seen(short: bigint, hexOf: () => string, where: Where): Where | null {
    if (!this.#suspects.has(short)) return null;
    const hex = hexOf();
    const before = this.#seen.get(hex);
    if (before === undefined) this.#seen.set(hex, where);
    return before ?? null;
  }

  /** @returns where a value was seen; null where it was not */
  find(hex: string): Where | null {
    return this.#seen.get(hex) ?? null;
  }
}
