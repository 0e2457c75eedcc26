import { rmSync } from 'node:fs';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { otherBase, putTogether } from '../../package/difference/put-together.ts';
import { type Difference, openDifference } from '../../package/difference/read.ts';
import { openBytes, openPackage, type SignedPackage } from '../../package/reader.ts';
import { storageProblem } from '../../storage/failure.ts';
import { isBase, openKept } from '../register/kept-package.ts';
import type { Arrivals } from './arrivals.ts';

interface TogetherAround {
  readonly keys: DeviceKeys;
  readonly files: {
    readonly stateDir: string;
    readonly inForce: {
      readonly register: { readonly name: string; readonly package: { readonly sha256: string } };
    } | null;
  };
  readonly arrivals: Arrivals;
}

/**
 * Puts packages together of a difference and what this kiosk has: the package in force, as it is kept, or one that waits
 * here. One at a time, and in slices of a frame, so that nobody waits for it.
 */
export class Together {
  readonly #around: TogetherAround;
  #last: Promise<unknown> = Promise.resolve();

  constructor(around: TogetherAround) {
    this.#around = around;
  }

  /** Packages from which a difference may start, by the hash of their manifests. */
  bases(): readonly string[] {
    const { files, arrivals } = this.#around;
    const register = files.inForce?.register;
    const kept = register && isBase(files.stateDir, register.name) ? [register.package.sha256] : [];
    return [...kept, ...arrivals.waiting().map(({ offer }) => offer.package)];
  }

  /**
   * Makes the package that a difference leads to. It is the one that the commission signed, and whether this device may take
   * it is not known yet.
   * @param path of the difference
   * @returns the file, which is whoever's who asked for it
   */
  make(
    path: string,
    onProgress: (done: number, of: number) => void = () => {},
  ): Promise<Result<{ readonly path: string; readonly sha256: string }, Problem>> {
    const made = this.#last.then(() => this.#make(path, onProgress));
    this.#last = made.catch(() => {});
    return made;
  }

  async #make(
    path: string,
    onProgress: (done: number, of: number) => void,
  ): Promise<Result<{ readonly path: string; readonly sha256: string }, Problem>> {
    const { keys, arrivals } = this.#around;
    const root = keys.commission()?.root;
    if (!root) return err({ code: 'package.not-registered' });
    const opened = await openDifference(path, root);
    if (!opened.ok) return opened;
    const difference = opened.value;
    const to = arrivals.made(difference.sha256);
    let isMade = false;
    try {
      const openBase = (seed: Uint8Array) => this.#base(difference, root, seed);
      const made = await putTogether({ difference, keys, openBase, to, onProgress });
      isMade = made.ok;
      return made.ok ? ok({ path: to, sha256: difference.sha256 }) : made;
    } catch (error) {
      const problem = storageProblem(error, to);
      if (problem) return err(problem);
      throw error;
    } finally {
      if (!isMade) rmSync(to, { force: true });
      await difference.close();
    }
  }

  async #base(difference: Difference, root: Uint8Array, seed: Uint8Array): Promise<Result<SignedPackage, Problem>> {
    const { keys, files, arrivals } = this.#around;
    const { package: wanted } = difference.description.base;
    const register = files.inForce?.register;
    if (register?.package.sha256 === wanted && isBase(files.stateDir, register.name)) {
      const kept = await openKept(files.stateDir, keys, register.name, seed);
      return kept ? openBytes(kept, root, 'package') : err({ code: 'package.key-does-not-open' });
    }
    const waits = arrivals.waiting().find(({ offer }) => offer.package === wanted);
    return waits ? openPackage(waits.path, root) : otherBase(difference);
  }
}
