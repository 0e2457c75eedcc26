import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { type EnrolledFinger, enrolledBefore, fingerKey } from './enrolled-before.ts';
import type { DemoVoter } from './voters.ts';

/** What enrolment adds to a record. */
export type Biometrics = Pick<RegisterRecord, 'photo' | 'fingers'>;

/** Few voters a message, so that progress moves and no worker idles at the end. */
const BATCH = 10;
const WORKERS_MAX = 4;

/** A voter on the way to a worker, with those of his fingers that were enrolled before. */
export interface ToEnrol {
  readonly voter: DemoVoter;
  readonly before: readonly EnrolledFinger[];
}

/**
 * Draws portraits and enrols fingers of these voters in worker threads, or reads them from the cache.
 * @param cache file named by a hash of everything that goes in; written whole at the end
 */
export async function enrolled(
  voters: readonly DemoVoter[],
  cache: string,
  onProgress: (done: number, of: number) => void,
): Promise<ReadonlyMap<string, Biometrics>> {
  if (existsSync(cache)) {
    const entries = JSON.parse(await readFile(cache, 'utf8')) as [string, Biometrics][];
    onProgress(entries.length, voters.length);
    return new Map(entries);
  }
  const all = await enrolAll(voters, await enrolledBefore(), onProgress);
  await writeFile(`${cache}.new`, JSON.stringify([...all]));
  await rename(`${cache}.new`, cache);
  return all;
}

/**
 * The same without any cache.
 * @param before fingers that need no enrolling, by `fingerKey`
 */
export async function enrolAll(
  voters: readonly DemoVoter[],
  before: ReadonlyMap<string, EnrolledFinger>,
  onProgress: (done: number, of: number) => void,
): Promise<ReadonlyMap<string, Biometrics>> {
  const enrolled = new Map<string, Biometrics>();
  const batches: ToEnrol[][] = [];
  const most = Math.min(availableParallelism(), WORKERS_MAX);
  const batch = Math.min(BATCH, Math.ceil(voters.length / most));
  for (let at = 0; at < voters.length; at += batch) {
    batches.push(voters.slice(at, at + batch).map((voter) => ({ voter, before: fingersBefore(voter, before) })));
  }
  const workers = Math.min(most, batches.length);
  await Promise.all(
    Array.from({ length: workers }, () =>
      work(batches, (results) => {
        for (const [record, biometrics] of results) enrolled.set(record, biometrics);
        onProgress(enrolled.size, voters.length);
      }),
    ),
  );
  return enrolled;
}

function fingersBefore(
  { record, fingers }: DemoVoter,
  before: ReadonlyMap<string, EnrolledFinger>,
): readonly EnrolledFinger[] {
  return fingers.flatMap((finger) => before.get(fingerKey(record.record, finger)) ?? []);
}

/** One worker thread: takes batches until there are none. Rejects if the thread throws. */
function work(batches: ToEnrol[][], onBatch: (results: readonly [string, Biometrics][]) => void): Promise<void> {
  const worker = new Worker(new URL('./enrol-worker.ts', import.meta.url));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const next = () => {
    const batch = batches.shift();
    if (batch) worker.postMessage(batch);
    else void worker.terminate().then(() => resolve());
  };
  worker.on('message', (results: readonly [string, Biometrics][]) => {
    onBatch(results);
    next();
  });
  worker.on('error', reject);
  next();
  return promise;
}
