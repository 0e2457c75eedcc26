import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, say } from './say.ts';

/** Everything that dist/ is made of. */
const inputs = [
  'renderer',
  'main/api',
  'main/shell',
  'main/host/messages.ts',
  'core',
  'assets/locales',
  'assets/fonts',
  'assets/icons',
  'vite.config.ts',
  'vite.shell.config.ts',
  'package-lock.json',
];
const stamp = join(root, 'dist/taanuu-inputs');

/** SHA-256 over names and contents of the inputs. */
function inputsHash(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
    }
  };
  for (const input of inputs) add(join(root, input));
  return hash.digest('hex');
}

/** Builds the screens and the shell into dist/ when what they are made of has changed. Throws when that fails. */
export async function build(): Promise<void> {
  const hash = inputsHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('building the screens and the shell');
  const screens = ['--config', 'vite.config.ts'];
  const shell = ['main', 'preload'].map((mode) => ['--config', 'vite.shell.config.ts', '--mode', mode]);
  for (const part of [screens, ...shell]) {
    const { code, output } = await run('vite', ['build', '--logLevel', 'warn', ...part]);
    if (code !== 0) throw new Error(`vite build ${part.join(' ')} failed:\n${output}`);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
