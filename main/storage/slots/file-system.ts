import { readFileSync, realpathSync, statfsSync } from 'node:fs';
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

/** The mount on which a path lies. @param table /proc/self/mountinfo (proc(5)); the last of equal mount points is on top */
export function mountOf(path: string, table: string): { readonly kind: string; readonly options: readonly string[] } {
  let best = { point: '', kind: '?', options: [] as readonly string[] };
  for (const line of table.split('\n')) {
    const [front = '', back] = line.split(' - ');
    if (back === undefined) continue;
    // Spaces and the like stand in it as octal numbers.
    const point = (front.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const within = point === '/' || path === point || path.startsWith(`${point}/`);
    const [kind = '?', , options = ''] = back.split(' ');
    if (within && point.length >= best.point.length) best = { point, kind, options: options.split(',') };
  }
  return best;
}
