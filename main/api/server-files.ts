import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** One file of the built screens, ready to be sent. */
export interface ServedFile {
  readonly body: Buffer;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wav': 'audio/wav',
};

/**
 * Reads the built screens into memory once, by the exact path under which they are asked for
 * (`/officer/`, `/assets/officer-1a2b.js`). A request is looked up in this table and never becomes a file name:
 * there is no path to traverse. Pages of windows that are not this zone's are left out; so is every file of a
 * kind the screens do not consist of.
 */
export function readScreens(folder: string, windows: readonly string[]): ReadonlyMap<string, ServedFile> {
  const screens = new Map<string, ServedFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const type = types[extname(entry.name)];
    if (type === undefined) continue;
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    const page = /^\/([^/]+)\/index\.html$/.exec(path);
    if (page && !windows.includes(page[1] ?? '')) continue;
    screens.set(page ? `/${page[1]}/` : path, { body: readFileSync(file), type });
  }
  return screens;
}
