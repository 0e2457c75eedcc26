// The one door to every command: `npm start`, `npm test`, `npm run taanuu -- …`, `npm run check`, `npm run package`.
// It runs on the machine's own Node (20 or newer, built-ins only), installs what the lockfile names when that is not
// there yet, and hands over to the Node 24 that the lockfile brings. Whatever it has to say goes to stderr: stdout
// belongs to the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = {
  start: 'tools/start.ts',
  test: 'tools/test.ts',
  check: 'tools/check.ts',
  package: 'tools/package.ts',
  problems: 'tools/problems.ts',
  'test:usb': 'tools/usb-gadgets/test-usb.ts',
  'build:smartcard': 'tools/smartcard.ts',
  taanuu: 'main/cli/taanuu.ts',
};

/** True when node_modules holds exactly what the lockfile names (optional parts of other platforms aside). */
function installed() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const there = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = there[path];
      return found ? found.integrity === entry.integrity : entry.optional === true;
    });
  } catch {
    return false;
  }
}

const [name, ...rest] = process.argv.slice(2);
const entry = commands[name];
if (!entry) {
  console.error(`usage: node tools/run.mjs ${Object.keys(commands).join('|')} …`);
  process.exit(2);
}
if (!installed()) {
  console.error('▸ installing what package-lock.json names (about a minute the first time)');
  const done = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    console.error('npm ci failed: see above');
    process.exit(1);
  }
}
if (!existsSync(join(root, entry))) {
  console.error(`${entry} is missing from this checkout`);
  process.exit(1);
}

const bin = join(root, 'node_modules/.bin');
// A program in TypeScript strips the types of a few hundred files as it starts; kept, that is half of the time. Zones do
// not inherit it (main/host/supervisor.ts): compiled code from a folder is not what a kiosk should run.
const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, 'dist/compile-cache');
// Through a shell that switches core dumps off for everything below it, windows included (main/host/coreless.ts).
const coreless = ['-c', 'ulimit -c 0; exec "$0" "$@"', join(bin, 'node')];
const child = spawn('/bin/sh', [...coreless, join(root, entry), ...rest], {
  // `npm run` enters the folder of package.json; a path that a person typed counts from where the person stands.
  cwd: name === 'taanuu' ? (process.env.INIT_CWD ?? process.cwd()) : root,
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: compiled, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
});
// A terminal sends Ctrl-C to both; a service manager only to this one. The command decides when it is finished.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
