import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type CleanUp = () => Promise<void> | void;

/** What is to be done when a test is over. Apart from any test runner: benches use it too. */
const ofTest: CleanUp[] = [];
/** The same of one of several pieces that run beside each other. */
const ofPiece = new AsyncLocalStorage<CleanUp[]>();

/** Does it after the test, or the piece of one, last first. */
export function afterTest(cleanUp: CleanUp): void {
  (ofPiece.getStore() ?? ofTest).push(cleanUp);
}

/** Does now what was to be done; a test does it by itself (bench.ts). */
export async function cleanUp(): Promise<void> {
  for (const next of (ofPiece.getStore() ?? ofTest).splice(0).reverse()) await next();
}

/** Does a piece of work that cleans up after itself alone, whatever runs beside it. */
export function cleanly<T>(work: () => Promise<T>): Promise<T> {
  return ofPiece.run([], async () => {
    try {
      return await work();
    } finally {
      await cleanUp();
    }
  });
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taanuu-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
