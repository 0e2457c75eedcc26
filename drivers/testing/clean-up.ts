import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is to be done when a test, or a cell of the fault matrix, is over. Apart from any test runner: benches use it too. */
const cleanUps: (() => Promise<void> | void)[] = [];

/** Does it after the test, last first. */
export function afterTest(cleanUp: () => Promise<void> | void): void {
  cleanUps.push(cleanUp);
}

/** Does now what was to be done; a test does it by itself (bench.ts). */
export async function cleanUp(): Promise<void> {
  for (const next of cleanUps.splice(0).reverse()) await next();
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
