import { parentPort } from 'node:worker_threads';
import { codeFormats, readCodes } from '../../images/codes.ts';
import type { CodesAnswer, CodesQuestion } from './page-reading.ts';

/** The thread that looks for codes on page images. It keeps nothing between two pages. */
parentPort?.on('message', async ({ id, page }: CodesQuestion) => {
  const found = await readCodes(page, { formats: codeFormats });
  parentPort?.postMessage({ id, codes: found.ok ? found.value : [] } satisfies CodesAnswer);
});
