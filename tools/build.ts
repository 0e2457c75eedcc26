import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, say } from './say.ts';

/** A part of dist/: how it is built, and everything it is made of. */
interface Part {
  readonly name: string;
  readonly args: readonly string[];
  readonly inputs: readonly string[];
}

const shell = ['--config', 'vite.shell.config.ts', '--mode'];
const shellInputs = ['main/shell', 'main/host/messages.ts', 'main/api/bridge.ts', 'vite.shell.config.ts'];
const pageInputs = ['renderer', 'main/api', 'core', 'vite.config.ts'];
const parts: readonly Part[] = [
  { name: 'screens', args: ['--mode', 'production'], inputs: [...pageInputs, 'assets'] },
  { name: 'shell', args: [...shell, 'main'], inputs: shellInputs },
  { name: 'preload', args: [...shell, 'preload'], inputs: shellInputs },
];
/** The pages of test/fixtures/screens: no part of the product. */
const fixtures: Part = {
  name: 'fixtures',
  args: ['--mode', 'fixtures'],
  inputs: ['test/fixtures/screens', 'renderer/parts', 'main/api/bridge.ts', 'vite.config.ts'],
};

/** SHA-256 over names and contents of the inputs. */
function inputsHash(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
    }
  };
  for (const input of ['package-lock.json', ...inputs]) add(join(root, input));
  return hash.digest('hex');
}

async function buildPart({ name, args, inputs }: Part): Promise<void> {
  const stamp = join(root, 'dist', `${name}.inputs`);
  const hash = inputsHash(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say(`building: ${name}`);
  // Where a test runner has set it to something else, React would be built as for its developers: another one than ships.
  const env = { NODE_ENV: 'production' };
  const { code, output } = await run('vite', ['build', '--logLevel', 'warn', ...args], { env });
  if (code !== 0) throw new Error(`the build of ${name} failed:\n${output}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Builds the screens and the shell into dist/, as far as what they are made of has changed. Throws when that fails. */
export async function build(): Promise<void> {
  for (const part of parts) await buildPart(part);
}

/** Builds the shell and the pages of the tests. */
export async function buildFixtures(): Promise<void> {
  for (const part of [...parts.slice(1), fixtures]) await buildPart(part);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
