import { createHash } from 'node:crypto';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Medium } from '../media.ts';

/** Which medium a copy lies on: two copies on one medium are lost together. */
export interface MediumIdentity {
  readonly id: string;
  readonly kind: 'stick' | 'folder';
}

/** Links from the UUIDs of file systems to their devices, as udev keeps them. */
const BY_UUID = '/dev/disk/by-uuid';

/**
 * The identity of a place that files are written to: the UUID of the file system on a stick. A folder of the kiosk is
 * on none of its own, and is told by its path.
 * @returns null where it has none: the stick is gone, or its file system has no UUID
 */
export function identityOf(medium: Medium, byUuid = BY_UUID): MediumIdentity | null {
  try {
    if (!medium.removable) {
      const path = createHash('sha256').update(realpathSync(medium.path)).digest('hex').slice(0, 16);
      return { id: `folder:${path}`, kind: 'folder' };
    }
    const { dev } = statSync(medium.path);
    const uuid = readdirSync(byUuid).find((name) => deviceOf(join(byUuid, name)) === dev);
    return uuid === undefined ? null : { id: `fs:${uuid}`, kind: 'stick' };
  } catch {
    // Pulled out between two looks, or a system without udev.
    return null;
  }
}

function deviceOf(link: string): number | null {
  return statSync(link, { throwIfNoEntry: false })?.rdev ?? null;
}
