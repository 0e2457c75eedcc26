import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';

/**
 * File systems that overwrite in place (statfs(2)). Others write what is changed elsewhere and leave the earlier bytes where
 * they were, in the order of writing. An overlay writes into the one below it, which then decides.
 */
const IN_PLACE: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x01021994, // tmpfs
  0x794c7630, // overlay
]);

/**
 * Whether a folder's file system keeps no earlier contents of a file, by its kind and how it is mounted (ext4 with
 * `data=journal` writes every content into its journal first).
 * @returns `ballot-store.file-system` if it does, or if it is not known
 */
export function overwritesInPlace(folder: string): Result<null, Problem> {
  const { type } = statfsSync(folder);
  const { kind, options } = mountOf(realpathSync(folder), readFileSync('/proc/self/mountinfo', 'utf8'));
  if (IN_PLACE.has(type) && !options.includes('data=journal')) return ok(null);
  return err({ code: 'ballot-store.file-system', params: { kind } });
}

/** Where a path lies: mount point, device as `major:minor`, kind of file system, and how it is mounted. */
export interface Mount {
  readonly point: string;
  readonly device: string;
  readonly kind: string;
  readonly options: readonly string[];
}

/** The mount on which a path lies. @param table /proc/self/mountinfo (proc(5)); the last of equal mount points is on top */
export function mountOf(path: string, table: string): Mount {
  let best: Mount = { point: '', device: '', kind: '?', options: [] };
  for (const line of table.split('\n')) {
    const [front = '', back] = line.split(' - ');
    if (back === undefined) continue;
    const [, , device = '', , place = ''] = front.split(' ');
    // Spaces and the like stand in it as octal numbers.
    const point = place.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const within = point === '/' || path === point || path.startsWith(`${point}/`);
    const [kind = '?', , options = ''] = back.split(' ');
    if (within && point.length >= best.point.length) best = { point, device, kind, options: options.split(',') };
  }
  return best;
}

/**
 * Whether a folder's file system keeps a journal of its own, from which times of ballots can be read. Anyone may ask.
 * @returns `ballot-store.disk-journal` if it does; nothing where it cannot be known, as on an overlay
 */
export function withoutJournal(folder: string): Result<null, Problem> {
  const mount = mountOf(realpathSync(folder), readFileSync('/proc/self/mountinfo', 'utf8'));
  return keepsJournal(mount, '/sys')
    ? err({ code: 'ballot-store.disk-journal', params: { kind: mount.kind } })
    : ok(null);
}

/** @param sys where sysfs(5) is mounted */
export function keepsJournal({ kind, device }: Pick<Mount, 'kind' | 'device'>, sys: string): boolean {
  // There is none without.
  if (kind === 'xfs') return true;
  if (!/^ext[234]$/.test(kind)) return false;
  const name = lookedUp(() => basename(realpathSync(join(sys, 'dev/block', device))));
  const task = name && lookedUp(() => readFileSync(join(sys, 'fs/ext4', name, 'journal_task'), 'utf8').trim());
  // The thread that commits it; the kernel says `<none>` where there is nothing to commit.
  return task !== null && task !== '<none>';
}

/** What the kernel tells; null where this kernel, or this container, does not. */
function lookedUp(look: () => string): string | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
