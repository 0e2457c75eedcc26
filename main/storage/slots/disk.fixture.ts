import type { Chance } from '../../demo/random.ts';
import type { BlockFile } from './block-file.ts';
import type { RandomBytes } from './format.ts';

/** Thrown where the power goes. */
export class PowerCut extends Error {}

const SECTOR = 512;

/**
 * A disk as drives are: it keeps what was written in a memory of its own until it is told to sync. When the power goes, each
 * write that waits is on it, or is not, or some of its sectors are, whatever came first; and the sector that was being
 * written may be neither the old nor the new one.
 */
export class ModelDisk {
  /** What is on the disk itself. */
  readonly #onDisk: Uint8Array;
  readonly #chance: Chance;
  #cached: Uint8Array;
  #waiting: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  /** Writes and syncs until the power goes. */
  #left = Number.POSITIVE_INFINITY;

  constructor(bytes: number, chance: Chance) {
    this.#onDisk = new Uint8Array(bytes);
    this.#cached = new Uint8Array(bytes);
    this.#chance = chance;
  }

  /** The power will go instead of the write or sync after so many more. */
  cutAfter(steps: number): void {
    this.#left = steps;
  }

  /** The power comes back. */
  restart(): void {
    this.#left = Number.POSITIVE_INFINITY;
    for (const { at, bytes } of this.#waiting) {
      const dice = this.#chance.next();
      if (dice < 0.4) this.#onDisk.set(bytes, at);
      else if (dice < 0.6) {
        for (let one = 0; one < bytes.length; one += SECTOR) {
          if (this.#chance.happens(0.5)) this.#onDisk.set(bytes.subarray(one, one + SECTOR), at + one);
        }
      }
    }
    const last = this.#waiting[this.#chance.below(this.#waiting.length + 1)];
    if (last) {
      const sector = this.#chance.below(last.bytes.length / SECTOR) * SECTOR;
      this.#onDisk.fill(this.#chance.below(256), last.at + sector, last.at + sector + SECTOR);
    }
    this.#waiting = [];
    this.#cached = this.#onDisk.slice();
  }

  open(): BlockFile {
    return {
      bytes: this.#onDisk.length,
      read: (at, length) => this.#cached.slice(at, at + length),
      write: (at, bytes) => {
        const goes = this.#step();
        this.#cached.set(bytes, at);
        this.#waiting.push({ at, bytes: bytes.slice() });
        if (goes) throw new PowerCut();
      },
      sync: () => {
        if (this.#step()) throw new PowerCut();
        for (const { at, bytes } of this.#waiting) this.#onDisk.set(bytes, at);
        this.#waiting = [];
      },
      close: () => {},
    };
  }

  /** @returns whether the power goes in this one */
  #step(): boolean {
    this.#left -= 1;
    return this.#left < 0;
  }
}

/** Bytes from a chance that can be had again. */
export function bytesFrom(chance: Chance): RandomBytes {
  return (count) => {
    const words = Uint32Array.from({ length: Math.ceil(count / 4) }, () => chance.below(2 ** 32));
    return new Uint8Array(words.buffer, 0, count);
  };
}
