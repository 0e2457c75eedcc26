import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from '../say.ts';

/** What Debian brings for the stage, unpacked beside the checkout's other downloads; nothing is installed. */
export interface Parts {
  /** Folder in which the packages are unpacked. */
  readonly folder: string;
  /** Version of the guest's kernel, as its folder of modules is named. */
  readonly kernel: string;
}

export const cache = join(root, '.cache/usb-gadgets');

/** Parts that were fetched by another version of this file are fetched anew. */
const recipe = (): string =>
  createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex');

/** Runs a program of Debian's; throws with what it printed when it fails. */
async function debian(program: string, args: readonly string[], cwd = root): Promise<string> {
  const { code, output } = await run(program, args, { cwd, env: { LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
  return output;
}

/**
 * Fetches kernel, busybox and QEMU with the libraries that this machine lacks (about 90 MB) and unpacks them (500 MB),
 * once. Needs no root, but Debian's lists of packages, which only root can fetch.
 * @throws Error with apt's or dpkg's own words
 */
export async function gadgetParts(): Promise<Parts> {
  const folder = join(cache, 'parts');
  const stamp = join(cache, 'parts-recipe');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== recipe()) {
    rmSync(cache, { recursive: true, force: true });
    const packages = join(cache, 'packages');
    mkdirSync(packages, { recursive: true });
    if (process.getuid?.() === 0) await debian('apt-get', ['update', '-qq']);
    const kernel = /linux-image-[0-9]\S+/.exec(await debian('apt-cache', ['depends', 'linux-image-amd64']))?.[0];
    if (kernel === undefined) throw new Error('Debian names no kernel: run apt-get update as root');
    // Only pretended: whatever is not on this machine yet. The program itself is always wanted, installed or not.
    const plan = await debian('apt-get', ['install', '-s', '-qq', '--no-install-recommends', 'qemu-system-x86']);
    const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
    const own = ['qemu-system-x86', 'qemu-system-common', 'qemu-system-data', 'seabios'];
    const wanted = [...new Set([kernel, 'busybox-static', ...own, ...missing])];
    say(`fetching ${wanted.length} Debian packages for the guest (about 90 MB, once)`);
    await debian('apt-get', ['download', '-qq', ...wanted], packages);
    const fresh = `${folder}.new`;
    for (const name of readdirSync(packages)) await debian('dpkg', ['-x', join(packages, name), fresh]);
    rmSync(packages, { recursive: true });
    renameSync(fresh, folder);
    writeFileSync(stamp, recipe());
  }
  const [kernel] = readdirSync(join(folder, 'lib/modules'));
  if (kernel === undefined) throw new Error(`no kernel in ${folder}`);
  return { folder, kernel };
}
