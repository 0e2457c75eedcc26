// Stands in for the default_app of Electron, which the runtime of the tests comes without: `electron [flags] <folder|file>`.
// The top-level await is needed: Electron holds 'ready' back until this module has loaded, so that the app can call
// what must come before 'ready'.
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const args = process.argv.slice(1);
const require = createRequire(join(process.cwd(), 'start.js'));
let target;
for (let at = 0; at < args.length && target === undefined; at += 1) {
  // Playwright loads its helper this way.
  if (args[at] === '-r' || args[at] === '--require') require(args[++at]);
  else if (!args[at].startsWith('-')) target = resolve(args[at]);
}
if (target === undefined) {
  console.error('usage: electron [flags] <app folder or file>');
  process.exit(1);
}

process.defaultApp = true;
let main = target;
if (statSync(target).isDirectory()) {
  const about = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  app.setVersion(about.version);
  app.setName(about.productName ?? about.name);
  main = join(target, about.main);
}
app.setAppPath(statSync(target).isDirectory() ? target : dirname(target));
await import(pathToFileURL(main).href);
