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

/**
 * Folders in which a code comes up: where it stands as it is, or where its last part stands while a file puts it
 * together (`station.${reason}`). The catalogue itself does not count.
 */
export function comesFrom(code: ProblemCode, all: readonly Source[]): readonly string[] {
  const [family = '', rest = ''] = code.split('.');
  const outside = all.filter(({ path }) => !path.startsWith('core/problem/'));
  const whole = outside.filter(({ text }) => text.includes(`'${code}'`));
  const composed = outside.some(({ text }) => text.includes(`code: \`${family}.\${`));
  const found = whole.length > 0 || !composed ? whole : outside.filter(({ text }) => text.includes(`'${rest}'`));
  return [...new Set(found.map(({ path }) => dirname(path)))];
}
