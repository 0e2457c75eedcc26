import { statSync } from 'node:fs';

/** Identity of the device node behind a path, or null if there is none. A re-plugged device is another node. */
export function nodeAt(path: string): string | null {
  try {
    const { dev, ino, rdev, ctimeMs } = statSync(path);
    return [dev, ino, rdev, ctimeMs].join('.');
  } catch {
    return null;
  }
}
