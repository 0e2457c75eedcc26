import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = /^taanuu-tests-(\d+)$/;
/** What the files of a whole run take at the most, with room for the programs beside them, in bytes. */
const NEEDED = 6 * 2 ** 30;

/**
 * Has the folders of tests made in memory, where the machine has enough of it. Zones sync every step to the disk before they
 * go on, and wait for it: 2 ms each time on the disk of a busy machine, a hundredth of one here. What is left after a power cut is looked at on disks of the tests' own (main/cli/simulate/powered-disk.ts), wherever these lie.
 * A TMPDIR that somebody has set is left alone.
 */
export function foldersInMemory(): void {
  if (process.env.TMPDIR !== undefined || !fits()) return;
  // What a run that was killed has left would stay in memory until the machine is switched off.
  for (const name of readdirSync(MEMORY)) {
    const run = NAME.exec(name)?.[1];
    if (run !== undefined && !runs(Number(run))) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
  const folder = join(MEMORY, `taanuu-tests-${process.pid}`);
  mkdirSync(folder);
  // As /tmp is: the zones of some tests are users of their own.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** Whether there is such a file system, with enough room, and programs may be started from it. */
function fits(): boolean {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n').reverse();
    const [, , type, options] = mounts.find((line) => line.split(' ')[1] === MEMORY)?.split(' ') ?? [];
    if (type !== 'tmpfs' || options?.split(',').includes('noexec')) return false;
    const { bavail, bsize } = statfsSync(MEMORY);
    const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return bavail * bsize >= NEEDED && Number(available) * 1024 >= NEEDED;
  } catch {
    return false;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
