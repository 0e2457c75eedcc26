import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { checks } from './checks.ts';
import { debianParts } from './debian.ts';
import { prepareElectron } from './electron-runtime.ts';
import { root, say } from './say.ts';
import { buildSmartcard } from './smartcard-build.ts';
import { runSuite, unexplained } from './suite.ts';

/**
 * `npm test`: everything that CI runs, in the order in which a mistake shows soonest. All steps run even when one
 * fails; the last line counts checks and tests together. In CI a skipped test fails unless test/allowed-skips.json
 * gives its reason.
 */
let passed = 0;
let failed = 0;
const failures: string[] = [];
const skipped: string[] = [];
const began = performance.now();

async function step(name: string, work: () => Promise<string | null>): Promise<void> {
  const start = performance.now();
  say(name);
  let trouble: string | null;
  try {
    trouble = await work();
  } catch (error) {
    trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (trouble === null) passed += 1;
  else {
    failed += 1;
    failures.push(`${name}\n${trouble}`);
  }
  console.log(
    `${trouble === null ? 'passed' : 'FAILED'}: ${name} (${seconds} s)${trouble === null ? '' : `\n${trouble}`}`,
  );
}

async function suite(name: string, config: string): Promise<void> {
  say(name);
  const result = await runSuite(config);
  passed += result.passed;
  failed += result.failed;
  failures.push(...result.failures);
  skipped.push(...result.skipped);
  console.log(`${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped.length} skipped`);
}

mkdirSync(join(root, 'dist'), { recursive: true });
const sources = async (): Promise<void> => {
  for (const check of checks) await step(check.name, check.run);
};
const parts = async (): Promise<void> => {
  await step('screens and shell (vite)', async () => {
    await build();
    return null;
  });
  await step('browsers (Debian packages, Electron)', async () => {
    const missing = await debianParts();
    await prepareElectron();
    return missing.length === 0 ? null : `missing Debian packages: apt-get install ${missing.join(' ')}`;
  });
  await step('addon of the chip reader (node-gyp)', buildSmartcard);
};
// Neither needs the other, and each leaves one of two cores idle for much of its time.
await Promise.all([sources(), parts()]);
await suite('unit tests', 'vitest.config.ts');
await suite('end-to-end tests', 'vitest.end-to-end.config.ts');

if (process.env.CI) {
  const allowed = JSON.parse(readFileSync(join(root, 'test/allowed-skips.json'), 'utf8')) as Record<string, string>;
  for (const name of unexplained(skipped, allowed)) {
    failed += 1;
    failures.push(`skipped without a reason: ${name}`);
    console.log(`FAILED: skipped without a reason in test/allowed-skips.json: ${name}`);
  }
}
// Once more at the very end: of a run's output only the tail may be kept.
for (const failure of failures) console.log(`FAILED: ${failure}`);
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped (${minutes} min)`);
process.exitCode = failed === 0 ? 0 : 1;
