import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './say.ts';

/** What dependency-cruiser found. */
export interface Layers {
  /** Modules that were really read: 0 means that nothing was checked. */
  readonly modules: number;
  /** `rule: from → to`, one line each. */
  readonly violations: readonly string[];
}

/** The floors, and beside them the verifier, which must share nothing with them. */
const floors = ['core', 'drivers', 'main', 'renderer', 'tools/verifier'];

/**
 * Checks a tree of floors against .dependency-cruiser.mjs.
 * @param folder the checkout, or a copy of it with something planted
 */
export function checkLayers(folder: string): Layers {
  const ran = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    [
      '--config',
      join(root, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      ...floors.filter((floor) => existsSync(join(folder, floor))),
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!ran.stdout) throw new Error(`dependency-cruiser did not run: ${ran.stderr}`);
  const { modules, summary } = JSON.parse(ran.stdout) as {
    modules: { source: string }[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return {
    modules: modules.filter((module) => floors.some((floor) => module.source.startsWith(`${floor}/`))).length,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}
