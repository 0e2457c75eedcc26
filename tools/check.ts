import { checks } from './checks.ts';
import { say } from './say.ts';

/** `npm run check`: the checks of the sources alone, in seconds. */
let failed = 0;
for (const check of checks) {
  say(check.name);
  const found = await check.run();
  if (found !== null) {
    failed += 1;
    console.log(`${check.name}:\n${found}`);
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
