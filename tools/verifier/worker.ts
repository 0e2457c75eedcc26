import { parentPort, workerData } from 'node:worker_threads';
import { groupOf } from './groups.ts';
import { LinesChecker } from './lines.ts';
import type { Asked, Started } from './pool.ts';

const { manifest, slow } = workerData as Started;
const checker = new LinesChecker(manifest, await groupOf(slow));
parentPort!.on('message', (asked: Asked) => {
  parentPort!.postMessage(asked.kind === 'lines' ? checker.check(asked.lines) : checker.sums());
});
