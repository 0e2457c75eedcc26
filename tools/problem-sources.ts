import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProblemCode } from '../core/problem/catalogue.ts';
import { root } from './say.ts';

/** A source file of the product: its path from the checkout, with slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const floors = ['core', 'drivers', 'main', 'renderer'];
/** Tests, what they stand on, and what simulates a device: nothing of it speaks to a person. */
const notShipped = /\.(test|fixture|fuzz)\.tsx?$|^drivers\/(testing|simulator)\/|^main\/cli\/simulate\//;

/** Everything that ships. */
export function sources(): readonly Source[] {
  return floors
    .flatMap((floor) =>
      readdirSync(join(root, floor), { recursive: true, encoding: 'utf8' }).map((file) => `${floor}/${file}`),
    )
    .filter((path) => /\.tsx?$/.test(path) && !notShipped.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** What stands between quotes, with the folders it stands in; and families of which a file puts codes together. */
interface Said {
  readonly quoted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly composed: ReadonlySet<string>;
}

/** Made once for the same sources: hundreds of codes are asked for one after the other. */
const known = new WeakMap<readonly Source[], Said>();

function saidIn(all: readonly Source[]): Said {
  const before = known.get(all);
  if (before) return before;
  const quoted = new Map<string, Set<string>>();
  const composed = new Set<string>();
  for (const { path, text } of all) {
    // The catalogue itself does not count.
    if (path.startsWith('core/problem/')) continue;
    for (const [, what = ''] of text.matchAll(/'([\w.-]+)(?=')/g)) {
      quoted.set(what, (quoted.get(what) ?? new Set()).add(dirname(path)));
    }
    for (const [, family = ''] of text.matchAll(/code: `([\w-]+)\.\$\{/g)) composed.add(family);
  }
  const said = { quoted, composed };
  known.set(all, said);
  return said;
}

/**
 * Folders in which a code comes up: where it stands as it is, or where its last part stands while a file puts it
 * together (`station.${reason}`).
 */
export function comesFrom(code: ProblemCode, all: readonly Source[]): readonly string[] {
  const { quoted, composed } = saidIn(all);
  const [family = '', rest = ''] = code.split('.');
  return [...(quoted.get(code) ?? (composed.has(family) ? quoted.get(rest) : null) ?? [])];
}
