import type { Actor } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { ok, type Result } from '../../core/problem/result.ts';
import { type Kiosk, SYSTEM } from './kiosk.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { tidyRegisters } from './register/files.ts';
import { heldOf } from './register/held.ts';
import { importPackage } from './register/import.ts';
import type { Steps } from './steps.ts';
import { recordIn } from './store.ts';

/** Who hears of a package. */
interface LoaderAround {
  /** It was verified and is about to come into force. */
  readonly verified: (file: string, sha256: string) => Promise<void>;
  /** It has come into force. */
  readonly taken: () => void;
}

/** Brings another package into force. */
export class PackageLoader {
  readonly #kiosk: Kiosk;
  readonly #files: KioskFiles;
  readonly #steps: Steps;
  readonly #around: LoaderAround;

  constructor(kiosk: Kiosk, files: KioskFiles, steps: Steps, around: LoaderAround) {
    this.#kiosk = kiosk;
    this.#files = files;
    this.#steps = steps;
    this.#around = around;
  }

  /** Verifies and loads a package, and makes it current by one event in each journal. */
  async load(
    file: string,
    actor: Actor,
    onProgress: (done: number, of: number) => void,
  ): Promise<Result<null, Problem>> {
    const { stateDir, keys, own } = this.#files;
    const imported = await this.#steps.under('package', file, () =>
      importPackage({
        path: file,
        stateDir,
        keys,
        current: this.#files.inForce?.register.package ?? null,
        heldOf: (of) => heldOf(own.db, of),
        onProgress: (_step, done, of) => onProgress(done, of),
        onRevoked: (body) => {
          // Told in both: the election's journal goes to the commission, the device's own outlives the election.
          if (this.#files.current !== own) this.#kiosk.record('device.revoked', body, SYSTEM);
          recordIn(own, 'device.revoked', body, SYSTEM);
        },
      }),
    );
    if (!imported.ok) {
      this.#kiosk.record('package.refused', { problem: imported.error.code }, actor);
      return imported;
    }
    const { event, discard } = imported.value;
    // Before it is in force: killed after that, nobody would ask for the file once more.
    await this.#around.verified(file, event.sha256);
    const taken = this.#files.takeUp(event.register);
    if (!taken.ok) {
      discard();
      return taken;
    }
    this.#around.taken();
    // The pointer comes last: killed before it, the old register is still the current one.
    if (this.#files.current !== own) this.#kiosk.record('package.imported', event, actor);
    recordIn(own, 'package.imported', event, actor);
    tidyRegisters(stateDir, keys, event.register);
    this.#files.eraseTrainings();
    this.#kiosk.changed();
    return ok(null);
  }
}
