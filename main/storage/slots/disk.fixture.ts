import type { Chance } from '../../demo/random.ts';
import type { BlockFile } from './block-file.ts';
import type { RandomBytes } from './format.ts';

/** Thrown where the power goes. */
export class PowerCut extends Error {}

const SECTOR = 512;

/**
 * A disk as drives are: it keeps what was written in a memory of its own until it is told to sync, and when the power goes
 * any of the sectors that wait may be on it or not, in whatever order they were written. A sector is whole or not at all.
 */
export class ModelDisk {
  readonly #onDisk: Uint8Array;
  readonly #chance: Chance;
  #cached: Uint8Array;
  #waiting = new Set<number>();
  /** Writes and syncs until the power goes. */
  #left = Number.POSITIVE_INFINITY;
  /** Writes and syncs that were done. */
  done = 0;

  constructor(bytes: number, chance: Chance) {
    this.#onDisk = new Uint8Array(bytes);
    this.#cached = new Uint8Array(bytes);
    this.#chance = chance;
  }

  /** The power will go instead of the write or sync after so many more. */
  cutAfter(steps: number): void {
    this.#left = steps;
  }

  /** The power comes back: what was not synced is there or not, sector by sector. */
  restart(): void {
    this.#left = Number.POSITIVE_INFINITY;
    for (const sector of this.#waiting) if (this.#chance.happens(0.5)) this.#put(sector);
    this.#waiting.clear();
    this.#cached = this.#onDisk.slice();
  }

  /** What is on the disk itself. */
  get bytes(): Uint8Array {
    return this.#onDisk;
  }

  open(): BlockFile {
    return {
      bytes: this.#onDisk.length,
      read: (at, length) => this.#cached.slice(at, at + length),
      write: (at, bytes) => {
        // It goes at any sector of the write, or before it.
        const cut = this.#left < 1;
        this.#step();
        const most = cut ? this.#chance.below(Math.ceil(bytes.length / SECTOR) + 1) * SECTOR : bytes.length;
        this.#cached.set(bytes.subarray(0, most), at);
        for (let one = at; one < at + Math.min(most, bytes.length); one += SECTOR) this.#waiting.add(one);
        if (cut) throw new PowerCut();
      },
      sync: () => {
        const cut = this.#left < 1;
        this.#step();
        if (cut) throw new PowerCut();
        for (const sector of this.#waiting) this.#put(sector);
        this.#waiting.clear();
      },
      close: () => {},
    };
  }

  #step(): void {
    this.#left -= 1;
    this.done += 1;
  }

  #put(sector: number): void {
    this.#onDisk.set(this.#cached.subarray(sector, sector + SECTOR), sector);
  }
}

/** Bytes from a chance that can be had again. */
export function bytesFrom(chance: Chance): RandomBytes {
  return (count) => {
    const words = Uint32Array.from({ length: Math.ceil(count / 4) }, () => chance.below(2 ** 32));
    return new Uint8Array(words.buffer, 0, count);
  };
}
