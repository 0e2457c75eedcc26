import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '../../../core/crypto/encoding.ts';
import type { IntoBallotZone } from '../../../core/hatch/hatch.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { DeviceKeys } from '../../access/keys.ts';
import { extractParts } from '../../package/extract.ts';
import { partKey } from '../../package/frames.ts';
import { openPackage } from '../../package/reader.ts';
import { storageProblem } from '../../storage/failure.ts';

export type PackageOffer = Extract<IntoBallotZone, { hatch: 'package' }>;

/**
 * What the ballot zone gets of an imported package: the signed manifest and the commission's own people. The list of voters
 * does not cross, not even encrypted: whoever took the disk and this device's keys would have it without the two persons
 * who open the register.
 */
export class PackageCopy {
  readonly #keys: DeviceKeys;
  readonly #folder: string;

  /** @param hatch the folder of the files that cross */
  constructor(keys: DeviceKeys, hatch: string) {
    this.#keys = keys;
    this.#folder = join(hatch, 'in');
  }

  /** Takes the ballot zone's part out of a package that this device has verified. */
  async keep(path: string, sha256: string): Promise<Result<null, Problem>> {
    const root = this.#keys.commission()?.root;
    if (!root) return err({ code: 'package.not-registered' });
    try {
      mkdirSync(this.#folder, { recursive: true });
    } catch (error) {
      const problem = storageProblem(error, this.#folder);
      if (!problem) throw error;
      return err(problem);
    }
    const kept = await extractParts(path, this.#file(sha256), root, ['people']);
    return kept.ok ? ok(null) : kept;
  }

  /**
   * What is said of the package in force. The key is taken from the file itself by this device's own, so that it lies
   * nowhere.
   * @returns what is wrong where the file is not there or not whole: the package is to be imported once more
   */
  async offer(sha256: string): Promise<Result<PackageOffer, Problem>> {
    const root = this.#keys.commission()?.root;
    if (!root) return err({ code: 'package.not-registered' });
    const opened = await openPackage(this.#file(sha256), root);
    if (!opened.ok) return err({ code: 'ballot-zone.package-not-kept' });
    try {
      const whole = await opened.value.verifyParts(undefined, ['people']);
      const contentKey = whole.ok ? await opened.value.unseal(this.#keys) : whole;
      if (!contentKey.ok || opened.value.sha256 !== sha256) return err({ code: 'ballot-zone.package-not-kept' });
      const people = toBase64url(partKey(contentKey.value, 'people'));
      contentKey.value.fill(0);
      return ok({ hatch: 'package', file: nameOf(sha256), sha256, root: toBase64url(root), people });
    } finally {
      await opened.value.close();
    }
  }

  /** Removes what is of no package in force. @param sha256 the one in force; null: none is */
  tidy(sha256: string | null): void {
    const kept = sha256 === null ? null : nameOf(sha256);
    for (const name of filesIn(this.#folder)) if (name !== kept) rmSync(join(this.#folder, name), { force: true });
  }

  #file(sha256: string): string {
    return join(this.#folder, nameOf(sha256));
  }
}

const nameOf = (sha256: string): string => `${sha256}.package`;

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was ever kept.
    return [];
  }
}
