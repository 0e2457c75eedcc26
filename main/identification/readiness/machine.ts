import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';

/** Bytes below which a day may fill the disk, and below which it will. A day of 2,500 voters writes some 40 MB. */
const LOW = 2 * 1024 ** 3;
const NEARLY_FULL = 256 * 1024 ** 2;
/** No kiosk runs before its program was written: a clock that says so has lost its battery. */
const FIRST_YEAR = 2025;

/** What was found about one thing of the machine. */
export interface Finding {
  readonly problem: Problem | null;
  readonly detail: string | null;
}

/** Room on the disk that the state lies on. @throws what statfs says when the folder cannot be looked at */
export const diskRoom = (folder: string): Finding => roomOf(freeBytes(folder));

/** Bytes free on the disk that a folder lies on. @throws as `diskRoom` does */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function roomOf(bytes: number): Finding {
  const free = bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.floor(bytes / 1024 ** 2)} MB`;
  if (bytes < NEARLY_FULL) return { problem: { code: 'readiness.disk-nearly-full', params: { free } }, detail: free };
  if (bytes < LOW) return { problem: { code: 'readiness.disk-low', params: { free } }, detail: free };
  return { problem: null, detail: free };
}

/** Whether the folder with the journal, the register and the keys is closed to everybody but its owner. */
export function folderRights(folder: string): Finding {
  const { mode } = statSync(folder);
  const rights = (mode & 0o777).toString(8).padStart(3, '0');
  const open = (mode & 0o077) !== 0;
  const problem: Problem | null = open ? { code: 'readiness.folder-open', params: { folder: basename(folder) } } : null;
  return { problem, detail: rights };
}

/** The day as the clock has it, YYYY-MM-DD; null from a clock that has lost its battery. */
export const believedDay = (now: Date): string | null =>
  now.getUTCFullYear() < FIRST_YEAR ? null : now.toISOString().slice(0, 10);

/** @param year of the wall clock */
export function clockSet(now: Date): Finding {
  const date = now.toISOString().slice(0, 10);
  return {
    problem: believedDay(now) === null ? { code: 'readiness.clock-not-set', params: { date } } : null,
    detail: date,
  };
}

/** Floors of the program as they stand in a checkout and in an installed kiosk, which also has its built screens. */
const FLOORS = ['assets', 'core', 'drivers', 'main'] as const;
const SCREENS = 'screens';
const isTest = (name: string): boolean => /\.(test|fixture)\.tsx?$/.test(name);

/**
 * One hash over the files of the program, by name and content, so that two kiosks can be seen to run the same one. Not in
 * it: Node itself and npm packages, which the lockfile names.
 * @param root folder that holds the floors
 * @returns SHA-256, hex
 */
export function programHash(root: string): string {
  const hash = createHash('sha256');
  const folders = existsSync(join(root, SCREENS)) ? [...FLOORS, SCREENS] : FLOORS;
  const files = folders.flatMap((floor) =>
    readdirSync(join(root, floor), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !isTest(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of files.sort()) {
    const content = createHash('sha256').update(readFileSync(file)).digest();
    hash.update(relative(root, file)).update('\0').update(content);
  }
  return hash.digest('hex');
}
