import { setTimeout as pause } from 'node:timers/promises';

/** Everything here runs on an emulated processor: limits are wide, and only ever reached by what is broken. */
const LIMIT_MS = 60_000;
const LOOK_MS = 20;

let passed = 0;
let failed = 0;

/** Waits until `value()` is what is wanted; throws with what it was instead. */
export async function eventually<T>(value: () => T, wanted: (value: T) => boolean, what: string): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const now = value();
    if (wanted(now)) return now;
    if (performance.now() > end) throw new Error(`${what}: after ${LIMIT_MS / 1000} s still ${JSON.stringify(now)}`);
    await pause(LOOK_MS);
  }
}

/** The promise's value; throws when it takes too long. */
export async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = Symbol();
  const first = await Promise.race([promise, pause(LIMIT_MS, late)]);
  if (first === late) throw new Error(`${what}: nothing came in ${LIMIT_MS / 1000} s`);
  return first as T;
}

/** Throws unless both are the same. */
export function same(found: unknown, wanted: unknown, what: string): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}

/** Does one check and tells the host of it in a line. A check that stands on one that failed fails too. */
export async function check(name: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  try {
    await work();
    passed += 1;
    console.log(`passed: ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The last line, without which the host believes nothing. */
export function finish(): void {
  console.log(`end: ${passed} passed, ${failed} failed`);
}
