import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import { readConfigFile } from '../../storage/config-file.ts';

/** Where packages are made from and where they go, beside the other files of a console. */
export const PACKAGES = 'packages.json';

const path = z.string().min(1).max(500);
const schema = z.strictObject({
  format: z.literal('taanuu/console-packages/1'),
  /** The commission's folder, which signs; or one that `taanuu package maker` has written, which does not. */
  maker: path,
  /** Folders of this machine from which packages may be made; sticks are offered too. */
  sources: z.array(path).max(50).default([]),
  /** Folders of this machine to which packages may go; sticks are offered too. */
  targets: z.array(path).max(50).default([]),
});
export type PackagesSettings = Omit<z.infer<typeof schema>, 'format'>;

/** Reads it, paths from the console's folder on; null: no packages are made at this console. */
export function readPackagesSettings(folder: string): Result<PackagesSettings | null, Problem> {
  if (!existsSync(join(folder, PACKAGES))) return ok(null);
  const read = readConfigFile(join(folder, PACKAGES), schema);
  if (!read.ok) return read;
  const at = (one: string): string => resolve(folder, one);
  const { maker, sources, targets } = read.value;
  return ok({ maker: at(maker), sources: sources.map(at), targets: targets.map(at) });
}
