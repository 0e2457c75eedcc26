import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const PREFIX = 'taanuu-link-';

/**
 * Makes a folder for this process alone (0700), and removes those that processes of the same user have left behind: one
 * that was killed could not do it.
 * @param within a folder in memory, such as /dev/shm: the key of the connections is never written to a disk
 */
export function privateFolder(within: string): string {
  for (const name of readdirSync(within)) if (isLeftBehind(within, name)) remove(join(within, name));
  return mkdtempSync(join(within, `${PREFIX}${process.pid}-`));
}

function isLeftBehind(within: string, name: string): boolean {
  const [, pid] = /^taanuu-link-(\d+)-\w{6}$/.exec(basename(name)) ?? [];
  if (pid === undefined) return false;
  try {
    return statSync(join(within, name)).uid === process.getuid?.() && !isAlive(Number(pid));
  } catch {
    // Somebody else has removed it.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
